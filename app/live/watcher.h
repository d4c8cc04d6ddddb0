#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "connectors/error.h"
#include "model/quantities.h"

namespace headroom::live {

/// Looks at something again and again on a thread of its own, so that whoever wants to know never waits for an answer.
template <class Snapshot>
class Watcher {
public:
    using Clock = std::chrono::steady_clock;
    using Result = connectors::Result<Snapshot>;
    /// Looks once; may take long, and ends early once the function it is given says so.
    using Observe = std::function<Result(const std::function<bool()>&)>;
    /// The same for what takes long: it shows what it has so far, each time more.
    using ObserveInParts = std::function<Result(const std::function<bool()>&, const std::function<void(Snapshot)>&)>;

    /// A finished look, or what one has found so far.
    struct Look {
        Result result;
        Clock::time_point at;  ///< when its last answer came
        bool isPart = false;
    };

    /// Begins at once. Looks are an interval apart, or as long as the last one took where that is longer; twice as long after
    /// each failure, up to a quarter of a minute. None begins before the last was taken: what it alone counted would be lost.
    Watcher(Observe observe, model::Duration interval)
        : Watcher(ObserveInParts(
                      [observe = std::move(observe)](const auto& isCancelled, const auto&) { return observe(isCancelled); }),
                  interval) {}
    Watcher(ObserveInParts observe, model::Duration interval)
        : m_observe(std::move(observe)), m_interval(interval.ns), m_thread([this](const std::stop_token& stop) { run(stop); }) {}
    /// Waits for the request under way, at most its time-out.
    ~Watcher() = default;
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    /// The look that hasn't been taken yet.
    std::optional<Look> take() {
        const std::lock_guard lock(m_mutex);
        m_wake.notify_one();
        return std::exchange(m_look, std::nullopt);
    }

private:
    void run(const std::stop_token& stop) {
        constexpr std::chrono::nanoseconds longestPause = std::chrono::seconds(15);
        std::chrono::nanoseconds pause = m_interval;
        while (!stop.stop_requested()) {
            const auto begin = Clock::now();
            auto result = m_observe([&stop] { return stop.stop_requested(); },
                                    [this](Snapshot part) {
                                        put({std::move(part), Clock::now(), true});
                                    });
            const auto end = Clock::now();
            if (stop.stop_requested()) return;
            pause = result ? m_interval : std::min(pause * 2, std::max(longestPause, m_interval));
            std::unique_lock lock(m_mutex);
            m_look = Look{std::move(result), end, false};
            const auto next = std::max(begin + pause, end + std::min<Clock::duration>(end - begin, longestPause));
            m_wake.wait_until(lock, stop, next, [] { return false; });
            m_wake.wait(lock, stop, [this] { return !m_look; });
        }
    }

    void put(Look look) {
        const std::lock_guard lock(m_mutex);
        m_look = std::move(look);
    }

    ObserveInParts m_observe;
    std::chrono::nanoseconds m_interval;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Look> m_look;
    std::jthread m_thread;  ///< last: ends first
};

}  // namespace headroom::live
