#include "services/clients/worker_pool.h"

#include <system_error>
#include <utility>

namespace headroom::services {

WorkerPool::~WorkerPool() {
    {
        const std::scoped_lock lock(m_mutex);
        m_ending = true;
    }
    m_more.notify_all();
    for (std::thread& thread : m_threads) thread.join();
}

bool WorkerPool::start(std::function<void()> work) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_busy == m_limit || !makeRoom()) return false;
        ++m_busy;
        m_waiting.push_back(std::move(work));
    }
    m_more.notify_one();
    return true;
}

/// Makes a thread unless one has nothing to do.
bool WorkerPool::makeRoom() {
    if (m_busy < m_threads.size()) return true;
    try {
        m_threads.emplace_back([this] { run(); });
        return true;
    } catch (const std::system_error&) {
        return false;
    }
}

std::size_t WorkerPool::busy() const {
    const std::scoped_lock lock(m_mutex);
    return m_busy;
}

bool WorkerPool::waitUntilIdle(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(m_mutex);
    return m_idle.wait_until(lock, until, [this] { return m_busy == 0; });
}

void WorkerPool::run() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_more.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_waiting.empty()) return;
        const std::function<void()> work = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        work();
        lock.lock();
        if (--m_busy == 0) m_idle.notify_all();
    }
}

}  // namespace headroom::services
