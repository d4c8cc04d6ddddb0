#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "model/config/resilience.h"
#include "model/quantities.h"

namespace headroom::rules {

/// Limits the calls in progress; callers wait in order of arrival for at most maxWaitDuration.
/// Source: resilience4j-bulkhead 2.4.0 SemaphoreBulkhead with fairCallHandling (a fair semaphore).
class SemaphoreBulkhead {
public:
    enum class Answer { Acquired, Waiting, Refused };

    explicit SemaphoreBulkhead(const model::BulkheadConfig& config);

    /// Answers a call by `caller`, an id of the user's choosing that is unique among those waiting.
    Answer tryAcquire(model::Instant now, std::uint64_t caller);

    /// Ends a call and returns the waiting caller that takes its place at once, if any.
    /// A caller whose wait ends exactly now is still served. Throws std::logic_error without a call in progress.
    std::optional<std::uint64_t> release(model::Instant now);

    /// Returns the next caller whose wait is over at `now` and refuses it; nothing when there is none.
    std::optional<std::uint64_t> takeExpired(model::Instant now);

    /// Removes a caller that gave up waiting by itself; returns whether it was waiting.
    bool abandon(std::uint64_t caller);

    /// Returns when the first waiter's wait is over, or never.
    model::Instant nextExpiry() const { return m_waiters.empty() ? model::Instant::never() : m_waiters.front().deadline; }
    /// Returns when the wait of the last caller to have come is over, or never.
    model::Instant lastExpiry() const { return m_waiters.empty() ? model::Instant::never() : m_waiters.back().deadline; }
    int inProgress() const { return m_inProgress; }
    std::size_t waiting() const { return m_waiters.size(); }

private:
    struct Waiter {
        std::uint64_t caller;
        model::Instant deadline;
    };

    model::BulkheadConfig m_config;
    int m_inProgress = 0;
    std::deque<Waiter> m_waiters;  // all wait equally long, so the front one's deadline is the earliest
};

}  // namespace headroom::rules
