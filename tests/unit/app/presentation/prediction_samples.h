#pragma once
// Runs made by hand: a service, a store and a group, with a frame a second.

#include <functional>
#include <map>
#include <string>

#include "model/trace/memory_trace.h"

namespace headroom::presentation::samples {

/// What happens in a second.
struct Second {
    double requests = 10;  ///< of service/order, each of `latency`
    std::int64_t latency = 20'000'000;
    double lag = 5;  ///< of group/audit
};

inline trace::MemoryTrace runOf(int seconds, const std::function<Second(int)>& at, trace::Header header = {}) {
    using trace::ElementIndex;
    using trace::SeriesIndex;
    trace::MemoryTrace run;
    run.begin(header);
    run.declare(trace::Element{ElementIndex{0}, "service/order", "service", "order", ""});
    run.declare(trace::Element{ElementIndex{1}, "group/audit", "group", "audit", ""});
    run.declare(trace::Series{SeriesIndex{0}, ElementIndex{0}, "completed", "requests", trace::SeriesKind::Counter});
    run.declare(trace::Series{SeriesIndex{1}, ElementIndex{0}, "latency", "s", trace::SeriesKind::Latency});
    run.declare(trace::Series{SeriesIndex{2}, ElementIndex{1}, "processed", "records", trace::SeriesKind::Counter});
    run.declare(trace::Series{SeriesIndex{3}, ElementIndex{1}, "consumerLag", "records", trace::SeriesKind::Gauge});
    double completed = 0;
    for (int i = 0; i <= seconds; ++i) {
        const Second second = at(i);
        trace::Frame frame;
        frame.number = static_cast<std::uint64_t>(i);
        frame.time = trace::Instant{} + model::Duration::seconds(i);
        if (i > 0) completed += second.requests;
        frame.values = {{SeriesIndex{0}, completed}, {SeriesIndex{2}, completed}, {SeriesIndex{3}, second.lag}};
        trace::LatencySketch sketch;
        sketch.add(second.latency, static_cast<std::uint64_t>(second.requests));
        frame.sketches.emplace_back(SeriesIndex{1}, sketch);
        run.frame(frame);
    }
    return run;
}

/// Ten minutes, the first for warm-up.
inline trace::MemoryTrace simulated(const std::function<Second(int)>& at) {
    trace::Header header;
    header.warmup = model::Duration::seconds(60);
    return runOf(600, at, header);
}

}  // namespace headroom::presentation::samples
