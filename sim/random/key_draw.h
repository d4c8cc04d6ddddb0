#pragma once

#include <cstdint>
#include <vector>

#include "model/scenario/step.h"
#include "sim/random/stream.h"

namespace headroom::sim {

/// Draws record keys: indices in [0, cardinality), uniform or by Zipf's law (key 0 is the most frequent).
class KeyDraw {
public:
    explicit KeyDraw(const model::KeySpec& spec);
    std::int64_t draw(RandomStream& random) const;

private:
    std::int64_t m_cardinality;
    std::vector<double> m_cumulative;  ///< Zipf: of the first keys; the tail beyond is drawn evenly
};

}  // namespace headroom::sim
