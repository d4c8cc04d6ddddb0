// The definitions of a query's statistics; docs/trace.md says the same in words.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/trace/query.h"

namespace headroom::trace {
namespace {

using model::MetricQuery;
using Statistic = MetricQuery::Statistic;

constexpr const char* kindName(SeriesKind kind) {
    switch (kind) {
        case SeriesKind::Counter: return "a counter: ask for rate, total, last or time until";
        case SeriesKind::Gauge: return "a gauge: ask for mean, max, min, last or time until";
        case SeriesKind::Latency: return "a latency: ask for mean, max, min, a percentile, rate or total";
    }
    return "";
}

QueryResult notAnswerable(const Series& series) {
    return {std::nullopt, fmt::format("'{}' is {}", series.name, kindName(series.kind))};
}

double orZero(double value) {
    return std::isnan(value) ? 0 : value;
}

bool holds(const MetricQuery::Condition& condition, double value) {
    using Comparison = MetricQuery::Condition::Comparison;
    switch (condition.comparison) {
        case Comparison::Less: return value < condition.value;
        case Comparison::LessEqual: return value <= condition.value;
        case Comparison::Equal: return value == condition.value;
        case Comparison::GreaterEqual: return value >= condition.value;
        case Comparison::Greater: return value > condition.value;
    }
    return false;
}

QueryResult timeUntil(const MetricQuery& query, const std::vector<double>& column, const MemoryTrace& trace) {
    const MetricQuery::Window window = effectiveWindow(trace, query.window);
    for (std::size_t i = 0; i < column.size(); ++i) {
        const Instant time = trace.frames()[i].time;
        if (time >= window.from && time <= window.to && holds(query.condition, column[i]))
            return {(time - window.from).toSeconds(), {}};
    }
    return {std::numeric_limits<double>::infinity(), {}};
}

double growth(const std::vector<double>& column, const FrameSpan& span) {
    return orZero(column[span.last - 1]) - (span.first == 0 ? 0 : orZero(column[span.first - 1]));
}

QueryResult ofCounter(Statistic statistic, const Series& series, const FrameSpan& span, const std::vector<double>& column) {
    switch (statistic) {
        case Statistic::Rate: return {growth(column, span) / span.seconds(), {}};
        case Statistic::Total: return {growth(column, span), {}};
        case Statistic::Last: return {orZero(column[span.last - 1]), {}};
        default: return notAnswerable(series);
    }
}

/// Each frame's value weighs as long as the interval that ends at it; unknown values have no weight.
QueryResult weightedMean(const FrameSpan& span, const std::vector<double>& column, const MemoryTrace& trace) {
    double sum = 0;
    double weight = 0;
    Instant before = span.begin;
    for (std::size_t i = span.first; i < span.last; ++i) {
        const Instant time = trace.frames()[i].time;
        if (!std::isnan(column[i])) {
            sum += column[i] * (time - before).toSeconds();
            weight += (time - before).toSeconds();
        }
        before = time;
    }
    if (weight <= 0) return {std::nullopt, "the value is unknown in the whole window"};
    return {sum / weight, {}};
}

QueryResult extreme(bool largest, const FrameSpan& span, const std::vector<double>& column) {
    std::optional<double> found;
    for (std::size_t i = span.first; i < span.last; ++i)
        if (!std::isnan(column[i]) && (!found || (largest ? column[i] > *found : column[i] < *found))) found = column[i];
    if (!found) return {std::nullopt, "the value is unknown in the whole window"};
    return {found, {}};
}

QueryResult ofGauge(Statistic statistic, const Series& series, const FrameSpan& span, const MemoryTrace& trace) {
    const std::vector<double>& column = trace.column(series.index);
    switch (statistic) {
        case Statistic::Mean: return weightedMean(span, column, trace);
        case Statistic::Max: return extreme(true, span, column);
        case Statistic::Min: return extreme(false, span, column);
        case Statistic::Last:
            if (std::isnan(column[span.last - 1])) return {std::nullopt, "the value is unknown at the window's end"};
            return {column[span.last - 1], {}};
        default: return notAnswerable(series);
    }
}

/// The order of a percentile, nothing for other statistics.
std::optional<double> percentile(Statistic statistic) {
    switch (statistic) {
        case Statistic::P50: return 0.5;
        case Statistic::P90: return 0.9;
        case Statistic::P95: return 0.95;
        case Statistic::P99: return 0.99;
        case Statistic::P999: return 0.999;
        default: return std::nullopt;
    }
}

QueryResult ofLatency(Statistic statistic, const Series& series, const FrameSpan& span, const MemoryTrace& trace) {
    if (statistic == Statistic::Last || statistic == Statistic::TimeUntil) return notAnswerable(series);
    const LatencySketch all = trace.merged(series.index, span.first, span.last);
    if (statistic == Statistic::Rate) return {static_cast<double>(all.count()) / span.seconds(), {}};
    if (statistic == Statistic::Total) return {static_cast<double>(all.count()), {}};
    if (all.empty()) return {std::nullopt, "nothing completed in the window"};
    const double scale = series.unit == "s" ? 1e-9 : 1;
    if (const auto p = percentile(statistic)) return {all.quantile(*p) * scale, {}};
    switch (statistic) {
        case Statistic::Mean: return {all.mean() * scale, {}};
        case Statistic::Max: return {static_cast<double>(all.max()) * scale, {}};
        default: return {static_cast<double>(all.min()) * scale, {}};
    }
}

}  // namespace

QueryResult statisticOver(const MetricQuery& query, const Series& series, const FrameSpan& span, const MemoryTrace& trace) {
    if (query.statistic == Statistic::TimeUntil) {
        if (series.kind == SeriesKind::Latency) return notAnswerable(series);
        return timeUntil(query, trace.column(series.index), trace);
    }
    if (span.empty() || span.seconds() <= 0) return {std::nullopt, "the window holds no whole frame interval"};
    switch (series.kind) {
        case SeriesKind::Counter: return ofCounter(query.statistic, series, span, trace.column(series.index));
        case SeriesKind::Gauge: return ofGauge(query.statistic, series, span, trace);
        case SeriesKind::Latency: return ofLatency(query.statistic, series, span, trace);
    }
    return {};
}

}  // namespace headroom::trace
