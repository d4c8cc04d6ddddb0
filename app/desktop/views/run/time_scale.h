#pragma once

#include "model/quantities.h"

namespace headroom::views {

/// Which stretch of time a strip of a width shows.
struct TimeScale {
    model::Instant from;
    model::Instant to;
    double left = 0;   ///< x of `from`
    double width = 1;  ///< above 0

    double xOf(model::Instant instant) const;
    /// The instant at an x, also beyond both ends but never before the start.
    model::Instant at(double x) const;
    double secondsPerPixel() const { return (to - from).toSeconds() / width; }

    /// Shows `factor` times as much, with the instant at x staying there; within [start, end], at least a second.
    TimeScale zoomed(double factor, double x, model::Instant end) const;
    /// The same length, moved by so many pixels, within [start, end].
    TimeScale moved(double pixels, model::Instant end) const;
    /// Moved just so far that the instant is in sight.
    TimeScale showing(model::Instant instant, model::Instant end) const;
};

/// The distance of ticks that a person reads easily and that are at least so many seconds apart: 1, 2, 5, 10, 15, 30 s, 1 min...
double tickSeconds(double leastSeconds);

}  // namespace headroom::views
