#include "sim/world/observatory.h"

#include <stdexcept>

namespace headroom::sim {

model::ElementIndex Observatory::element(const std::string& kind, const std::string& name, const std::string& parent) {
    trace::Element element{{static_cast<std::uint32_t>(m_elements.size())}, kind + "/" + name, kind, name, parent};
    if (!m_byId.emplace(element.id, element.index).second) throw std::logic_error("element declared twice: " + element.id);
    m_sink.declare(element);
    m_elements.push_back(element);
    return element.index;
}

model::SeriesIndex Observatory::declareSeries(model::ElementIndex element, const std::string& name, const std::string& unit,
                                              trace::SeriesKind kind) {
    const trace::Series series{{m_seriesCount++}, element, name, unit, kind};
    m_sink.declare(series);
    return series.index;
}

void Observatory::counter(model::ElementIndex element, const std::string& name, const std::string& unit,
                          const std::int64_t& source) {
    addSource(element, name, {declareSeries(element, name, unit, trace::SeriesKind::Counter), &source, {}, 0, false});
}

void Observatory::counterGauge(model::ElementIndex element, const std::string& name, const std::string& unit,
                               std::function<double()> read) {
    addSource(element, name, {declareSeries(element, name, unit, trace::SeriesKind::Counter), nullptr, std::move(read), 0, false});
}

void Observatory::gauge(model::ElementIndex element, const std::string& name, const std::string& unit,
                        std::function<double()> read) {
    addSource(element, name, {declareSeries(element, name, unit, trace::SeriesKind::Gauge), nullptr, std::move(read), 0, false});
}

void Observatory::addSource(model::ElementIndex element, const std::string& name, Source source) {
    m_sourceByName[{element.value, name}] = m_sources.size();
    m_sources.push_back(std::move(source));
}

std::optional<double> Observatory::read(const std::string& elementId, const std::string& series) const {
    const auto element = m_byId.find(elementId);
    if (element == m_byId.end()) return std::nullopt;
    const auto source = m_sourceByName.find({element->second.value, series});
    if (source == m_sourceByName.end()) return std::nullopt;
    return valueOf(m_sources[source->second]);
}

trace::LatencySketch& Observatory::latency(model::ElementIndex element, const std::string& name) {
    m_sketchSeries.push_back(declareSeries(element, name, "s", trace::SeriesKind::Latency));
    return m_sketches.emplace_back();
}

void Observatory::event(trace::Event event) {
    event.time = m_kernel.now();
    event.sequence = m_kernel.sequence();
    m_sink.event(event);
}

void Observatory::frame() {
    for (const auto& prepare : m_preparations) prepare();
    trace::Frame frame{m_frameNumber++, m_kernel.now(), {}, {}};
    for (Source& source : m_sources) {
        const double value = valueOf(source);
        if (source.written && value == source.last) continue;
        source.last = value;
        source.written = true;
        frame.values.emplace_back(source.series, value);
    }
    for (std::size_t i = 0; i < m_sketches.size(); ++i) {
        if (m_sketches[i].empty()) continue;
        frame.sketches.emplace_back(m_sketchSeries[i], m_sketches[i]);
        m_sketches[i].clear();
    }
    m_sink.frame(frame);
}

}  // namespace headroom::sim
