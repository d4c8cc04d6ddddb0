#include "app/desktop/views/run/trace_replay.h"

#include <cmath>

namespace headroom::views {
namespace {

bool isSame(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// What differs from the frame before, as the trace promises.
trace::Frame frameAt(const trace::MemoryTrace& trace, std::size_t position, std::vector<std::size_t>& nextSketch) {
    trace::Frame frame;
    frame.number = trace.frames()[position].number;
    frame.time = trace.frames()[position].time;
    for (std::size_t i = 0; i < trace.series().size(); ++i) {
        const trace::Series& series = trace.series()[i];
        if (series.kind == trace::SeriesKind::Latency) {
            const auto& sketches = trace.sketches(series.index);
            if (nextSketch[i] == sketches.size() || sketches[nextSketch[i]].frame != position) continue;
            if (auto sketch = trace::unpack(sketches[nextSketch[i]++].sketch)) frame.sketches.emplace_back(series.index, *sketch);
            continue;
        }
        const auto& column = trace.column(series.index);
        const double before = position == 0 ? 0 : column[position - 1];
        if (!isSame(column[position], before)) frame.values.emplace_back(series.index, column[position]);
    }
    return frame;
}

}  // namespace

void replay(const trace::MemoryTrace& trace, trace::TraceSink& sink) {
    sink.begin(trace.header());
    for (const trace::Element& element : trace.elements()) sink.declare(element);
    for (const trace::Series& series : trace.series()) sink.declare(series);
    std::vector<std::size_t> nextSketch(trace.series().size(), 0);
    std::size_t event = 0;
    for (std::size_t i = 0; i < trace.frames().size(); ++i) {
        for (; event < trace.events().size() && trace.events()[event].time < trace.frames()[i].time; ++event)
            sink.event(trace.events()[event]);
        sink.frame(frameAt(trace, i, nextSketch));
    }
    for (; event < trace.events().size(); ++event) sink.event(trace.events()[event]);
    for (const trace::Span& span : trace.spans()) sink.span(span);
    if (trace.footer()) sink.end(*trace.footer());
}

}  // namespace headroom::views
