#pragma once

#include "app/presentation/report.h"
#include "model/scenario/scenario.h"
#include "model/trace/frame_span.h"
#include "model/trace/memory_trace.h"

namespace headroom::presentation {

enum class RowDetail {
    Full,   ///< everything the element has
    Flow,   ///< throughput and utilisation alone
    Chart,  ///< what charts show: gauges at the span's end, nothing about the whole run
};

/// One element's figures over a span of frames; without a scenario (null) capacities it alone knows are left out.
ElementRow elementRow(const trace::MemoryTrace& trace, const trace::FrameSpan& span, const trace::Element& element,
                      const model::Scenario* scenario, RowDetail detail);

}  // namespace headroom::presentation
