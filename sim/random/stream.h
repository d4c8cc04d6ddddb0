#pragma once

#include <cstdint>
#include <string_view>

#include "model/scenario/distribution.h"

namespace headroom::sim {

/// A random stream of one component: seeded from the scenario seed and the component's name, so that adding a
/// component changes no other's draws. Same numbers on every platform and compiler (integer generator xoshiro256++,
/// logarithms and exponentials from libsleef's pure-C scalar functions).
class RandomStream {
public:
    RandomStream(std::uint64_t seed, std::string_view name);

    std::uint64_t bits();
    /// Uniform in [0, 1), 53 bits.
    double uniform();
    /// Uniform in [0, n), unbiased; n > 0.
    std::uint64_t below(std::uint64_t n);
    double exponential(double mean);
    /// Standard normal.
    double normal();
    double gamma(double shape, double scale);
    bool chance(double probability);
    /// A draw in the distribution's own unit (seconds or bytes), never negative.
    double draw(const model::Distribution& distribution);
    /// A draw of a time, in whole nanoseconds, rounded.
    std::int64_t drawNanoseconds(const model::Distribution& distribution);

private:
    std::uint64_t m_state[4];
};

}  // namespace headroom::sim
