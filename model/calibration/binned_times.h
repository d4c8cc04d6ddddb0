#pragma once

#include <vector>

#include "model/trace/latency_sketch.h"

namespace headroom::calibration {

/// How many times lay between which bounds, in seconds, and what they came to together.
struct BinnedTimes {
    std::vector<double>
        edges;  ///< ascending; bin i reaches from edges[i] to edges[i + 1], the first from 0, the last to infinity
    std::vector<double> counts;  ///< one fewer than edges
    double count = 0;
    double sum = 0;  ///< exact, whatever the bins

    double mean() const { return count > 0 ? sum / count : 0; }
    /// How many bins hold something.
    std::size_t filled() const;
    /// The time that a share `p` in (0, 1) of all doesn't exceed, as if times lay evenly within a bin.
    double quantile(double p) const;
};

/// What a sketch holds, between the given bounds; a bucket of the sketch that a bound cuts is shared in proportion.
BinnedTimes binned(const trace::LatencySketch& sketch, const std::vector<double>& bounds);

/// Bounds for times that are known as finely as a sketch knows them: four a factor of two, from 1 µs to 1,000 s.
std::vector<double> fineBounds();

/// The bounds that all of them have: what lies between two of these is known whoever measured. Empty for none.
std::vector<double> commonBounds(const std::vector<std::vector<double>>& all);

}  // namespace headroom::calibration
