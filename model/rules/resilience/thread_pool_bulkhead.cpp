#include "model/rules/resilience/thread_pool_bulkhead.h"

#include <stdexcept>

namespace headroom::rules {

ThreadPoolBulkhead::ThreadPoolBulkhead(const model::ThreadPoolBulkheadConfig& config) : m_config(config) {}

ThreadPoolBulkhead::Answer ThreadPoolBulkhead::submit(model::Instant now, std::uint64_t call) {
    retireIdle(now);
    // Below the core size the executor starts a thread even when others are idle.
    if (m_threads < m_config.coreThreadPoolSize) {
        ++m_threads;
        return Answer::Started;
    }
    if (!m_idleSince.empty()) {
        // A real queue wakes the thread that waited longest, the hand-over queue of capacity 0 the last to arrive.
        if (m_config.queueCapacity > 0)
            m_idleSince.pop_front();
        else
            m_idleSince.pop_back();
        return Answer::Started;
    }
    if (m_queue.size() < static_cast<std::size_t>(m_config.queueCapacity)) {
        m_queue.push_back(call);
        return Answer::Queued;
    }
    if (m_threads >= m_config.maxThreadPoolSize) return Answer::Refused;
    ++m_threads;
    return Answer::Started;
}

std::optional<std::uint64_t> ThreadPoolBulkhead::finish(model::Instant now) {
    if (running() == 0) throw std::logic_error("ThreadPoolBulkhead: finish without a running call");
    retireIdle(now);
    if (m_queue.empty()) {
        m_idleSince.push_back(now);
        return std::nullopt;
    }
    const std::uint64_t call = m_queue.front();
    m_queue.pop_front();
    return call;
}

int ThreadPoolBulkhead::threads(model::Instant now) {
    retireIdle(now);
    return m_threads;
}

void ThreadPoolBulkhead::retireIdle(model::Instant now) {
    while (m_threads > m_config.coreThreadPoolSize && !m_idleSince.empty() &&
           now - m_idleSince.front() >= m_config.keepAliveDuration) {
        m_idleSince.pop_front();
        --m_threads;
    }
}

}  // namespace headroom::rules
