#pragma once

#include <cmath>
#include <string>

#include "app/desktop/views/trace_source.h"
#include "model/trace/memory_trace.h"

namespace headroom::views {

/// A trace that a test writes frame by frame, one second each: service/shop with requests, latency, replicas and breakers, and
/// group/audit with a lag.
class SampleTrace : public TraceSource {
public:
    explicit SampleTrace(double plannedSeconds = 1000) {
        trace::Header header;
        header.scenario = "sample";
        header.runtime = "native";
        header.seed = 7;
        header.frameInterval = model::Duration::seconds(1);
        header.duration = model::Duration::fromSeconds(plannedSeconds);
        header.warmup = model::Duration::seconds(5);
        m_trace.begin(header);
        element(0, "service/shop", "service", "shop");
        element(1, "group/audit", "group", "audit");
        series(0, 0, "completed", "requests", trace::SeriesKind::Counter);
        series(1, 0, "latency", "s", trace::SeriesKind::Latency);
        series(2, 0, "readyReplicas", "pods", trace::SeriesKind::Gauge);
        series(3, 0, "replicas", "pods", trace::SeriesKind::Gauge);
        series(4, 0, "openBreakers", "breakers", trace::SeriesKind::Gauge);
        series(5, 0, "failed", "requests", trace::SeriesKind::Counter);
        series(6, 1, "consumerLag", "records", trace::SeriesKind::Gauge);
        series(7, 1, "processed", "records", trace::SeriesKind::Counter);
    }

    const trace::MemoryTrace& trace() const override { return m_trace; }
    const model::Scenario* scenario() const override { return nullptr; }
    trace::MemoryTrace& writable() { return m_trace; }

    void element(std::uint32_t index, const std::string& id, const std::string& kind, const std::string& name) {
        m_trace.declare(trace::Element{{index}, id, kind, name, {}});
    }
    void series(std::uint32_t index, std::uint32_t element, const std::string& name, const std::string& unit, trace::SeriesKind kind) {
        m_trace.declare(trace::Series{{index}, {element}, name, unit, kind});
    }

    /// The next frame: 100 requests a second of 20 ms, 2 pods; a lag, NaN for unknown.
    void addFrame(double lag, double perSecond = 100) {
        const auto number = m_trace.frames().size() + 1;
        m_completed += perSecond;
        trace::Frame frame;
        frame.number = number;
        frame.time = model::Instant::start() + model::Duration::seconds(static_cast<std::int64_t>(number));
        frame.values = {{{0}, m_completed}, {{2}, 2},   {{3}, number > 5 ? 3.0 : 2.0}, {{4}, number % 10 == 3 ? 1.0 : 0.0},
                        {{5}, 0},           {{6}, lag}, {{7}, m_completed}};
        trace::LatencySketch sketch;
        sketch.add(20'000'000, 99);
        sketch.add(80'000'000 + static_cast<std::int64_t>(number) * 1000, 2);
        frame.sketches = {{{1}, sketch}};
        m_trace.frame(frame);
    }
    void addFrames(int count) {
        for (int i = 0; i < count; ++i) addFrame(10.0 * static_cast<double>(m_trace.frames().size()));
        emit grew();
    }
    void addEvent(double seconds, const std::string& kind, const std::string& element, const std::string& result) {
        trace::Event event;
        event.time = model::Instant::start() + model::Duration::fromSeconds(seconds);
        event.kind = kind;
        event.element = element;
        event.reason.result = result;
        m_trace.event(event);
    }
    void finish(const std::string& outcome = "completed") {
        trace::Footer footer;
        footer.outcome = outcome;
        footer.end = m_trace.frames().back().time;
        m_trace.end(footer);
        emit ended();
    }

private:
    trace::MemoryTrace m_trace;
    double m_completed = 0;
};

}  // namespace headroom::views
