#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>

namespace headroom::services {

/// A pod's server threads: so many requests are worked on, so many wait in the order they came, the rest is refused
/// (server.tomcat.threads.max and accept-count).
class ThreadGate {
public:
    /// Absent: unlimited.
    ThreadGate(std::optional<int> threads, std::optional<int> queue) : m_threads(threads), m_queue(queue) {}

    /// Waits for a thread; false: there is no place to wait at.
    bool enter();
    void leave();
    int busy();
    int queued();

private:
    std::optional<int> m_threads;
    std::optional<int> m_queue;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_nextTicket = 0;  ///< of who comes next
    std::uint64_t m_admitted = 0;    ///< tickets below it have, or had, a thread
    int m_busy = 0;
};

}  // namespace headroom::services
