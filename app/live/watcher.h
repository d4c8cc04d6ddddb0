#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "connectors/kafka/observer.h"
#include "model/quantities.h"

namespace headroom::live {

/// Looks at a cluster again and again on a thread of its own, so that whoever wants to know never waits for a broker.
class Watcher {
public:
    using Clock = std::chrono::steady_clock;

    /// A finished look.
    struct Look {
        connectors::Result<connectors::kafka::Snapshot> result;
        Clock::time_point at;  ///< when its last answer came
    };

    /// Begins at once. Looks are an interval apart, or as long as the last one took where that is longer; twice as long after
    /// each failure, up to a quarter of a minute.
    Watcher(std::unique_ptr<connectors::kafka::Observer> observer, model::Duration interval);
    /// Waits for the request under way, at most its time-out.
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    /// The newest look that hasn't been taken yet.
    std::optional<Look> take();

private:
    void run(const std::stop_token& stop);

    std::unique_ptr<connectors::kafka::Observer> m_observer;
    std::chrono::nanoseconds m_interval;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Look> m_look;
    std::jthread m_thread;  ///< last: ends first
};

}  // namespace headroom::live
