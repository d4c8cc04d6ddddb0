#pragma once

#include <optional>
#include <vector>

#include "model/scenario/expectation.h"
#include "model/trace/memory_trace.h"

namespace headroom::trace {

/// A run of frames and the time their intervals cover: frame i covers the time since the frame before, the first one
/// the time since the start.
struct FrameSpan {
    std::size_t first = 0;  ///< position of the first frame whose interval lies within
    std::size_t last = 0;   ///< position after the last one
    Instant begin;          ///< where the first interval begins: at frame first - 1, or at the start when first is 0
    Instant end;

    bool empty() const { return first >= last; }
    double seconds() const { return (end - begin).toSeconds(); }
};

/// The frames whose whole interval lies within the window.
FrameSpan framesWithin(const MemoryTrace& trace, const model::MetricQuery::Window& window);

/// The frames [first, last) as a span.
FrameSpan spanOf(const MemoryTrace& trace, std::size_t first, std::size_t last);

/// The window itself, or where there is none, [end of warm-up, end of the run].
model::MetricQuery::Window effectiveWindow(const MemoryTrace& trace, const std::optional<model::MetricQuery::Window>& window);

/// Cuts a span into at most `count` runs of nearly equal numbers of frames, in order; none is empty.
std::vector<FrameSpan> split(const MemoryTrace& trace, const FrameSpan& span, std::size_t count);

}  // namespace headroom::trace
