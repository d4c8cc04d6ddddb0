#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "model/config/resilience.h"
#include "model/quantities.h"

namespace headroom::rules {

/// Runs calls on a bounded pool of threads with a bounded queue: new thread up to the core size, then the queue, then
/// new threads up to the maximum, then refusal. Threads beyond the core end after keepAlive without work.
/// Source: resilience4j-bulkhead 2.4.0 FixedThreadPoolBulkhead on java.util.concurrent.ThreadPoolExecutor.
class ThreadPoolBulkhead {
public:
    enum class Answer { Started, Queued, Refused };

    explicit ThreadPoolBulkhead(const model::ThreadPoolBulkheadConfig& config);

    /// Answers a submitted call; `call` is returned by finish() when a queued call starts.
    Answer submit(model::Instant now, std::uint64_t call);

    /// Ends a running call and returns the queued call that its thread starts at once, if any.
    /// Throws std::logic_error when no call runs.
    std::optional<std::uint64_t> finish(model::Instant now);

    /// Returns the number of threads alive at `now`, idle ones included.
    int threads(model::Instant now);
    int running() const { return m_threads - static_cast<int>(m_idleSince.size()); }
    std::size_t queued() const { return m_queue.size(); }

private:
    void retireIdle(model::Instant now);

    model::ThreadPoolBulkheadConfig m_config;
    int m_threads = 0;
    std::deque<model::Instant> m_idleSince;  // oldest first
    std::deque<std::uint64_t> m_queue;
};

}  // namespace headroom::rules
