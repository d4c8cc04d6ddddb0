#include "connectors/prometheus/figures_tracer.h"

#include <fmt/format.h>

#include <cmath>

namespace headroom::connectors::prometheus {
namespace {

constexpr double nanosecondsPerSecond = 1e9;

std::string idOf(const ElementFigures& figures) {
    return figures.kind + "/" + figures.name;
}

/// What a client completes are journeys.
std::string unitOf(const std::string& kind, const std::string& usual) {
    return kind == "client" && usual == "requests" ? "journeys" : usual;
}

}  // namespace

void FiguresTracer::take(const Snapshot& snapshot, trace::Instant now) {
    m_looked = now;
    m_blindness.clear();
    for (auto& [place, gauge] : m_gauges) gauge.value.reset();
    std::set<std::string> remarks;
    for (const SourceState& state : snapshot.sources) {
        noteSource(state, now);
        remarks.insert(state.remarks.begin(), state.remarks.end());
    }
    noteRemarks(remarks, now);
    for (const ElementFigures& figures : snapshot.elements) {
        m_trace.element(figures.kind, figures.name, "");
        figures.kind == "group" ? takeProcessing(figures) : takeRequests(figures);
        takeCpu(figures);
        takeOthers(figures);
        noteBounds(figures.latency, now);
        for (const auto& [figure, durations] : figures.newDurations) noteBounds(durations, now);
    }
}

void FiguresTracer::noteBounds(const Histogram& histogram, trace::Instant now) {
    std::vector<double> bounds;
    for (const Bucket& bucket : histogram.buckets)
        if (std::isfinite(bucket.upperBound)) bounds.push_back(bucket.upperBound);
    if (bounds.empty() || !m_bounds.insert(bounds).second) return;
    m_trace.element("source", "metrics", "");
    trace::Event event;
    event.time = now;
    event.kind = event.reason.rule = "metrics.buckets";
    event.element = "source/metrics";
    event.summary = event.reason.sentence =
        fmt::format("histograms of {} buckets, from {} s to {} s", bounds.size(), bounds.front(), bounds.back());
    event.reason.result = std::to_string(bounds.size());
    for (const double bound : bounds) event.reason.inputs.push_back({"bound", bound, "s"});
    m_trace.event(std::move(event));
}

void FiguresTracer::fail(const Error& error, trace::Instant now) {
    m_looked.reset();
    if (m_blindness == error.message) return;
    m_blindness = error.message;
    m_trace.element("source", "metrics", "");
    tell(now, "observer.failed", "source/metrics", "error", error.message);
}

void FiguresTracer::beforeFrame(trace::Instant now) {
    const bool isFresh = m_looked && now - *m_looked <= m_staleAfter;
    for (const auto& [place, gauge] : m_gauges)
        m_trace.gauge(place.first, place.second, gauge.unit, isFresh ? gauge.value : std::nullopt);
}

void FiguresTracer::takeRequests(const ElementFigures& figures) {
    const std::string unit = unitOf(figures.kind, "requests");
    if (figures.requests && figures.failures) {
        const double rejections = figures.rejections.value_or(0);
        count(figures, "completed", unit, *figures.requests - *figures.failures - rejections);
        count(figures, "failed", unit, figures.failures);
        if (figures.kind == "client") count(figures, "rejected", unit, rejections);
    }
    if (!figures.latency.buckets.empty())
        m_trace.latency(idOf(figures), "latency", toSketch(figures.newLatency, nanosecondsPerSecond));
    else
        // Of a summary only the mean is known.
        gauge(figures, "latencyMean", "s", figures.meanLatency);
}

void FiguresTracer::takeProcessing(const ElementFigures& figures) {
    count(figures, "processingFailed", "records", figures.failures);
    if (!figures.latency.buckets.empty())
        m_trace.latency(idOf(figures), "processingTime", toSketch(figures.newLatency, nanosecondsPerSecond));
}

void FiguresTracer::takeCpu(const ElementFigures& figures) {
    if (figures.cpuSeconds)
        count(figures, "cpuSeconds", "s", figures.cpuSeconds);
    else
        gauge(figures, "cores", "cores", figures.cpuCores);
}

/// What is one series by the same name in a simulation.
void FiguresTracer::takeOthers(const ElementFigures& figures) {
    for (const FigureKind& kind : figureKinds) {
        const std::string name(kind.series);
        if (name.empty()) continue;
        const std::string unit = unitOf(figures.kind, std::string(kind.unit));
        const auto counted = figures.counts.find(kind.figure);
        const auto durations = figures.newDurations.find(kind.figure);
        if (kind.making == Making::Gauge || kind.making == Making::Largest)
            gauge(figures, name, unit, figures.gauge(kind.figure));
        if (counted != figures.counts.end()) count(figures, name, unit, counted->second);
        if (durations != figures.newDurations.end())
            m_trace.latency(idOf(figures), name, toSketch(durations->second, nanosecondsPerSecond));
    }
}

void FiguresTracer::gauge(const ElementFigures& figures, const std::string& name, const std::string& unit,
                          std::optional<double> value) {
    const std::pair place(idOf(figures), name);
    if (!value && !m_gauges.contains(place)) return;
    // A sum over some of the pods is none over all.
    m_gauges[place] = {unit, figures.isPartial ? std::nullopt : value};
}

void FiguresTracer::count(const ElementFigures& figures, const std::string& name, const std::string& unit,
                          std::optional<double> more) {
    if (more) m_trace.count(idOf(figures), name, unit, *more);
}

void FiguresTracer::noteSource(const SourceState& state, trace::Instant now) {
    const std::string element = "source/" + state.source;
    m_trace.element("source", state.source, "");
    m_gauges[{element, "up"}] = {"1", state.error ? 0 : 1};
    const std::string failure = state.error ? state.error->message : "";
    const auto [known, isFirst] = m_failures.try_emplace(state.source, failure);
    const bool isNews = isFirst || known->second != failure;
    known->second = failure;
    if (!isNews) return;
    if (failure.empty())
        tell(now, "observer.connected", element, "info", state.source + " tells its metrics");
    else
        tell(now, "observer.failed", element, "error", failure);
}

void FiguresTracer::noteRemarks(const std::set<std::string>& remarks, trace::Instant now) {
    if (!remarks.empty()) m_trace.element("source", "metrics", "");
    for (const std::string& remark : remarks)
        if (!m_remarks.contains(remark)) tell(now, "observer.problem", "source/metrics", "warning", remark);
    m_remarks = remarks;
}

void FiguresTracer::tell(trace::Instant now, const std::string& kind, const std::string& element, const std::string& severity,
                         const std::string& summary) {
    trace::Event event;
    event.time = now;
    event.kind = kind;
    event.element = element;
    event.severity = severity;
    event.summary = summary;
    event.reason.rule = kind;
    event.reason.result = summary;
    event.reason.sentence = summary;
    m_trace.event(std::move(event));
}

}  // namespace headroom::connectors::prometheus
