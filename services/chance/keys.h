#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "model/scenario/step.h"

namespace headroom::services {

/// Chooses record keys: numbers in [0, cardinality), uniform or by Zipf's law (key 0 is the most frequent). From any thread.
class Keys {
public:
    /// The key at `u` in [0, 1) of the distribution function.
    std::int64_t at(const model::KeySpec& spec, double u);

private:
    using Cumulative = std::vector<double>;
    std::shared_ptr<const Cumulative> cumulative(std::int64_t cardinality, double exponent);

    std::mutex m_mutex;
    std::map<std::pair<std::int64_t, double>, std::shared_ptr<const Cumulative>> m_tables;
};

}  // namespace headroom::services
