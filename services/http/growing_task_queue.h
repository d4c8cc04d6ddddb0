#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace headroom::services {

/// Threads of an HTTP server, one for each open connection, made when needed: cpp-httplib keeps a thread for as long as a
/// connection lasts. How many requests are worked on at once is somebody else's to limit.
class GrowingTaskQueue final : public httplib::TaskQueue {
public:
    explicit GrowingTaskQueue(std::size_t most) : m_most(most) {}
    void enqueue(std::function<void()> task) override;
    void shutdown() override;

private:
    void work();

    std::size_t m_most;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_tasks;
    std::list<std::thread> m_threads;
    std::size_t m_idle = 0;
    bool m_isEnding = false;
};

}  // namespace headroom::services
