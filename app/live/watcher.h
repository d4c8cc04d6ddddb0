#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "connectors/error.h"
#include "connectors/kafka/snapshot.h"
#include "model/quantities.h"

namespace headroom::live {

/// Looks at a cluster again and again on a thread of its own, so that whoever wants to know never waits for a broker.
class Watcher {
public:
    using Clock = std::chrono::steady_clock;

    using Result = connectors::Result<connectors::kafka::Snapshot>;
    /// Looks once; may take long, and ends early once the function it is given says so.
    using Observe = std::function<Result(const std::function<bool()>&)>;

    /// A finished look.
    struct Look {
        Result result;
        Clock::time_point at;  ///< when its last answer came
    };

    /// Begins at once. Looks are an interval apart, or as long as the last one took where that is longer; twice as long after
    /// each failure, up to a quarter of a minute.
    Watcher(Observe observe, model::Duration interval);
    /// Waits for the request under way, at most its time-out.
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    /// The newest look that hasn't been taken yet.
    std::optional<Look> take();

private:
    void run(const std::stop_token& stop);

    Observe m_observe;
    std::chrono::nanoseconds m_interval;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Look> m_look;
    std::jthread m_thread;  ///< last: ends first
};

}  // namespace headroom::live
