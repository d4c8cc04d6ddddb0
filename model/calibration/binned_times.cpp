#include "model/calibration/binned_times.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace headroom::calibration {
namespace {

constexpr double nanosecondsPerSecond = 1e9;

}  // namespace

std::size_t BinnedTimes::filled() const {
    return static_cast<std::size_t>(std::ranges::count_if(counts, [](double n) { return n > 0; }));
}

double BinnedTimes::quantile(double p) const {
    double below = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] <= 0 || below + counts[i] < p * count) {
            below += counts[i];
            continue;
        }
        if (std::isinf(edges[i + 1])) return edges[i];
        return edges[i] + (edges[i + 1] - edges[i]) * (p * count - below) / counts[i];
    }
    return 0;
}

BinnedTimes binned(const trace::LatencySketch& sketch, const std::vector<double>& bounds) {
    BinnedTimes times;
    times.edges.push_back(0);
    for (const double bound : bounds)
        if (bound > times.edges.back() && std::isfinite(bound)) times.edges.push_back(bound);
    times.edges.push_back(std::numeric_limits<double>::infinity());
    times.counts.resize(times.edges.size() - 1);
    times.count = static_cast<double>(sketch.count());
    times.sum = sketch.sum() / nanosecondsPerSecond;
    for (const auto& [bucket, count] : sketch.buckets()) {
        const double low = static_cast<double>(trace::LatencySketch::lowerBound(bucket)) / nanosecondsPerSecond;
        const double high = static_cast<double>(trace::LatencySketch::lowerBound(bucket + 1)) / nanosecondsPerSecond;
        for (std::size_t bin = 0; bin < times.counts.size(); ++bin) {
            const double shared = std::min(high, times.edges[bin + 1]) - std::max(low, times.edges[bin]);
            if (shared > 0) times.counts[bin] += static_cast<double>(count) * shared / (high - low);
        }
    }
    return times;
}

std::vector<double> fineBounds() {
    constexpr double least = 1e-6;
    constexpr int bounds = 120;
    std::vector<double> all;
    for (int i = 0; i <= bounds; ++i) all.push_back(least * std::exp2(i / 4.0));
    return all;
}

std::vector<double> commonBounds(const std::vector<std::vector<double>>& all) {
    if (all.empty()) return {};
    std::vector<double> common = all.front();
    for (const std::vector<double>& bounds : all) {
        std::vector<double> both;
        std::ranges::set_intersection(common, bounds, std::back_inserter(both));
        common = std::move(both);
    }
    return common;
}

}  // namespace headroom::calibration
