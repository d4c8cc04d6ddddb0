#pragma once

#include <cstdint>

namespace headroom::sim {

/// How a piece of simulated work ended. Failures are values of the model, never C++ exceptions.
enum class Outcome : std::uint8_t {
    Ok,
    Failed,       ///< answered with an error
    Rejected,     ///< refused at the door: queue full, rate limit, bulkhead
    Unreachable,  ///< connection refused or reset: no endpoint, dead pod
    TimedOut,
    NotPermitted,  ///< the circuit breaker was open
};

inline bool isOk(Outcome outcome) {
    return outcome == Outcome::Ok;
}

}  // namespace headroom::sim
