#include "model/forecast/outcome.h"

#include <algorithm>
#include <cmath>

namespace headroom::forecast {
namespace {

constexpr double wanted = 0.9;

const std::vector<double>* columnOf(const trace::MemoryTrace& trace, const std::string& group, const char* metric) {
    const trace::Series* series = trace.findSeries("group/" + group, metric);
    return series == nullptr ? nullptr : &trace.column(series->index);
}

/// Seconds to the first frame whose value fulfils the condition.
template <typename Condition>
double firstTime(const trace::MemoryTrace& trace, const std::vector<double>* column, const Condition& holds) {
    for (std::size_t i = 0; column != nullptr && i < column->size(); ++i)
        if (holds((*column)[i])) return trace.frames()[i].time.toSeconds();
    return std::numeric_limits<double>::infinity();
}

double lastOf(const std::vector<double>* column) {
    return column == nullptr || column->empty() ? std::nan("") : column->back();
}

}  // namespace

Outcome outcomeOf(const trace::MemoryTrace& trace, const std::string& group, double steadyLag) {
    const std::vector<double>* lag = columnOf(trace, group, "consumerLag");
    const std::vector<double>* lost = columnOf(trace, group, "expiredUnread");
    Outcome outcome;
    outcome.drained = firstTime(trace, lag, [&](double value) { return value <= steadyLag; });
    outcome.lagAtEnd = lastOf(lag);
    outcome.lost = lastOf(lost);
    outcome.firstLost = firstTime(trace, lost, [](double value) { return value > 0; });
    return outcome;
}

Band bandOf(std::vector<double> values) {
    std::ranges::sort(values);
    const std::size_t n = values.size();
    const std::size_t middle = n / 2;
    Band band;
    const bool isBetween = n % 2 == 0 && values[middle] != values[middle - 1];
    band.median = isBetween ? (values[middle - 1] + values[middle]) / 2 : values[middle];
    // Another value falls with equal probability into each of the n + 1 gaps.
    const auto cut = static_cast<std::size_t>(std::max(1.0, std::floor((1 - wanted) / 2 * static_cast<double>(n + 1) + 1e-9)));
    band.low = values[cut - 1];
    band.high = values[n - cut];
    band.coverage = static_cast<double>(n + 1 - 2 * cut) / static_cast<double>(n + 1);
    return band;
}

}  // namespace headroom::forecast
