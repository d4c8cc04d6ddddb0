#pragma once
// Histograms as Prometheus has them, and what it makes of them. Pure functions.

#include <optional>
#include <vector>

#include "model/trace/latency_sketch.h"

namespace headroom::connectors::prometheus {

/// How many observations were at most so large.
struct Bucket {
    double upperBound = 0;
    double count = 0;
    bool operator==(const Bucket&) const = default;
};

/// Cumulative buckets with ascending bounds, the last one infinite; cumulative in time too, unless it is of an interval.
struct Histogram {
    std::vector<Bucket> buckets;
    std::optional<double> sum;

    /// Of all observations; absent without a bucket that holds them all.
    std::optional<double> count() const;
    bool operator==(const Histogram&) const = default;
};

/// The q-quantile as PromQL's histogram_quantile has it: linear between a bucket's bounds; the lowest bucket begins at 0 if its
/// bound is above; whatever lies in the infinite bucket is at the highest finite bound; a count smaller than the one before it is
/// raised to that. NaN without observations, without an infinite bucket, with less than two buckets or for q = NaN; -Inf for q <
/// 0 and +Inf for q > 1. Buckets come in any order; equal bounds are added up.
double histogramQuantile(double q, std::vector<Bucket> buckets);

/// What came in between two looks at one histogram. Where anything has shrunk, or the bounds are others, it began again from
/// nothing in between: then all of it is new.
Histogram growth(const Histogram& before, const Histogram& now);

/// Of both together, as far as they can be compared: the bounds that both have, at which both counts are exact. One without
/// buckets is left out.
Histogram added(const Histogram& a, const Histogram& b);

/// An interval's histogram as a sketch, with a bound of 1 as so many nanoseconds: observations lie evenly in their buckets, so
/// that quantiles are near those above; the sum is exact, smallest and largest are not. Empty where no bound is finite.
trace::LatencySketch toSketch(const Histogram& interval, double nanoseconds);

}  // namespace headroom::connectors::prometheus
