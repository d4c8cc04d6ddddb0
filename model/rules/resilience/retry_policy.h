#pragma once

#include <optional>

#include "model/config/resilience.h"
#include "model/quantities.h"

namespace headroom::rules {

/// Decides whether and after which wait a failed call is tried again, as Resilience4j's Retry does.
/// Source: resilience4j-core 2.4.0 IntervalFunction, resilience4j-retry RetryImpl.
class RetryPolicy {
public:
    explicit RetryPolicy(const model::RetryConfig& config) : m_config(config) {}

    /// Returns the wait after the `failures`-th failed attempt (1, 2, ...) in whole milliseconds.
    /// `draw` in [0, 1) is used only when randomizedWait is on: min + draw·(max - min + 1), then truncated, then at least 1.
    /// The cap applies after randomising. Throws std::logic_error when failures < 1 or draw is outside [0, 1).
    model::Duration interval(int failures, double draw = 0) const;

    /// Returns the wait before the next attempt, or nothing when `failures` attempts were all the policy allows.
    /// `notPermitted` says that the last attempt was refused by an open circuit breaker.
    std::optional<model::Duration> afterFailure(int failures, double draw = 0, bool notPermitted = false) const;

private:
    model::RetryConfig m_config;
};

}  // namespace headroom::rules
