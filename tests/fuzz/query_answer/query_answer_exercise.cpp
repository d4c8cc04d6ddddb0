#include "tests/fuzz/query_answer/query_answer_exercise.h"

#include <cmath>

#include "connectors/prometheus/reading.h"

namespace headroom {
namespace {

using namespace connectors::prometheus;

std::string checkSeries(const QuerySeries& series, QueryAnswer::Kind kind) {
    if (series.points.empty()) return "a series has no points";
    if (kind == QueryAnswer::Kind::Scalar && series.labels.size() > 0) return "a scalar has labels";
    double before = -INFINITY;
    for (const Point& point : series.points) {
        if (!(point.time > before)) return "time doesn't go on";
        before = point.time;
    }
    return {};
}

}  // namespace

std::string exerciseQueryAnswer(const std::string& json) {
    const auto read = readQueryAnswer(json, "server");
    if (!read) return read.error().message.starts_with("server") ? "" : "a complaint has no place";
    for (const QuerySeries& series : read.value().series)
        if (const std::string problem = checkSeries(series, read.value().kind); !problem.empty()) return problem;
    if (samplesOf(read.value()).size() > read.value().series.size()) return "there are more samples than series";
    return {};
}

}  // namespace headroom
