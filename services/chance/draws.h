#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "model/scenario/distribution.h"

namespace headroom::services {

/// The random numbers of one component. Each is a hash of the scenario's seed, the component's name, an id (of an arrival, a
/// record, a user) and a step: there is no state, so threads share it, order doesn't matter, and a run can be repeated.
class Draws {
public:
    /// `component` as the trace names it: "client/shop", "service/transaction".
    Draws(std::uint64_t seed, std::string_view component);

    std::uint64_t bits(std::uint64_t id, std::uint64_t step) const;
    /// In (0, 1), 52 bits.
    double uniform(std::uint64_t id, std::uint64_t step) const;
    /// True with that probability: never at 0, always at 1.
    bool chance(double probability, std::uint64_t id, std::uint64_t step) const { return uniform(id, step) < probability; }
    /// In the distribution's own unit (seconds or bytes), by its quantile function; of an empirical one, any of its samples.
    double value(const model::Distribution& distribution, std::uint64_t id, std::uint64_t step) const;
    /// A time, rounded to nanoseconds; at most a century.
    std::chrono::nanoseconds time(const model::Distribution& seconds, std::uint64_t id, std::uint64_t step) const;

private:
    std::uint64_t m_key;
};

}  // namespace headroom::services
