#include "tests/fuzz/exposition/exposition_exercise.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "connectors/prometheus/exposition_reader.h"
#include "connectors/prometheus/measurement.h"

namespace headroom {
namespace {

using namespace connectors::prometheus;

std::string checkSeries(const Exposition& exposition) {
    std::set<std::string> families;
    std::set<std::string> series;
    for (const Family& family : exposition.families) {
        if (!families.insert(family.name).second) return "a family is there twice";
        for (const Sample& sample : family.samples) {
            if (sample.name.empty()) return "a sample has no name";
            if (!series.insert(toText(sample.name, sample.labels)).second) return "a series is there twice";
            if (sample.time && !std::isfinite(*sample.time)) return "a time is none";
        }
    }
    return {};
}

bool isUnknownOrCount(const std::optional<double>& value) {
    return !value || *value >= 0;
}

std::string checkFigures(const ElementFigures& figures) {
    if (figures.name.empty()) return "an element has no name";
    const bool areCounts = isUnknownOrCount(figures.requests) && isUnknownOrCount(figures.failures) &&
                           isUnknownOrCount(figures.requestRate) && isUnknownOrCount(figures.failureRate) &&
                           isUnknownOrCount(figures.meanLatency) && isUnknownOrCount(figures.cpuSeconds) &&
                           isUnknownOrCount(figures.cpuCores) && isUnknownOrCount(figures.gauge(Figure::InFlight)) &&
                           isUnknownOrCount(figures.errorRatio());
    if (!areCounts) return "a figure of " + figures.name + " is less than nothing";
    const auto low = figures.latencyQuantile(0.5);
    const auto high = figures.latencyQuantile(0.99);
    if (low && high && *low > *high * (1 + 1e-9) && *high >= 0) return "quantiles of " + figures.name + " descend";
    const trace::LatencySketch sketch = toSketch(figures.newLatency, 1e9);
    if (!sketch.empty() && sketch.min() > sketch.max()) return "a sketch contradicts itself";
    return {};
}

/// Two looks, between which all counters double.
std::string checkMeasurement(const Exposition& exposition) {
    Measurement measurement(builtInMapping());
    std::vector<Sample> samples = samplesOf(exposition);
    measurement.measure({{"page", "", "pod", 1, true, samples}}, {});
    for (Sample& sample : samples) sample.value *= 2;
    for (const ElementFigures& figures : measurement.measure({{"page", "", "pod", 2, true, samples}}, {}))
        if (const std::string problem = checkFigures(figures); !problem.empty()) return problem;
    return {};
}

std::string check(const std::string& text, ExpositionFormat format) {
    const auto lines = std::ranges::count(text, '\n') + 1;
    const auto read = readExposition(text, format);
    if (!read) {
        const auto [line, column] = read.error().position;
        const bool isPlace = line >= 1 && line <= lines + 1 && column >= 1;
        return isPlace && !read.error().message.empty() ? "" : "a complaint has no place";
    }
    if (const std::string problem = checkSeries(read.value()); !problem.empty()) return problem;
    return checkMeasurement(read.value());
}

}  // namespace

std::string exerciseExposition(const std::string& text) {
    const std::string problem = check(text, ExpositionFormat::Text);
    return problem.empty() ? check(text, ExpositionFormat::OpenMetrics) : problem;
}

}  // namespace headroom
