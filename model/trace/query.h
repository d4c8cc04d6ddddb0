#pragma once

#include <optional>
#include <string>

#include "model/scenario/expectation.h"
#include "model/trace/frame_span.h"
#include "model/trace/memory_trace.h"

namespace headroom::trace {

/// The answer to a query, or why there is none.
struct QueryResult {
    std::optional<double> value;  ///< base units; latencies in seconds
    std::string message;          ///< empty when there is a value
};

/// Answers a query over the frames whose whole interval lies within its window (docs/trace.md defines each statistic).
/// An unknown element or metric names the nearest one there is.
QueryResult evaluate(const model::MetricQuery& query, const MemoryTrace& trace);

/// The series a query means, or why there is none. A bare name counts where only one element of that name has the metric.
struct SeriesLookup {
    const Series* series = nullptr;
    std::string message;
};
SeriesLookup lookUp(const model::MetricQuery& query, const MemoryTrace& trace);

/// The statistic of one series over one span, without relativeTo.
QueryResult statisticOver(const model::MetricQuery& query, const Series& series, const FrameSpan& span, const MemoryTrace& trace);

}  // namespace headroom::trace
