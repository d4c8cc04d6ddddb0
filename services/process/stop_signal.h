#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "model/quantities.h"

namespace headroom::services {

/// That it is time to end; threads wait on it rather than sleep. From any thread.
class StopSignal {
public:
    void stop() {
        const std::scoped_lock lock(m_mutex);
        m_isStopped = true;
        m_changed.notify_all();
    }
    bool isStopped() {
        const std::scoped_lock lock(m_mutex);
        return m_isStopped;
    }
    void wait() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isStopped; });
    }
    /// True when stopped, false after the time.
    bool waitFor(model::Duration time) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::nanoseconds(time.ns), [this] { return m_isStopped; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isStopped = false;
};

}  // namespace headroom::services
