#include "app/live/watcher.h"

#include <algorithm>
#include <utility>

namespace headroom::live {
namespace {

constexpr std::chrono::nanoseconds longestPause = std::chrono::seconds(15);

}  // namespace

Watcher::Watcher(Observe observe, model::Duration interval)
    : m_observe(std::move(observe)), m_interval(interval.ns), m_thread([this](const std::stop_token& stop) { run(stop); }) {}

Watcher::~Watcher() = default;

std::optional<Watcher::Look> Watcher::take() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_look, std::nullopt);
}

void Watcher::run(const std::stop_token& stop) {
    std::chrono::nanoseconds pause = m_interval;
    while (!stop.stop_requested()) {
        const auto begin = Clock::now();
        auto result = m_observe([&stop] { return stop.stop_requested(); });
        const auto end = Clock::now();
        if (stop.stop_requested()) return;
        pause = result ? m_interval : std::min(pause * 2, std::max(longestPause, m_interval));
        std::unique_lock lock(m_mutex);
        m_look = Look{std::move(result), end};
        const auto next = std::max(begin + pause, end + std::min(end - begin, longestPause));
        m_wake.wait_until(lock, stop, next, [] { return false; });
    }
}

}  // namespace headroom::live
