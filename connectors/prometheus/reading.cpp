#include "connectors/prometheus/reading.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace headroom::connectors::prometheus {
namespace {

/// A series that has missed so many of its own intervals has ended.
constexpr double missedIntervals = 3;

bool hasEnded(const std::vector<Point>& points, double newest) {
    if (points.size() < 2) return false;
    const double interval = points.back().time - points[points.size() - 2].time;
    return newest - points.back().time > missedIntervals * interval;
}

}  // namespace

std::vector<Sample> samplesOf(Exposition exposition) {
    std::vector<Sample> all;
    for (Family& family : exposition.families)
        all.insert(all.end(), std::make_move_iterator(family.samples.begin()), std::make_move_iterator(family.samples.end()));
    return all;
}

std::vector<Sample> samplesOf(const QueryAnswer& answer) {
    double latest = -std::numeric_limits<double>::infinity();
    for (const QuerySeries& series : answer.series)
        if (!series.points.empty()) latest = std::max(latest, series.points.back().time);
    std::vector<Sample> all;
    for (const QuerySeries& series : answer.series) {
        if (series.points.empty() || hasEnded(series.points, latest)) continue;
        const Point& newest = series.points.back();
        const std::string name(series.labels.value("__name__"));
        if (!name.empty()) all.push_back({name, series.labels.without("__name__"), newest.value, newest.time, {}});
    }
    return all;
}

}  // namespace headroom::connectors::prometheus
