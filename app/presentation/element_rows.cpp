#include <algorithm>
#include <array>
#include <cmath>

#include "app/presentation/element_figures.h"
#include "app/presentation/report_builder.h"
#include "model/trace/query.h"

namespace headroom::presentation {
namespace {

using trace::Series;
using trace::SeriesKind;

/// What passes through an element, by the first of these it has.
constexpr std::array throughputNames{"completed", "processed", "appended", "requests", "started"};
/// Cumulative amounts that mean trouble: worth a figure whenever they grow.
constexpr std::array troubleNames{"failed",      "rejected",         "unreachable",   "deadLettered",  "skipped",   "redelivered",
                                  "lostRecords", "lostAcknowledged", "expiredUnread", "recordsFailed", "elections", "rebalances",
                                  "restarts",    "truncated",        "expired",       "duplicates"};
constexpr double nanosecond = 1e-9;

/// One element's figures over the frames after the warm-up.
class RowBuilder {
public:
    RowBuilder(const trace::MemoryTrace& trace, const trace::FrameSpan& span, const trace::Element& element,
               const model::Scenario* scenario)
        : m_trace(trace), m_span(span), m_element(element), m_scenario(scenario) {
        m_row = {element.id, element.kind, element.name, element.parent, {}};
    }

    ElementRow build(RowDetail detail) {
        if (m_span.empty()) return m_row;
        throughput();
        utilisation();
        if (detail == RowDetail::Flow) return m_row;
        latency();
        if (detail == RowDetail::Chart) {
            atEnd("consumerLag", "lagEnd");
            atEnd("timeLag", "timeLagEnd");
            atEnd("queued", "queuedEnd");
            atEnd("readyReplicas", "replicasEnd");
            if (const Series* failed = find("failed")) add("failedRate", growth(*failed) / m_span.seconds(), failed->unit + "/s");
            return m_row;
        }
        gaugeFigures("consumerLag", "lag", "lagMax");
        gaugeFigures("timeLag", "timeLag", "timeLagMax");
        gaugeFigures("inSystem", "inSystem", "");
        gaugeFigures("queued", "queued", "queuedMax");
        replicas();
        // What is still waiting when the run ends.
        atEnd("consumerLag", "lagEnd");
        atEnd("outboxRows", "outboxLeft");
        trouble();
        others();
        return m_row;
    }

private:
    const Series* find(const std::string& name) const { return m_trace.findSeries(m_element.id, name); }

    void add(const std::string& name, double value, const std::string& unit) {
        if (!std::isnan(value)) m_row.metrics.push_back({name, value, unit, {}});
    }

    double at(const Series& series, std::size_t frame) const {
        const double value = m_trace.column(series.index).at(frame);
        return std::isnan(value) ? 0 : value;
    }
    /// What a cumulative series gained over the span.
    double growth(const Series& series) const {
        return at(series, m_span.last - 1) - (m_span.first == 0 ? 0 : at(series, m_span.first - 1));
    }
    /// Mean over the span's frames; NaN where the series was never declared.
    double mean(const Series& series) const {
        double sum = 0;
        std::size_t count = 0;
        const std::vector<double>& column = m_trace.column(series.index);
        for (std::size_t i = m_span.first; i < m_span.last; ++i)
            if (!std::isnan(column.at(i))) sum += column[i], ++count;
        return count == 0 ? std::nan("") : sum / static_cast<double>(count);
    }
    double extreme(const Series& series, bool largest) const {
        double result = std::nan("");
        const std::vector<double>& column = m_trace.column(series.index);
        for (std::size_t i = m_span.first; i < m_span.last; ++i)
            if (std::isnan(result) || (largest ? column.at(i) > result : column.at(i) < result)) result = column[i];
        return result;
    }

    void throughput() {
        for (const char* name : throughputNames) {
            const Series* series = find(name);
            if (series == nullptr || series->kind != SeriesKind::Counter) continue;
            add("throughput", growth(*series) / m_span.seconds(), series->unit + "/s");
            m_used.push_back(name);
            return;
        }
        if (const Series* bytes = find("bytes")) add("throughput", growth(*bytes) / m_span.seconds(), "B/s");
    }

    /// Cores the element may use; NaN when nobody said.
    double capacity() const {
        if (const Series* series = find("capacity")) return mean(*series);
        if (m_scenario == nullptr) return std::nan("");
        if (const model::Service* service = m_element.kind == "service" ? m_scenario->findService(m_element.name) : nullptr)
            return find("cpuLimit") != nullptr ? mean(*find("cpuLimit")) : serviceCores(*service);
        if (m_element.kind == "broker")
            for (const model::KafkaCluster& cluster : m_scenario->clusters)
                if (m_element.parent == "cluster/" + cluster.name) return cluster.cores;
        return std::nan("");
    }
    double serviceCores(const model::Service& service) const {
        const Series* ready = find("readyReplicas");
        const double pods = ready == nullptr ? service.deployment.replicas : mean(*ready);
        const auto& limit = service.deployment.limits.cpu;
        return pods * (limit ? limit->cores() : service.cores.value_or(1));
    }

    void utilisation() {
        if (const Series* series = find("utilisation")) return add("utilisation", mean(*series), "%");
        const Series* bandwidth = find("bandwidth");
        const Series* bytes = find("bytes");
        if (bandwidth != nullptr && bytes != nullptr && mean(*bandwidth) > 0)
            return add("utilisation", growth(*bytes) / m_span.seconds() / mean(*bandwidth), "%");
        // Seconds in which one server of the element was busy, on average over its servers.
        if (const Series* busy = find("busySeconds")) {
            m_used.push_back(busy->name);
            return add("utilisation", growth(*busy) / m_span.seconds(), "%");
        }
        const Series* busy = find("cpuSeconds");
        if (busy == nullptr) return;
        m_used.push_back(busy->name);
        const double cores = growth(*busy) / m_span.seconds();
        add("cores", cores, "cores");
        const double all = capacity();
        if (all > 0) add("utilisation", cores / all, "%");
    }

    void latency() {
        const Series* series = find("latency");
        if (series == nullptr) series = find("endToEndLatency");
        if (series == nullptr) return;
        const trace::LatencySketch sketch = m_trace.merged(series->index, m_span.first, m_span.last);
        if (sketch.empty()) return;
        add("latencyMean", sketch.mean() * nanosecond, "s");
        add("latencyP50", sketch.quantile(0.5) * nanosecond, "s");
        add("latencyP95", sketch.quantile(0.95) * nanosecond, "s");
        add("latencyP99", sketch.quantile(0.99) * nanosecond, "s");
        add("latencyMax", static_cast<double>(sketch.max()) * nanosecond, "s");
    }

    void atEnd(const std::string& name, const std::string& metric) {
        if (const Series* series = find(name)) add(metric, m_trace.column(series->index).at(m_span.last - 1), series->unit);
    }

    void gaugeFigures(const std::string& name, const std::string& meanName, const std::string& maxName) {
        const Series* series = find(name);
        if (series == nullptr || series->kind == SeriesKind::Latency) return;
        m_used.push_back(name);
        add(meanName, mean(*series), series->unit);
        if (!maxName.empty()) add(maxName, extreme(*series, true), series->unit);
    }

    void replicas() {
        const Series* series = find("readyReplicas");
        if (series == nullptr) return;
        m_used.push_back(series->name);
        add("replicas", mean(*series), "pods");
        add("replicasMin", extreme(*series, false), "pods");
        add("replicasMax", extreme(*series, true), "pods");
        add("replicasEnd", at(*series, m_span.last - 1), "pods");
    }

    /// Totals of the whole run: trouble during the warm-up is trouble too.
    void trouble() {
        for (const char* name : troubleNames) {
            const Series* series = find(name);
            if (series == nullptr || series->kind != SeriesKind::Counter) continue;
            m_used.push_back(name);
            add(name, at(*series, m_trace.frames().size() - 1), series->unit);
        }
    }

    /// Everything else an element has, so that no figure is lost: counters as rates, gauges as means, sketches as percentiles.
    void others() {
        for (const Series* series : m_trace.seriesOf(m_element.id)) {
            if (std::find(m_used.begin(), m_used.end(), series->name) != m_used.end()) continue;
            if (series->kind == SeriesKind::Counter)
                add(series->name + "Rate", growth(*series) / m_span.seconds(), series->unit + "/s");
            if (series->kind == SeriesKind::Gauge) add(series->name + "Mean", mean(*series), series->unit);
            if (series->kind == SeriesKind::Latency && series->name != "latency" && series->name != "endToEndLatency") {
                const trace::LatencySketch sketch = m_trace.merged(series->index, m_span.first, m_span.last);
                if (sketch.empty()) continue;
                add(series->name + "P50", sketch.quantile(0.5) * nanosecond, "s");
                add(series->name + "P99", sketch.quantile(0.99) * nanosecond, "s");
            }
        }
    }

    const trace::MemoryTrace& m_trace;
    const trace::FrameSpan& m_span;
    const trace::Element& m_element;
    const model::Scenario* m_scenario;
    ElementRow m_row;
    std::vector<std::string> m_used;
};

}  // namespace

ElementRow elementRow(const trace::MemoryTrace& trace, const trace::FrameSpan& span, const trace::Element& element,
                      const model::Scenario* scenario, RowDetail detail) {
    return RowBuilder(trace, span, element, scenario).build(detail);
}

std::vector<ElementRow> elementRows(const trace::MemoryTrace& trace, const model::Scenario* scenario) {
    trace::FrameSpan span = trace::framesWithin(trace, trace::effectiveWindow(trace, {}));
    // A run that ended within its warm-up still has figures; the report's notes say what they are.
    if (span.empty()) span = trace::spanOf(trace, 0, trace.frames().size());
    std::vector<ElementRow> rows;
    for (const trace::Element& element : trace.elements())
        rows.push_back(elementRow(trace, span, element, scenario, RowDetail::Full));
    return rows;
}

}  // namespace headroom::presentation
