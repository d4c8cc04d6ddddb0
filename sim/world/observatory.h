#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/trace/trace.h"
#include "sim/kernel/kernel.h"

namespace headroom::sim {

/// Knows every element and metric of a run and writes the trace's frames and events. Components keep their own
/// counters; the observatory reads them at each frame, so that observing costs nothing in between.
class Observatory {
public:
    Observatory(Kernel& kernel, trace::TraceSink& sink) : m_kernel(kernel), m_sink(sink) {}

    /// Declares "kind/name". Throws std::logic_error when that id exists.
    model::ElementIndex element(const std::string& kind, const std::string& name, const std::string& parent = {});
    /// The declared element of that id; throws std::out_of_range for an unknown one.
    model::ElementIndex find(const std::string& id) const { return m_byId.at(id); }
    /// The id of a declared element.
    const std::string& idOf(model::ElementIndex element) const { return m_elements.at(element.value).id; }

    /// A cumulative counter that lives in the component for the rest of the run.
    void counter(model::ElementIndex element, const std::string& name, const std::string& unit, const std::int64_t& source);
    /// A cumulative counter that is computed at each frame.
    void counterGauge(model::ElementIndex element, const std::string& name, const std::string& unit, std::function<double()> read);
    /// A value computed at each frame.
    void gauge(model::ElementIndex element, const std::string& name, const std::string& unit, std::function<double()> read);
    /// A sketch the component adds to (nanoseconds); it is written and emptied at each frame.
    trace::LatencySketch& latency(model::ElementIndex element, const std::string& name);

    /// The present value of an element's counter or gauge; nothing when there is none of that name.
    std::optional<double> read(const std::string& elementId, const std::string& series) const;

    /// Stamps the event with the present instant and sequence and writes it.
    void event(trace::Event event);
    void span(const trace::Span& span) { m_sink.span(span); }

    /// Calls this before each frame is read, so that components which may be late bring themselves up to now.
    void beforeFrame(std::function<void()> prepare) { m_preparations.push_back(std::move(prepare)); }
    /// Writes the frame of this instant.
    void frame();

private:
    struct Source {
        model::SeriesIndex series;
        const std::int64_t* counter = nullptr;
        std::function<double()> gauge;
        double last = 0;
        bool written = false;
    };
    void addSource(model::ElementIndex element, const std::string& name, Source source);
    static double valueOf(const Source& source) { return source.counter != nullptr ? static_cast<double>(*source.counter) : source.gauge(); }
    model::SeriesIndex declareSeries(model::ElementIndex element, const std::string& name, const std::string& unit,
                                     trace::SeriesKind kind);

    Kernel& m_kernel;
    trace::TraceSink& m_sink;
    std::vector<trace::Element> m_elements;
    std::map<std::string, model::ElementIndex> m_byId;
    std::vector<Source> m_sources;
    std::map<std::pair<std::uint32_t, std::string>, std::size_t> m_sourceByName;  ///< by element
    std::vector<std::function<void()>> m_preparations;
    std::deque<trace::LatencySketch> m_sketches;
    std::vector<model::SeriesIndex> m_sketchSeries;
    std::uint32_t m_seriesCount = 0;
    std::uint64_t m_frameNumber = 0;
};

}  // namespace headroom::sim
