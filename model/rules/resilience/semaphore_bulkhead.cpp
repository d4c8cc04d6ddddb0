#include "model/rules/resilience/semaphore_bulkhead.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::rules {

SemaphoreBulkhead::SemaphoreBulkhead(const model::BulkheadConfig& config) : m_config(config) {}

SemaphoreBulkhead::Answer SemaphoreBulkhead::tryAcquire(model::Instant now, std::uint64_t caller) {
    const bool someoneFirst =
        std::any_of(m_waiters.begin(), m_waiters.end(), [now](const Waiter& waiter) { return waiter.deadline >= now; });
    if (m_inProgress < m_config.maxConcurrentCalls && !someoneFirst) {
        ++m_inProgress;
        return Answer::Acquired;
    }
    if (m_config.maxWaitDuration <= model::Duration{0}) return Answer::Refused;
    const bool endless = m_config.maxWaitDuration.isInfinite();
    m_waiters.push_back({caller, endless ? model::Instant::never() : now + m_config.maxWaitDuration});
    return Answer::Waiting;
}

std::optional<std::uint64_t> SemaphoreBulkhead::release(model::Instant now) {
    if (m_inProgress == 0) throw std::logic_error("SemaphoreBulkhead: release without a call in progress");
    const auto next =
        std::find_if(m_waiters.begin(), m_waiters.end(), [now](const Waiter& waiter) { return waiter.deadline >= now; });
    if (next == m_waiters.end()) {
        --m_inProgress;
        return std::nullopt;
    }
    const std::uint64_t caller = next->caller;
    m_waiters.erase(next);
    return caller;
}

std::optional<std::uint64_t> SemaphoreBulkhead::takeExpired(model::Instant now) {
    if (m_waiters.empty() || m_waiters.front().deadline > now || m_waiters.front().deadline.isNever()) return std::nullopt;
    const std::uint64_t caller = m_waiters.front().caller;
    m_waiters.pop_front();
    return caller;
}

bool SemaphoreBulkhead::abandon(std::uint64_t caller) {
    const auto found =
        std::find_if(m_waiters.begin(), m_waiters.end(), [caller](const Waiter& waiter) { return waiter.caller == caller; });
    if (found == m_waiters.end()) return false;
    m_waiters.erase(found);
    return true;
}

}  // namespace headroom::rules
