#include "model/trace/trace_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace headroom::trace {
namespace {

template <class Entries>
bool ascends(const Entries& entries) {
    return std::adjacent_find(entries.begin(), entries.end(),
                              [](const auto& a, const auto& b) { return !(a.first < b.first); }) == entries.end();
}

}  // namespace

std::string TraceGuard::element(const Element& element) {
    const std::uint32_t index = element.index.value;
    if (index >= indexLimit) return fmt::format("element index {} is too large", index);
    if (index >= m_elements.size()) m_elements.resize(index + 1, false);
    if (m_elements[index]) return fmt::format("element {} is declared twice", index);
    if (element.id.empty()) return fmt::format("element {} has no id", index);
    m_elements[index] = true;
    return {};
}

std::string TraceGuard::series(const Series& series) {
    const std::uint32_t index = series.index.value;
    if (index >= indexLimit) return fmt::format("series index {} is too large", index);
    if (series.element.value >= m_elements.size() || !m_elements[series.element.value])
        return fmt::format("series {} is of element {}, which is not declared", index, series.element.value);
    if (index >= m_series.size()) m_series.resize(index + 1, Known::No);
    if (m_series[index] != Known::No) return fmt::format("series {} is declared twice", index);
    m_series[index] = series.kind == SeriesKind::Latency ? Known::Latency : Known::Number;
    return {};
}

std::string TraceGuard::value(SeriesIndex series, bool latency) const {
    const Known known = series.value < m_series.size() ? m_series[series.value] : Known::No;
    if (known == Known::No) return fmt::format("series {} is not declared", series.value);
    if ((known == Known::Latency) != latency)
        return fmt::format("series {} {}", series.value, latency ? "has no sketches" : "has sketches, not values");
    return {};
}

std::string TraceGuard::order(const Frame& frame) const {
    if (!ascends(frame.values) || !ascends(frame.sketches)) return "series do not ascend in a frame";
    if (frame.number > std::numeric_limits<std::int64_t>::max()) return "the frame's number is too large";
    if (m_anyFrame && frame.number <= m_lastNumber) return fmt::format("frame {} follows frame {}", frame.number, m_lastNumber);
    if (m_anyFrame && frame.time < m_lastTime) return fmt::format("frame {} goes back in time", frame.number);
    return time(frame.time);
}

std::string TraceGuard::frame(const Frame& frame) {
    std::string wrong = order(frame);
    for (auto entry = frame.values.begin(); wrong.empty() && entry != frame.values.end(); ++entry)
        wrong = value(entry->first, false);
    for (auto entry = frame.sketches.begin(); wrong.empty() && entry != frame.sketches.end(); ++entry)
        wrong = value(entry->first, true);
    if (!wrong.empty()) return wrong;
    m_anyFrame = true;
    m_lastNumber = frame.number;
    m_lastTime = frame.time;
    return {};
}

std::string TraceGuard::time(Instant time) const {
    return time.ns < 0 ? fmt::format("time {} lies before the start", time.ns) : std::string();
}

}  // namespace headroom::trace
