#include "model/trace/memory_trace.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace headroom::trace {
namespace {

template <class Predicate>
std::vector<const Element*> select(const std::vector<Element>& elements, Predicate wanted) {
    std::vector<const Element*> selected;
    for (const Element& element : elements)
        if (wanted(element)) selected.push_back(&element);
    return selected;
}

}  // namespace

void MemoryTrace::declare(const Element& element) {
    m_elementById[element.id] = m_elements.size();
    m_elementByIndex[element.index] = m_elements.size();
    m_elements.push_back(element);
}

void MemoryTrace::declare(const Series& series) {
    if (series.index.value >= m_columns.size()) m_columns.resize(series.index.value + 1);
    Column& column = m_columns[series.index.value];
    column.declared = true;
    column.hasValues = series.kind != SeriesKind::Latency;
    if (column.hasValues) column.values.assign(m_frames.size(), std::numeric_limits<double>::quiet_NaN());
    m_seriesByName[{series.element, series.name}] = m_series.size();
    m_series.push_back(series);
}

MemoryTrace::Column& MemoryTrace::declaredColumn(SeriesIndex series) {
    if (series.value >= m_columns.size() || !m_columns[series.value].declared)
        throw std::logic_error("a frame holds a series that was not declared: " + std::to_string(series.value));
    return m_columns[series.value];
}

void MemoryTrace::frame(const Frame& frame) {
    for (const auto& [series, value] : frame.values) declaredColumn(series).current = value;
    for (const auto& [series, sketch] : frame.sketches)
        if (!sketch.empty()) declaredColumn(series).sketches.push_back({m_frames.size(), pack(sketch)});
    for (const Series& series : m_series) {
        Column& column = m_columns[series.index.value];
        if (column.hasValues) column.values.push_back(column.current);
    }
    m_frames.push_back({frame.number, frame.time});
}

const Element* MemoryTrace::findElement(const std::string& id) const {
    const auto found = m_elementById.find(id);
    return found == m_elementById.end() ? nullptr : &m_elements[found->second];
}

const Element& MemoryTrace::element(const std::string& id) const {
    if (const Element* found = findElement(id)) return *found;
    throw std::out_of_range("no element " + id);
}

const Element* MemoryTrace::findElement(ElementIndex index) const {
    const auto found = m_elementByIndex.find(index);
    return found == m_elementByIndex.end() ? nullptr : &m_elements[found->second];
}

std::vector<const Element*> MemoryTrace::elementsOfKind(const std::string& kind) const {
    return select(m_elements, [&](const Element& element) { return element.kind == kind; });
}

std::vector<const Element*> MemoryTrace::children(const std::string& id) const {
    return select(m_elements, [&](const Element& element) { return element.parent == id; });
}

const Series* MemoryTrace::findSeries(const std::string& elementId, const std::string& name) const {
    const Element* element = findElement(elementId);
    if (element == nullptr) return nullptr;
    const auto found = m_seriesByName.find({element->index, name});
    return found == m_seriesByName.end() ? nullptr : &m_series[found->second];
}

std::vector<const Series*> MemoryTrace::seriesOf(const std::string& elementId) const {
    std::vector<const Series*> selected;
    const Element* element = findElement(elementId);
    if (element == nullptr) return selected;
    for (const Series& series : m_series)
        if (series.element == element->index) selected.push_back(&series);
    return selected;
}

const std::vector<double>& MemoryTrace::column(SeriesIndex series) const {
    return m_columns.at(series.value).values;
}

const std::vector<MemoryTrace::FrameSketch>& MemoryTrace::sketches(SeriesIndex series) const {
    return m_columns.at(series.value).sketches;
}

LatencySketch MemoryTrace::merged(SeriesIndex series, std::size_t first, std::size_t last) const {
    LatencySketch all;
    const std::vector<FrameSketch>& entries = sketches(series);
    auto entry = std::partition_point(entries.begin(), entries.end(), [&](const FrameSketch& s) { return s.frame < first; });
    for (; entry != entries.end() && entry->frame < last; ++entry)
        if (const auto sketch = unpack(entry->sketch)) all.merge(*sketch);
    return all;
}

}  // namespace headroom::trace
