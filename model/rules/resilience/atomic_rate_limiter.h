#pragma once

#include <cstdint>

#include "model/config/resilience.h"
#include "model/quantities.h"

namespace headroom::rules {

/// Gives out limitForPeriod permissions per refresh period, reserving those of later periods to callers that wait.
/// Source: resilience4j-ratelimiter 2.4.0 AtomicRateLimiter.
class AtomicRateLimiter {
public:
    struct Answer {
        bool permitted = false;
        /// Time until the call may begin; when refused, the time the caller is nevertheless blocked (the timeout).
        model::Duration wait{0};
    };

    /// Counts periods from `createdAt`. Throws std::logic_error when the limit or the period is not positive.
    AtomicRateLimiter(const model::RateLimiterConfig& config, model::Instant createdAt);

    /// Reserves `permits` when they come within the timeout; a refusal reserves nothing.
    Answer acquire(model::Instant now, int permits = 1);

    /// Returns the permissions left at `now`; negative when later periods' are reserved.
    int availablePermissions(model::Instant now) const;

    /// Takes all permissions left in the current period.
    void drainPermissions(model::Instant now);

private:
    struct State {
        std::int64_t cycle = 0;
        int permissions = 0;
    };
    State refreshed(model::Instant now) const;
    std::int64_t waitFor(int permits, const State& state, model::Instant now) const;

    model::RateLimiterConfig m_config;
    model::Instant m_createdAt;
    State m_state;
};

}  // namespace headroom::rules
