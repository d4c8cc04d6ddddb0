#include "services/supervisor/event_loop.h"

#include <poll.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace headroom::services {

namespace {

constexpr double longestWait = 60'000;  // milliseconds

}  // namespace

EventLoop::EventLoop(double speed) : m_speed(speed) {}

model::Instant EventLoop::now() const {
    const std::chrono::duration<double, std::nano> real = std::chrono::steady_clock::now() - m_begin;
    return {static_cast<std::int64_t>(real.count() * m_speed)};
}

void EventLoop::watch(int descriptor, short events, Handler handler) {
    m_watched[descriptor] = {events, std::move(handler)};
}

void EventLoop::forget(int descriptor) {
    m_watched.erase(descriptor);
}

EventLoop::Timer EventLoop::at(model::Instant when, std::function<void()> handler) {
    const Timer timer = ++m_lastTimer;
    m_timers.emplace(Key{when, timer}, std::move(handler));
    m_times.emplace(timer, when);
    return timer;
}

void EventLoop::cancel(Timer timer) {
    const auto found = m_times.find(timer);
    if (found == m_times.end()) return;
    m_timers.erase(Key{found->second, timer});
    m_times.erase(found);
}

void EventLoop::run() {
    m_isQuitting = false;
    while (!m_isQuitting) {
        runTimers();
        if (!m_isQuitting) waitForDescriptors();
    }
}

void EventLoop::runTimers() {
    // Not those that handlers set: descriptors are looked at in between.
    const Timer last = m_lastTimer;
    const model::Instant until = now();
    while (!m_isQuitting && !m_timers.empty()) {
        const auto first =
            std::find_if(m_timers.begin(), m_timers.end(), [last](const auto& timer) { return timer.first.second <= last; });
        if (first == m_timers.end() || first->first.first > until) return;
        const std::function<void()> handler = std::move(first->second);
        m_times.erase(first->first.second);
        m_timers.erase(first);
        handler();
    }
}

/// Milliseconds until the next timer is due, rounded up.
int EventLoop::patience() const {
    if (m_timers.empty()) return -1;
    const double left = (m_timers.begin()->first.first - now()).toSeconds() * 1e3 / m_speed;
    return static_cast<int>(std::ceil(std::clamp(left, 0.0, longestWait)));
}

void EventLoop::waitForDescriptors() {
    std::vector<pollfd> waiting;
    waiting.reserve(m_watched.size());
    for (const auto& [descriptor, watched] : m_watched) waiting.push_back({descriptor, watched.events, 0});
    if (poll(waiting.data(), waiting.size(), patience()) <= 0) return;
    for (const pollfd& seen : waiting) {
        if (m_isQuitting) return;
        const auto found = m_watched.find(seen.fd);
        if (seen.revents == 0 || found == m_watched.end()) continue;
        const Handler handler = found->second.handler;  // it may forget itself
        handler(seen.revents);
    }
}

}  // namespace headroom::services
