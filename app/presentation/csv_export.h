#pragma once

#include <string>

#include "model/trace/memory_trace.h"

namespace headroom::presentation {

/// Frames × series in long form: time_s,frame,element,series,statistic,unit,value. A counter's value is cumulative, a
/// latency has count, mean, p50, p95, p99 and max of what completed since the frame before, in seconds.
/// Ordered by frame, then as the series were declared; RFC 4180 quoting.
std::string csvExport(const trace::MemoryTrace& trace);

}  // namespace headroom::presentation
