#include "model/trace/frame_span.h"

#include <algorithm>

namespace headroom::trace {

using Stamp = MemoryTrace::FrameStamp;

FrameSpan spanOf(const MemoryTrace& trace, std::size_t first, std::size_t last) {
    const std::vector<Stamp>& frames = trace.frames();
    FrameSpan span{first, last, Instant::start(), Instant::start()};
    if (first > 0 && first <= frames.size()) span.begin = frames[first - 1].time;
    span.end = last > first ? frames[last - 1].time : span.begin;
    return span;
}

FrameSpan framesWithin(const MemoryTrace& trace, const model::MetricQuery::Window& window) {
    const std::vector<Stamp>& frames = trace.frames();
    const auto boundary =
        std::partition_point(frames.begin(), frames.end(), [&](const Stamp& s) { return s.time < window.from; });
    const auto end = std::partition_point(frames.begin(), frames.end(), [&](const Stamp& s) { return s.time <= window.to; });
    // The start bounds an interval like a frame does, unless a frame stands there.
    const bool fromStart = window.from <= Instant::start() && (frames.empty() || frames.front().time > Instant::start());
    const auto first = static_cast<std::size_t>(boundary - frames.begin()) + (fromStart ? 0 : 1);
    return spanOf(trace, first, std::max(first, static_cast<std::size_t>(end - frames.begin())));
}

model::MetricQuery::Window effectiveWindow(const MemoryTrace& trace, const std::optional<model::MetricQuery::Window>& window) {
    return window.value_or(model::MetricQuery::Window{Instant::start() + trace.header().warmup, Instant::never()});
}

std::vector<FrameSpan> split(const MemoryTrace& trace, const FrameSpan& span, std::size_t count) {
    const std::size_t size = span.empty() ? 0 : span.last - span.first;
    count = std::min(count, size);
    std::vector<FrameSpan> parts;
    for (std::size_t i = 0; i < count; ++i)
        parts.push_back(spanOf(trace, span.first + size * i / count, span.first + size * (i + 1) / count));
    return parts;
}

}  // namespace headroom::trace
