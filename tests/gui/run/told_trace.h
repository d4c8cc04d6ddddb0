#pragma once
// A trace told by hand.

#include "app/desktop/views/trace_source.h"

namespace headroom::views {

constexpr model::Instant at(std::int64_t seconds) {
    return model::Instant{} + model::Duration::seconds(seconds);
}

/// Has service/a with pod/a-0, service/b, client/users that starts and completes, and client/late that does neither so far.
class ToldTrace : public TraceSource {
public:
    ToldTrace() { declareAll(); }

    const trace::MemoryTrace& trace() const override { return m_trace; }
    const model::Scenario* scenario() const override { return nullptr; }

    void happen(int second, const char* kind, const char* element, const char* result, const char* severity = "info") {
        trace::Event event{at(second), 0, kind, element, severity, std::string(kind) + " " + element, {}};
        event.reason.rule = kind;
        event.reason.result = result;
        event.reason.sentence = event.summary;
        event.reason.inputs = {{"usage", 74.0, "%"}, {"currentReplicas", 2.0, "replicas"}};
        event.reason.source = "rules.go";
        m_trace.event(event);
    }
    void frame(int second, std::pair<double, double> startedAndCompleted) {
        m_trace.frame({m_frames++, at(second), {{{0}, startedAndCompleted.first}, {{1}, startedAndCompleted.second}}, {}});
    }
    /// A counter that comes to light when the trace is under way, and what it is from the next frame on.
    void discover(const char* element, const char* counter, double value) {
        const trace::SeriesIndex index{m_lateSeries++};
        m_trace.declare(trace::Series{index, m_trace.element(element).index, counter, "journeys", trace::SeriesKind::Counter});
        m_trace.frame({m_frames++, m_trace.frames().back().time + model::Duration::seconds(1), {{index, value}}, {}});
    }
    void end() { m_trace.end({"completed", m_trace.frames().back().time, 1, 0, 0, 0}); }
    void tell() { emit grew(); }
    /// Another trace, empty.
    void replace() {
        m_trace = trace::MemoryTrace();
        m_elements = 0;
        m_frames = 0;
        tellReplaced();
    }
    /// The same elements, of the trace that has replaced the first.
    void declareAll() {
        for (const auto& [id, parent] :
             {std::pair{"service/a", ""}, {"pod/a-0", "service/a"}, {"service/b", ""}, {"client/users", ""}}) {
            const std::string text = id;
            const auto slash = text.find('/');
            m_trace.declare(trace::Element{{m_elements++}, text, text.substr(0, slash), text.substr(slash + 1), parent});
        }
        m_trace.declare(trace::Element{{m_elements++}, "client/late", "client", "late", ""});
        m_trace.declare(trace::Series{{0}, {3}, "started", "journeys", trace::SeriesKind::Counter});
        m_trace.declare(trace::Series{{1}, {3}, "completed", "journeys", trace::SeriesKind::Counter});
    }

private:
    trace::MemoryTrace m_trace;
    std::uint32_t m_elements = 0;
    std::uint64_t m_frames = 0;
    std::uint32_t m_lateSeries = 2;
};

}  // namespace headroom::views
