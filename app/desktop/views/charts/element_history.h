#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/desktop/views/charts/chart_kind.h"
#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::views {

/// The figures of one element at every frame of a trace, extended as the trace grows. NaN where there is none: before its
/// series are declared, where a value is unknown, and where nothing completed.
class ElementHistory {
public:
    explicit ElementHistory(std::string id) : m_id(std::move(id)) {}

    const std::string& id() const { return m_id; }
    /// Adds the frames that came since the last call; the same as all at once.
    void extend(const trace::MemoryTrace& trace, const model::Scenario* scenario);
    /// As many as frames were added; empty where the element has no such figure at all.
    const std::vector<double>& values(Figure figure) const { return m_values[static_cast<std::size_t>(figure)]; }
    /// Whether the figure ever was anything but 0.
    bool isEverMore(Figure figure) const { return m_isMore[static_cast<std::size_t>(figure)]; }
    std::size_t frames() const { return m_frames; }

private:
    void resolve(const trace::MemoryTrace& trace);
    void addFlow(const trace::MemoryTrace& trace, const model::Scenario* scenario, std::size_t frame);
    void addLatency(const trace::MemoryTrace& trace, std::size_t frame);
    void addErrors(const trace::MemoryTrace& trace, std::size_t frame);
    void put(Figure figure, std::size_t frame, double value);

    std::string m_id;
    std::size_t m_frames = 0;
    std::size_t m_seriesSeen = 0;   ///< of the trace, when the series were looked up
    std::size_t m_seriesOfElement = 0;
    std::size_t m_nextSketch = 0;
    const trace::Element* m_element = nullptr;
    std::array<std::vector<double>, figureCount> m_values;
    std::array<bool, figureCount> m_isMore{};
    std::vector<std::pair<Figure, model::SeriesIndex>> m_gauges;
    std::vector<model::SeriesIndex> m_flowSeries;  ///< what throughput and utilisation are counted from
    std::vector<model::SeriesIndex> m_errorSeries;
    model::SeriesIndex m_latency;
};

}  // namespace headroom::views
