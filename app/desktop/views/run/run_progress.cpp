#include "app/desktop/views/run/run_progress.h"

#include <algorithm>

namespace headroom::views {
namespace {

constexpr double windowSeconds = 4;
constexpr double leastSeconds = 0.4;

}  // namespace

void RunProgress::note(double wallSeconds, model::Instant simulated) {
    m_simulated = simulated;
    m_samples.push_back({wallSeconds, simulated});
    while (m_samples.size() > 2 && wallSeconds - m_samples[1].wall > windowSeconds) m_samples.pop_front();
}

std::optional<double> RunProgress::share() const {
    if (m_duration.ns <= 0) return std::nullopt;
    return std::clamp(m_simulated.toSeconds() / m_duration.toSeconds(), 0.0, 1.0);
}

std::optional<double> RunProgress::speed() const {
    if (m_samples.size() < 2) return std::nullopt;
    const double wall = m_samples.back().wall - m_samples.front().wall;
    if (wall < leastSeconds) return std::nullopt;
    return (m_samples.back().simulated - m_samples.front().simulated).toSeconds() / wall;
}

std::optional<double> RunProgress::secondsLeft() const {
    const auto simulatedPerSecond = speed();
    if (!simulatedPerSecond || *simulatedPerSecond <= 0 || m_duration.ns <= 0) return std::nullopt;
    return std::max(0.0, (m_duration - m_simulated.sinceStart()).toSeconds()) / *simulatedPerSecond;
}

}  // namespace headroom::views
