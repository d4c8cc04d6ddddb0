#include "app/engine/pace.h"

#include <algorithm>
#include <cmath>

namespace headroom::engine {

void Pace::set(double speed, model::Instant now, Clock::time_point wall) {
    m_speed = speed;
    m_since = now;
    m_wallSince = wall;
}

int Pace::waitMilliseconds(model::Instant now, Clock::time_point wall) const {
    if (m_speed <= 0) return 0;
    const double due = (now - m_since).toSeconds() / m_speed;
    const double passed = std::chrono::duration<double>(wall - m_wallSince).count();
    // A day at most, so that the result fits whatever the speed.
    return static_cast<int>(std::ceil(std::clamp((due - passed) * 1e3, 0.0, 86'400'000.0)));
}

}  // namespace headroom::engine
