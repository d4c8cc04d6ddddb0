#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace headroom::services {

/// Threads for work that blocks: one for each piece that is under way, made when they are first needed, up to a limit.
class WorkerPool {
public:
    explicit WorkerPool(std::size_t limit) : m_limit(limit) {}
    /// Waits for what is under way.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False, and nothing is done, where as many pieces as the limit are under way, or the machine gives no further thread.
    bool start(std::function<void()> work);
    /// Pieces begun and not ended.
    std::size_t busy() const;
    /// False when some are still under way then.
    bool waitUntilIdle(std::chrono::steady_clock::time_point until);

private:
    bool makeRoom();
    void run();

    const std::size_t m_limit;
    mutable std::mutex m_mutex;
    std::condition_variable m_more;
    std::condition_variable m_idle;
    std::deque<std::function<void()>> m_waiting;  ///< each has a thread that is about to take it
    std::size_t m_busy = 0;
    bool m_ending = false;
    std::vector<std::thread> m_threads;
};

}  // namespace headroom::services
