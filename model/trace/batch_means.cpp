#include "model/trace/batch_means.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "model/trace/student_t.h"

namespace headroom::trace {
namespace {

using model::MetricQuery;
using Statistic = MetricQuery::Statistic;

bool hasBatchMeans(Statistic statistic) {
    switch (statistic) {
        case Statistic::Max:
        case Statistic::Min:
        case Statistic::Last:
        case Statistic::TimeUntil: return false;
        default: return true;
    }
}

/// The answer of each batch that has one. A total is taken as a rate, so that unequal batches compare.
std::vector<double> batchValues(const MetricQuery& query, const Series& series, const FrameSpan& span, const MemoryTrace& trace,
                                int batches) {
    MetricQuery inBatch = query;
    if (query.statistic == Statistic::Total) inBatch.statistic = Statistic::Rate;
    const std::size_t frames = span.empty() ? 0 : span.last - span.first;
    const std::size_t count = std::min<std::size_t>(static_cast<std::size_t>(std::max(batches, 0)), frames / 2);
    std::vector<double> values;
    for (const FrameSpan& part : split(trace, span, count))
        if (const QueryResult result = statisticOver(inBatch, series, part, trace); result.value) values.push_back(*result.value);
    return values;
}

std::optional<double> halfWidthOfMean(const std::vector<double>& values, double confidence) {
    if (values.size() < 2) return std::nullopt;
    const auto n = static_cast<double>(values.size());
    double mean = 0;
    for (double value : values) mean += value / n;
    double squares = 0;
    for (double value : values) squares += (value - mean) * (value - mean);
    return studentTQuantile((1 + confidence) / 2, n - 1) * std::sqrt(squares / (n - 1) / n);
}

/// The estimate over one window, without relativeTo.
IntervalEstimate overSpan(const MetricQuery& query, const Series& series, const MemoryTrace& trace, double confidence,
                          int batches) {
    const FrameSpan span = framesWithin(trace, effectiveWindow(trace, query.window));
    const QueryResult whole = statisticOver(query, series, span, trace);
    IntervalEstimate estimate{whole.value, std::nullopt, 0, whole.message};
    if (!whole.value || !hasBatchMeans(query.statistic)) return estimate;
    const std::vector<double> values = batchValues(query, series, span, trace, batches);
    estimate.batches = static_cast<int>(values.size());
    estimate.halfWidth = halfWidthOfMean(values, confidence);
    if (estimate.halfWidth && query.statistic == Statistic::Total) *estimate.halfWidth *= span.seconds();
    return estimate;
}

/// The quotient; relative variances add as of independent figures.
IntervalEstimate quotient(const IntervalEstimate& value, const IntervalEstimate& base) {
    IntervalEstimate result{*value.value / *base.value, std::nullopt, std::min(value.batches, base.batches), {}};
    if (value.halfWidth && base.halfWidth) {
        const double fromBase = *result.value * *base.halfWidth / *base.value;
        result.halfWidth = std::hypot(*value.halfWidth / *base.value, fromBase);
    }
    return result;
}

}  // namespace

IntervalEstimate queryWithInterval(const MetricQuery& query, const MemoryTrace& trace, double confidence, int batches) {
    const QueryResult answer = evaluate(query, trace);
    if (!answer.value) return {std::nullopt, std::nullopt, 0, answer.message};
    const Series& series = *lookUp(query, trace).series;
    const IntervalEstimate estimate = overSpan(query, series, trace, confidence, batches);
    if (!query.relativeTo) return estimate;
    MetricQuery base = query;
    base.window = *query.relativeTo;
    return quotient(estimate, overSpan(base, series, trace, confidence, batches));
}

}  // namespace headroom::trace
