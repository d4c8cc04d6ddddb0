#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/trace/trace.h"

namespace headroom::connectors {

/// A trace that becomes known as it is seen: elements and series, the values of the next frame, and events. Several observers may
/// write it.
class LiveTrace {
public:
    /// The sink outlives it.
    explicit LiveTrace(trace::TraceSink& sink) : m_sink(sink) {}

    /// Declares the element at first; its id is "kind/name".
    void element(const std::string& kind, const std::string& name, const std::string& parent);
    /// The value at the next frame; absent is unknown. Declares the series at first.
    void gauge(const std::string& element, const std::string& name, const std::string& unit, std::optional<double> value);
    /// Adds to what has come up since the start; never negative.
    void count(const std::string& element, const std::string& name, const std::string& unit, double more);
    /// Adds to what ended since the frame before. Declares the series at first.
    void latency(const std::string& element, const std::string& name, const trace::LatencySketch& more);

    /// Passes it on with the next number.
    void event(trace::Event event);

    /// Writes the next frame: what differs from the one before. A gauge that got no value since is unknown.
    void frame(trace::Instant now);

private:
    struct Column {
        trace::SeriesIndex index;
        trace::SeriesKind kind = trace::SeriesKind::Gauge;
        double written = 0;
        std::optional<double> next;
        trace::LatencySketch ended;
    };
    Column& column(const std::string& element, const std::string& name, const std::string& unit, trace::SeriesKind kind);

    trace::TraceSink& m_sink;
    std::map<std::string, trace::ElementIndex> m_elements;
    std::map<std::pair<std::string, std::string>, std::size_t> m_places;
    std::vector<Column> m_columns;
    std::uint64_t m_frames = 0;
    std::uint64_t m_events = 0;
};

}  // namespace headroom::connectors
