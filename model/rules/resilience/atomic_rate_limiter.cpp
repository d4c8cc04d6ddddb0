#include "model/rules/resilience/atomic_rate_limiter.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::rules {

AtomicRateLimiter::AtomicRateLimiter(const model::RateLimiterConfig& config, model::Instant createdAt)
    : m_config(config), m_createdAt(createdAt), m_state{0, config.limitForPeriod} {
    if (config.limitForPeriod <= 0 || config.limitRefreshPeriod <= model::Duration{0})
        throw std::logic_error("AtomicRateLimiter: limit and period must be positive");
}

AtomicRateLimiter::Answer AtomicRateLimiter::acquire(model::Instant now, int permits) {
    m_state = refreshed(now);
    const model::Duration wait{waitFor(permits, m_state, now)};
    if (m_config.timeoutDuration < wait) return {false, m_config.timeoutDuration};
    m_state.permissions -= permits;
    return {true, wait};
}

int AtomicRateLimiter::availablePermissions(model::Instant now) const {
    return refreshed(now).permissions;
}

void AtomicRateLimiter::drainPermissions(model::Instant now) {
    // The library takes what was left at the last call, then refreshes; a drain in a new period keeps the difference.
    const int left = m_state.permissions;
    m_state = refreshed(now);
    if (waitFor(left, m_state, now) <= 0) m_state.permissions -= left;
}

AtomicRateLimiter::State AtomicRateLimiter::refreshed(model::Instant now) const {
    const std::int64_t cycle = (now - m_createdAt).ns / m_config.limitRefreshPeriod.ns;
    if (cycle == m_state.cycle) return m_state;
    const std::int64_t limit = m_config.limitForPeriod;
    const std::int64_t accumulated = (cycle - m_state.cycle) * limit;
    return {cycle, static_cast<int>(std::min(m_state.permissions + accumulated, limit))};
}

std::int64_t AtomicRateLimiter::waitFor(int permits, const State& state, model::Instant now) const {
    if (state.permissions >= permits) return 0;
    const std::int64_t period = m_config.limitRefreshPeriod.ns;
    const std::int64_t toNextCycle = (state.cycle + 1) * period - (now - m_createdAt).ns;
    const int limit = m_config.limitForPeriod;
    const int missingThen = permits - state.permissions - limit;
    // Truncating division on purpose: a surplus in the next cycle gives 0 further cycles, never fewer.
    const std::int64_t furtherCycles = (missingThen + limit - 1) / limit;
    return furtherCycles * period + toNextCycle;
}

}  // namespace headroom::rules
