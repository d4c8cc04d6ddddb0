#include "model/calibration/arrivals.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <vector>

namespace headroom::calibration {
namespace {

constexpr std::size_t fewest = 10;
constexpr double unlikely = 0.01;
constexpr double hardlyScattered = 0.1;

struct Interval {
    double count = 0;
    double seconds = 0;
};

std::vector<Interval> intervalsOf(const trace::MemoryTrace& trace, const trace::Series& counter, const trace::FrameSpan& span) {
    const std::vector<double>& column = trace.column(counter.index);
    std::vector<Interval> intervals;
    Interval open;
    for (std::size_t i = std::max<std::size_t>(span.first, 1); i < span.last; ++i) {
        const double grown = column[i] - column[i - 1];
        open.seconds += (trace.frames()[i].time - trace.frames()[i - 1].time).toSeconds();
        // Unknown before its declaration.
        if (std::isnan(grown)) open = {};
        if (std::isnan(grown) || grown <= 0) continue;
        open.count = grown;
        intervals.push_back(open);
        open = {};
    }
    // What came until it was seen for the first time began nobody knows when.
    if (!intervals.empty()) intervals.erase(intervals.begin());
    return intervals;
}

/// Put together until so much is expected in each that its scatter says something; what is left at the end is left out.
std::vector<Interval> blocksOf(const std::vector<Interval>& intervals, double rate) {
    constexpr double leastExpected = 5;
    std::vector<Interval> blocks;
    Interval open;
    for (const Interval& interval : intervals) {
        open.count += interval.count;
        open.seconds += interval.seconds;
        if (rate * open.seconds < leastExpected) continue;
        blocks.push_back(open);
        open = {};
    }
    return blocks;
}

double driftOf(const std::vector<Interval>& intervals) {
    Interval first;
    Interval second;
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        Interval& half = 2 * i < intervals.size() ? first : second;
        half.count += intervals[i].count;
        half.seconds += intervals[i].seconds;
    }
    if (first.seconds <= 0 || second.seconds <= 0) return 0;
    const double error = std::hypot(std::sqrt(first.count) / first.seconds, std::sqrt(second.count) / second.seconds);
    return error > 0 ? (second.count / second.seconds - first.count / first.seconds) / error : 0;
}

}  // namespace

Arrivals arrivalsOf(const trace::MemoryTrace& trace, const trace::Series& counter, const trace::FrameSpan& span) {
    const std::vector<Interval> intervals = intervalsOf(trace, counter, span);
    Arrivals arrivals;
    for (const Interval& interval : intervals) {
        arrivals.count += interval.count;
        arrivals.seconds += interval.seconds;
    }
    const std::vector<Interval> blocks = blocksOf(intervals, arrivals.rate());
    arrivals.intervals = blocks.size();
    if (blocks.size() < fewest) return arrivals;
    double chiSquare = 0;
    for (const Interval& interval : blocks) {
        const double expected = arrivals.rate() * interval.seconds;
        chiSquare += (interval.count - expected) * (interval.count - expected) / expected;
    }
    const auto freedom = static_cast<double>(blocks.size() - 1);
    arrivals.dispersion = chiSquare / freedom;
    const double above = boost::math::gamma_q(freedom / 2, chiSquare / 2);
    arrivals.p = 2 * std::min(above, 1 - above);
    arrivals.drift = driftOf(intervals);
    if (*arrivals.p < unlikely)
        arrivals.process = arrivals.dispersion < hardlyScattered ? Arrivals::Process::Regular : Arrivals::Process::Neither;
    return arrivals;
}

}  // namespace headroom::calibration
