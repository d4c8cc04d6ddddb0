#pragma once

#include <cstddef>
#include <vector>

#include "model/quantities.h"

namespace headroom::views {

/// Correctly rounded, so that whole seconds stay whole.
inline double secondsOf(model::Instant instant) {
    return static_cast<double>(instant.ns) / 1e9;
}

/// From and to, in seconds of simulated time.
struct TimeSpan {
    double from = 0;
    double to = 0;

    double length() const { return to - from; }
    bool contains(double seconds) const { return seconds >= from && seconds <= to; }
    bool operator==(const TimeSpan&) const = default;
};

struct ChartPoint {
    double seconds = 0;
    double value = 0;
    bool operator==(const ChartPoint&) const = default;
};

/// Points that belong together; between two strokes there is no value.
using Stroke = std::vector<ChartPoint>;

/// The values within a span, and one on each side of it, reduced to the first, least, greatest and last of each of about
/// `buckets` equal parts of it, so that every extreme survives. NaN ends a stroke. `times` ascend. A bucket lies where it lies
/// however the trace grows, so that lines don't shimmer.
std::vector<Stroke> decimated(const std::vector<double>& times, const std::vector<double>& values, const TimeSpan& span,
                              std::size_t buckets);

/// The position of the last time at or before `seconds`; times.size() when all are later.
std::size_t positionAt(const std::vector<double>& times, double seconds);

}  // namespace headroom::views
