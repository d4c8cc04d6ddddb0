#pragma once

#include <chrono>

#include "model/quantities.h"

namespace headroom::engine {

/// Ties simulated time to the wall clock at a chosen speed.
class Pace {
public:
    using Clock = std::chrono::steady_clock;

    /// From `now` on so many simulated seconds a second; 0: as fast as possible.
    void set(double speed, model::Instant now, Clock::time_point wall);
    /// Begins anew at `now`, after a pause.
    void restart(model::Instant now, Clock::time_point wall) { set(m_speed, now, wall); }
    double speed() const { return m_speed; }
    /// How long to wait at `wall` before simulated time may pass `now`; whole milliseconds, 0: not at all.
    int waitMilliseconds(model::Instant now, Clock::time_point wall) const;

private:
    double m_speed = 0;
    model::Instant m_since;
    Clock::time_point m_wallSince;
};

}  // namespace headroom::engine
