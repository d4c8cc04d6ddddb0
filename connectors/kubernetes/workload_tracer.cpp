#include "connectors/kubernetes/workload_tracer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace headroom::connectors::kubernetes {
namespace {

std::optional<double> number(const std::optional<int>& value) {
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

/// Shares are parts of one in a trace.
std::optional<double> valueOf(const AutoscalerMetric& metric, const std::optional<double>& value) {
    constexpr double hundred = 100;
    return value && metric.unit == "%" ? std::optional(*value / hundred) : value;
}

}  // namespace

void WorkloadTracer::take(const Snapshot& snapshot, trace::Instant now) {
    m_source = "source/" + snapshot.server;
    m_trace.element("source", snapshot.server, "");
    takeStates(snapshot, now);
    takeServices(snapshot);
    takePods(snapshot);
    takeEvents(snapshot, now);
    m_before = now;
}

void WorkloadTracer::takeStates(const Snapshot& snapshot, trace::Instant now) {
    const bool isUp = std::ranges::any_of(snapshot.states, &KindState::isKnown);
    m_trace.gauge(m_source, "up", "1", isUp ? 1 : 0);
    if (isUp && !m_isConnected) {
        m_isConnected = true;
        tell(now, "observer.connected", "info",
             fmt::format("Kubernetes {}: {}", snapshot.server,
                         snapshot.space.empty() ? std::string("all namespaces") : "namespace " + snapshot.space),
             "connected");
    }
    for (const KindOfThing& thing : kinds) {
        const KindState& state = snapshot.state(thing.kind);
        std::string problem = state.error ? state.error->message : "";
        if (problem.empty() && state.senseless > 0)
            problem = fmt::format("{}: some {} made no sense, and stay unknown", snapshot.server, thing.resource);
        // Until they are listed again, what was wrong still is.
        if (problem.empty() && !state.isKnown) continue;
        std::string& known = m_problems[thing.kind];
        if (known == problem) continue;
        if (!known.empty()) tell(now, "observer.solved", "info", "no longer: " + known, known);
        if (!problem.empty()) tell(now, "observer.problem", "warning", problem, problem);
        known = std::move(problem);
    }
}

void WorkloadTracer::takeServices(const Snapshot& snapshot) {
    for (const ServiceFigures& figures : figuresOf(snapshot)) {
        const std::string element = "service/" + figures.service;
        m_trace.element("service", figures.service, "");
        m_trace.gauge(element, "replicas", "pods", number(figures.wanted));
        m_trace.gauge(element, "readyReplicas", "pods", number(figures.ready));
        m_trace.gauge(element, "updatedReplicas", "pods", number(figures.updated));
        m_trace.gauge(element, "pendingPods", "pods", number(figures.pending));
        if (figures.restarts) total(element, "restarts", "restarts", *figures.restarts);
        if (figures.scaler) takeScaler(element, *figures.scaler);
    }
}

void WorkloadTracer::takeScaler(const std::string& element, const Autoscaler& scaler) {
    m_trace.gauge(element, "hpaDesired", "pods", number(scaler.desired));
    m_trace.gauge(element, "hpaMin", "pods", number(scaler.least));
    m_trace.gauge(element, "hpaMax", "pods", number(scaler.most));
    for (const AutoscalerMetric& metric : scaler.metrics) {
        const std::string unit = metric.unit == "%" ? "1" : metric.unit;
        m_trace.gauge(element, "hpaCurrent." + metric.name, unit, valueOf(metric, metric.current));
        m_trace.gauge(element, "hpaTarget." + metric.name, unit, valueOf(metric, metric.target));
    }
}

void WorkloadTracer::declarePod(const std::string& name, const std::string& service) {
    if (!service.empty()) m_trace.element("service", service, "");
    m_trace.element("pod", name, service.empty() ? "" : "service/" + service);
}

void WorkloadTracer::takePods(const Snapshot& snapshot) {
    for (const ClusterState::NewPod& pod : snapshot.newPods) declarePod(pod.name, pod.service);
    std::set<std::string> living;
    for (const Pod& pod : snapshot.pods) {
        const std::string name = snapshot.naming.nameOf(pod.name);
        const std::string element = "pod/" + name;
        const auto service = snapshot.serviceOfPod.find(name);
        declarePod(name, service == snapshot.serviceOfPod.end() ? "" : service->second);
        m_trace.gauge(element, "ready", "1", pod.isReady ? std::optional(*pod.isReady ? 1.0 : 0.0) : std::nullopt);
        const auto restarts = snapshot.restarts.find(element);
        if (restarts != snapshot.restarts.end()) total(element, "restarts", "restarts", restarts->second);
        living.insert(element);
    }
    // What has gone is known not to be ready, once; after that there is nothing to know of it.
    if (!snapshot.isKnown(Kind::Pods)) return;
    for (const std::string& element : m_living)
        if (!living.contains(element)) m_trace.gauge(element, "ready", "1", 0);
    m_living = std::move(living);
}

void WorkloadTracer::takeEvents(const Snapshot& snapshot, trace::Instant now) {
    for (trace::Event event : snapshot.events) {
        event.time = std::clamp(event.time, m_before, now);
        const std::size_t slash = event.element.find('/');
        if (event.element.empty())
            event.element = m_source;
        else
            m_trace.element(event.element.substr(0, slash), event.element.substr(slash + 1), "");
        m_trace.event(std::move(event));
    }
}

void WorkloadTracer::total(const std::string& element, const std::string& name, const std::string& unit, double all) {
    double& counted = m_totals[{element, name}];
    m_trace.count(element, name, unit, std::max(0.0, all - counted));
    counted = std::max(counted, all);
}

void WorkloadTracer::tell(trace::Instant now, const std::string& kind, const std::string& severity, const std::string& summary,
                          const std::string& result) {
    trace::Reason reason{kind, {}, result, summary, ""};
    m_trace.event(eventOf({kind, severity, std::move(reason)}, m_source, now));
}

}  // namespace headroom::connectors::kubernetes
