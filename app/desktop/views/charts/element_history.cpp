#include "app/desktop/views/charts/element_history.h"

#include <cmath>

#include "app/presentation/element_figures.h"

namespace headroom::views {
namespace {

using trace::MemoryTrace;
using trace::Series;
using trace::SeriesKind;

constexpr double nanosecond = 1e-9;
constexpr std::array gauges{std::pair{"consumerLag", Figure::ConsumerLag},      std::pair{"timeLag", Figure::TimeLag},
                            std::pair{"readyReplicas", Figure::ReadyReplicas},  std::pair{"replicas", Figure::WantedReplicas},
                            std::pair{"openBreakers", Figure::OpenBreakers},    std::pair{"queued", Figure::Queued}};
/// What presentation counts throughput and utilisation from; unknown in, unknown out.
constexpr std::array flows{"completed", "processed", "appended",    "requests",   "started",  "bytes",
                           "bandwidth", "utilisation", "busySeconds", "cpuSeconds", "capacity"};
constexpr std::array errors{"failed", "rejected", "deadLettered"};

template <std::size_t N>
bool isOneOf(const std::string& name, const std::array<const char*, N>& names) {
    for (const char* candidate : names)
        if (name == candidate) return true;
    return false;
}

bool isKnown(const MemoryTrace& trace, model::SeriesIndex series, std::size_t frame) {
    const std::vector<double>& column = trace.column(series);
    return !std::isnan(column[frame]) && (frame == 0 || !std::isnan(column[frame - 1]));
}

}  // namespace

void ElementHistory::extend(const MemoryTrace& trace, const model::Scenario* scenario) {
    m_element = trace.findElement(m_id);
    if (m_element == nullptr) return;
    resolve(trace);
    for (; m_frames < trace.frames().size(); ++m_frames) {
        for (auto& [figure, series] : m_gauges) put(figure, m_frames, trace.column(series)[m_frames]);
        addFlow(trace, scenario, m_frames);
        addErrors(trace, m_frames);
        addLatency(trace, m_frames);
    }
    // What had no value lately ends with gaps.
    for (std::vector<double>& values : m_values)
        if (!values.empty()) values.resize(m_frames, std::nan(""));
}

void ElementHistory::resolve(const MemoryTrace& trace) {
    if (trace.series().size() == m_seriesSeen) return;
    m_seriesSeen = trace.series().size();
    const auto series = trace.seriesOf(m_id);
    if (series.size() == m_seriesOfElement) return;
    // Another series may be what a figure is taken from: begin again, so that the way the trace came makes no difference.
    *this = ElementHistory(m_id);
    m_seriesSeen = trace.series().size();
    m_seriesOfElement = series.size();
    m_element = trace.findElement(m_id);
    for (const Series* one : series) {
        if (one->kind == SeriesKind::Gauge)
            for (const auto& [name, figure] : gauges)
                if (one->name == name) m_gauges.emplace_back(figure, one->index);
        if (one->kind != SeriesKind::Latency && isOneOf(one->name, flows)) m_flowSeries.push_back(one->index);
        if (one->kind == SeriesKind::Counter && isOneOf(one->name, errors)) m_errorSeries.push_back(one->index);
        if (one->kind == SeriesKind::Latency && one->name == "endToEndLatency" && !m_latency.isValid()) m_latency = one->index;
        if (one->kind == SeriesKind::Latency && one->name == "latency") m_latency = one->index;
    }
}

void ElementHistory::put(Figure figure, std::size_t frame, double value) {
    std::vector<double>& values = m_values[static_cast<std::size_t>(figure)];
    if (values.empty() && std::isnan(value)) return;
    values.resize(frame, std::nan(""));
    values.push_back(value);
    if (value > 0) m_isMore[static_cast<std::size_t>(figure)] = true;
}

void ElementHistory::addFlow(const MemoryTrace& trace, const model::Scenario* scenario, std::size_t frame) {
    if (m_flowSeries.empty()) return;
    for (const model::SeriesIndex series : m_flowSeries)
        if (!isKnown(trace, series, frame)) return;
    const auto row = presentation::elementRow(trace, trace::spanOf(trace, frame, frame + 1), *m_element, scenario,
                                              presentation::RowDetail::Flow);
    if (const auto* throughput = row.findMetric("throughput"))
        put(throughput->unit == "B/s" ? Figure::Traffic : Figure::Throughput, frame, throughput->value);
    if (const auto* utilisation = row.findMetric("utilisation")) put(Figure::Utilisation, frame, utilisation->value);
}

void ElementHistory::addErrors(const MemoryTrace& trace, std::size_t frame) {
    const double seconds = trace::spanOf(trace, frame, frame + 1).seconds();
    if (m_errorSeries.empty() || seconds <= 0) return;
    double growth = 0;
    for (const model::SeriesIndex series : m_errorSeries) {
        if (!isKnown(trace, series, frame)) return;
        const std::vector<double>& column = trace.column(series);
        growth += column[frame] - (frame == 0 ? 0 : column[frame - 1]);
    }
    put(Figure::Errors, frame, growth / seconds);
}

void ElementHistory::addLatency(const MemoryTrace& trace, std::size_t frame) {
    if (!m_latency.isValid()) return;
    const auto& entries = trace.sketches(m_latency);
    while (m_nextSketch < entries.size() && entries[m_nextSketch].frame < frame) ++m_nextSketch;
    if (m_nextSketch == entries.size() || entries[m_nextSketch].frame != frame) return;
    const auto sketch = trace::unpack(entries[m_nextSketch].sketch);
    if (!sketch || sketch->empty()) return;
    put(Figure::LatencyP50, frame, sketch->quantile(0.5) * nanosecond);
    put(Figure::LatencyP95, frame, sketch->quantile(0.95) * nanosecond);
    put(Figure::LatencyP99, frame, sketch->quantile(0.99) * nanosecond);
}

}  // namespace headroom::views
