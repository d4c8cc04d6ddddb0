#include "app/validation/live_figures.h"

#include <cmath>
#include <vector>

#include "model/trace/frame_span.h"

namespace headroom::validation {
namespace {

constexpr double nanosecondsPerSecond = 1e9;

model::Instant instant(double seconds) {
    return {model::Duration::fromSeconds(seconds).ns};
}

}  // namespace

GroupFigures figuresOf(const trace::MemoryTrace& trace, const std::string& group, double from, double to) {
    GroupFigures figures;
    if (trace.frames().empty() || trace.frames().back().time < instant(to)) return figures;
    const trace::FrameSpan span = trace::framesWithin(trace, {instant(from), instant(to)});
    if (span.empty() || span.first == 0) return figures;
    const std::string element = "group/" + group;
    if (const trace::Series* processed = trace.findSeries(element, "processed")) {
        const std::vector<double>& column = trace.column(processed->index);
        const double grown = column[span.last - 1] - column[span.first - 1];
        if (!std::isnan(grown)) figures.throughput = grown / span.seconds();
    }
    const trace::Series* latency = trace.findSeries(element, "endToEndLatency");
    if (latency == nullptr || latency->kind != trace::SeriesKind::Latency) return figures;
    const trace::LatencySketch all = trace.merged(latency->index, span.first, span.last);
    if (all.empty()) return figures;
    figures.mean = all.mean() / nanosecondsPerSecond;
    figures.p99 = all.quantile(0.99) / nanosecondsPerSecond;
    return figures;
}

std::optional<double> drainTimeOf(const trace::MemoryTrace& trace, const std::string& group, double from, double drained) {
    const trace::Series* lag = trace.findSeries("group/" + group, "consumerLag");
    if (lag == nullptr) return std::nullopt;
    const std::vector<double>& column = trace.column(lag->index);
    std::optional<std::size_t> largest;
    for (std::size_t i = 0; i < column.size(); ++i)
        if (trace.frames()[i].time >= instant(from) && column[i] > (largest ? column[*largest] : drained)) largest = i;
    if (!largest) return std::nullopt;
    for (std::size_t i = *largest; i < column.size(); ++i)
        if (column[i] <= drained) return (trace.frames()[i].time - trace.frames()[*largest].time).toSeconds();
    return std::nullopt;
}

}  // namespace headroom::validation
