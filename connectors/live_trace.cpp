#include "connectors/live_trace.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace headroom::connectors {
namespace {

bool isSame(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

void LiveTrace::element(const std::string& kind, const std::string& name, const std::string& parent) {
    const std::string id = kind + "/" + name;
    const auto [place, isNew] = m_elements.try_emplace(id, trace::ElementIndex{static_cast<std::uint32_t>(m_elements.size())});
    if (isNew) m_sink.declare(trace::Element{place->second, id, kind, name, parent});
}

LiveTrace::Column& LiveTrace::column(const std::string& element, const std::string& name, const std::string& unit,
                                     trace::SeriesKind kind) {
    const auto [place, isNew] = m_places.try_emplace({element, name}, m_columns.size());
    if (isNew) {
        const trace::SeriesIndex index{static_cast<std::uint32_t>(m_columns.size())};
        m_columns.push_back({index, kind, 0, {}, {}});
        m_sink.declare(trace::Series{index, m_elements.at(element), name, unit, kind});
    }
    return m_columns[place->second];
}

void LiveTrace::gauge(const std::string& element, const std::string& name, const std::string& unit, std::optional<double> value) {
    column(element, name, unit, trace::SeriesKind::Gauge).next = value;
}

void LiveTrace::count(const std::string& element, const std::string& name, const std::string& unit, double more) {
    Column& counter = column(element, name, unit, trace::SeriesKind::Counter);
    counter.next = counter.next.value_or(counter.written) + more;
}

void LiveTrace::latency(const std::string& element, const std::string& name, const trace::LatencySketch& more) {
    column(element, name, "s", trace::SeriesKind::Latency).ended.merge(more);
}

void LiveTrace::event(trace::Event event) {
    event.sequence = ++m_events;
    m_sink.event(event);
}

void LiveTrace::frame(trace::Instant now) {
    trace::Frame frame;
    frame.number = m_frames++;
    frame.time = now;
    for (Column& column : m_columns) {
        if (column.kind == trace::SeriesKind::Latency) {
            if (!column.ended.empty()) frame.sketches.emplace_back(column.index, std::exchange(column.ended, {}));
            continue;
        }
        const bool isGauge = column.kind == trace::SeriesKind::Gauge;
        const double otherwise = isGauge ? std::numeric_limits<double>::quiet_NaN() : column.written;
        const double value = column.next.value_or(otherwise);
        column.next.reset();
        if (isSame(value, column.written)) continue;
        column.written = value;
        frame.values.emplace_back(column.index, value);
    }
    m_sink.frame(frame);
}

}  // namespace headroom::connectors
