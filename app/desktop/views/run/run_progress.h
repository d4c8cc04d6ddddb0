#pragma once

#include <deque>
#include <optional>

#include "model/quantities.h"

namespace headroom::views {

/// How far a run has come and how fast it goes, seen from the wall clock.
class RunProgress {
public:
    void begin() { m_samples.clear(); }
    void setDuration(model::Duration duration) { m_duration = duration; }
    /// The run has reached `simulated` at so many wall-clock seconds; ascending.
    void note(double wallSeconds, model::Instant simulated);
    /// Time stood still: speed is measured anew from the next note on.
    void standStill() { m_samples.clear(); }

    model::Duration duration() const { return m_duration; }
    model::Instant simulated() const { return m_simulated; }
    /// From 0 to 1; nothing while the duration isn't known.
    std::optional<double> share() const;
    /// Simulated seconds a second over the last few; nothing before there are any.
    std::optional<double> speed() const;
    /// Wall-clock seconds to the end at that speed.
    std::optional<double> secondsLeft() const;

private:
    struct Sample {
        double wall = 0;
        model::Instant simulated;
    };
    model::Duration m_duration;
    model::Instant m_simulated;
    std::deque<Sample> m_samples;
};

}  // namespace headroom::views
