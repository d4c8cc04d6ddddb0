#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "model/quantities.h"

namespace headroom::services {

/// Waits for descriptors and times, on one thread. Handlers may watch, forget, and set and cancel timers; what they forget is not
/// called any more.
class EventLoop {
public:
    using Timer = std::uint64_t;  ///< 0 is none
    using Handler = std::function<void(short events)>;

    /// `speed`: seconds of the loop's clock in a real one.
    explicit EventLoop(double speed = 1);
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    /// Since its construction.
    model::Instant now() const;

    /// Calls `handler` with poll's events; replaces what was watched of the descriptor.
    void watch(int descriptor, short events, Handler handler);
    void forget(int descriptor);

    /// Calls once, in the order of the times; of the same time, in the order in which they were set.
    Timer at(model::Instant when, std::function<void()> handler);
    Timer after(model::Duration length, std::function<void()> handler) { return at(now() + length, std::move(handler)); }
    void cancel(Timer timer);

    /// Until quit().
    void run();
    void quit() { m_isQuitting = true; }

private:
    struct Watched {
        short events = 0;
        Handler handler;
    };
    using Key = std::pair<model::Instant, Timer>;

    void runTimers();
    void waitForDescriptors();
    int patience() const;

    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    double m_speed;
    std::map<int, Watched> m_watched;
    std::map<Key, std::function<void()>> m_timers;
    std::map<Timer, model::Instant> m_times;
    Timer m_lastTimer = 0;
    bool m_isQuitting = false;
};

}  // namespace headroom::services
