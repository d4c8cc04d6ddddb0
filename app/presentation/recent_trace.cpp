#include "app/presentation/recent_trace.h"

#include <algorithm>
#include <utility>

namespace headroom::presentation {

void RecentTrace::frame(const trace::Frame& frame) {
    if (m_frames++ == 0) m_first = frame.time;
    m_kept.push_back({std::exchange(m_declared, {}), frame});
    while (m_kept.size() > 2 && frame.time - m_kept[1].frame.time >= m_window) {
        Kept& oldest = m_kept.front();
        m_declaredBefore.insert(m_declaredBefore.end(), oldest.declared.begin(), oldest.declared.end());
        for (const auto& [series, value] : oldest.frame.values) m_before[series] = value;
        m_kept.pop_front();
    }
}

void RecentTrace::event(const trace::Event& event) {
    if (event.kind != "metrics.buckets") return;
    std::vector<double> bounds;
    for (const trace::ReasonValue& input : event.reason.inputs)
        if (const auto* bound = std::get_if<double>(&input.value)) bounds.push_back(*bound);
    std::ranges::sort(bounds);
    if (!bounds.empty()) m_buckets.push_back(std::move(bounds));
}

model::Duration RecentTrace::length() const {
    return m_frames == 0 ? model::Duration{} : now() - m_first;
}

trace::MemoryTrace RecentTrace::memory() const {
    trace::MemoryTrace memory;
    memory.begin(m_header);
    for (const trace::Element& element : m_elements) memory.declare(element);
    for (const trace::Series& series : m_declaredBefore) memory.declare(series);
    for (std::size_t i = 0; i < m_kept.size(); ++i) {
        for (const trace::Series& series : m_kept[i].declared) memory.declare(series);
        if (i > 0) {
            memory.frame(m_kept[i].frame);
            continue;
        }
        trace::Frame first = m_kept[i].frame;
        std::map<trace::SeriesIndex, double> values = m_before;
        for (const auto& [series, value] : first.values) values[series] = value;
        first.values.assign(values.begin(), values.end());
        memory.frame(first);
    }
    return memory;
}

}  // namespace headroom::presentation
