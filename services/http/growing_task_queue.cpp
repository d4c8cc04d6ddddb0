#include "services/http/growing_task_queue.h"

#include <utility>

namespace headroom::services {

void GrowingTaskQueue::enqueue(std::function<void()> task) {
    const std::scoped_lock lock(m_mutex);
    m_tasks.push_back(std::move(task));
    if (m_idle < m_tasks.size() && m_threads.size() < m_most) m_threads.emplace_back([this] { work(); });
    m_changed.notify_one();
}

void GrowingTaskQueue::work() {
    std::unique_lock lock(m_mutex);
    while (true) {
        ++m_idle;
        m_changed.wait(lock, [this] { return m_isEnding || !m_tasks.empty(); });
        --m_idle;
        if (m_tasks.empty()) return;
        const std::function<void()> task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        task();
        lock.lock();
    }
}

void GrowingTaskQueue::shutdown() {
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
        m_changed.notify_all();
    }
    for (std::thread& thread : m_threads) thread.join();
}

}  // namespace headroom::services
