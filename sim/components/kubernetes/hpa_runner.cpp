#include "sim/components/kubernetes/hpa_runner.h"

#include <cmath>

#include <fmt/format.h>

#include "sim/components/kubernetes/reasons.h"

namespace headroom::sim {

namespace {

rules::HpaMetricReading unavailable(std::string error) {
    rules::HpaMetricReading reading;
    reading.available = false;
    reading.error = std::move(error);
    return reading;
}

std::int64_t thousandths(double value) {
    return std::llround(value * 1000);
}

model::HorizontalPodAutoscaler withDefaultMetric(model::HorizontalPodAutoscaler hpa) {
    if (hpa.metrics.empty())
        hpa.metrics.push_back({model::HpaMetric::Type::Resource, "cpu", "", model::HpaMetric::TargetType::Utilization, 80});
    return hpa;
}

}  // namespace

HpaRunner::HpaRunner(Context& context, DeploymentController& deployment, const model::HorizontalPodAutoscaler& hpa,
                     MetricSource source)
    : m_context(context),
      m_deployment(deployment),
      m_hpa(withDefaultMetric(hpa)),
      m_source(std::move(source)),
      m_rule(m_hpa, context.scenario.hpaController) {}

void HpaRunner::begin() {
    const Duration period = m_context.scenario.hpaController.syncPeriod;
    RandomStream random(m_context.scenario.seed, "hpa/" + m_deployment.service().name());
    const Duration offset{static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(period.ns)))};
    m_context.kernel.schedule(Instant::start() + offset, *this, 0);
}

void HpaRunner::onEvent(std::uint32_t, std::uint64_t) {
    m_context.kernel.scheduleAfter(m_context.scenario.hpaController.syncPeriod, *this, 0);
    const rules::HpaDecision decision = m_rule.reconcile(observe());
    tell(decision);
    if (decision.rescale) m_deployment.scale(decision.desiredReplicas);
}

rules::HpaInput HpaRunner::observe() {
    rules::HpaInput input;
    input.now = m_context.kernel.now();
    input.specReplicas = m_deployment.desired();
    input.statusReplicas = m_deployment.active();
    for (const ManagedPod* pod : m_deployment.pods()) input.pods.push_back(pod->status());
    for (std::size_t i = 0; i < m_hpa.metrics.size(); ++i)
        input.readings.push_back(m_source ? m_source(i) : read(m_hpa.metrics[i]));
    return input;
}

rules::HpaMetricReading HpaRunner::read(const model::HpaMetric& metric) const {
    switch (metric.type) {
        case model::HpaMetric::Type::Resource:
        case model::HpaMetric::Type::ContainerResource: return readResource(metric);
        case model::HpaMetric::Type::Pods: return readPods(metric);
        case model::HpaMetric::Type::Object:
        case model::HpaMetric::Type::External: return readSeries(metric);
    }
    return unavailable("unknown metric type");
}

rules::HpaMetricReading HpaRunner::readResource(const model::HpaMetric& metric) const {
    if (metric.name != "cpu") return unavailable("unable to get resource metric " + metric.name + ": only cpu is simulated");
    rules::HpaMetricReading reading;
    for (ManagedPod* pod : m_deployment.pods()) {
        reading.podSamples.push_back(pod->usage().sample);
        const auto& request = pod->resources().cpuRequest;
        reading.requests.push_back(request ? std::optional(request->value) : std::nullopt);
    }
    return reading;
}

rules::HpaMetricReading HpaRunner::readPods(const model::HpaMetric& metric) const {
    rules::HpaMetricReading reading;
    for (const ManagedPod* pod : m_deployment.pods()) {
        const auto value = pod->isRunning() ? m_context.observatory.read("pod/" + pod->name(), metric.name) : std::nullopt;
        reading.podSamples.emplace_back();
        if (value) reading.podSamples.back() = rules::PodSample{thousandths(*value), m_context.kernel.now(), Duration{0}};
    }
    return reading;
}

rules::HpaMetricReading HpaRunner::readSeries(const model::HpaMetric& metric) const {
    const auto value = m_context.observatory.read(metric.object, metric.name);
    if (!value) return unavailable("no metric " + metric.name + " of " + metric.object);
    rules::HpaMetricReading reading;
    reading.values.push_back(thousandths(*value));
    return reading;
}

void HpaRunner::emit(const char* kind, const rules::HpaDecision& decision, const char* severity) {
    m_context.observatory.event(eventOf(kind, "service/" + m_deployment.service().name(), toTrace(decision.reason), severity));
}

/// Only what is news: a scaling, a limit that has begun or ended to hold, metrics that fail.
void HpaRunner::tell(const rules::HpaDecision& decision) {
    const rules::NormalizedReplicas& normalized = decision.normalized;
    rules::HpaLimit limit = rules::HpaLimit::None;
    if (decision.outcome == rules::HpaDecision::Outcome::Decided &&
        decision.proposals[*decision.metric].replicas != decision.desiredReplicas)
        limit = normalized.limitedBy != rules::HpaLimit::None ? normalized.limitedBy : normalized.stabilizedBy;
    const bool isFailed = decision.outcome == rules::HpaDecision::Outcome::MetricsFailed;
    // Before the first scrape there is nothing to read yet.
    const bool isWarm = m_context.kernel.now().sinceStart() >
                        m_context.scenario.hpaController.metricsResolution + m_context.scenario.hpaController.metricsWindow;
    if (decision.rescale) {
        emit("hpa.scaled", decision, "info");
    } else if (isFailed) {
        if (isWarm && decision.error != m_lastError) emit("hpa.failed", decision, "warning");
    } else if (limit != m_lastLimit) {
        emit(limit == rules::HpaLimit::None ? "hpa.stable" : "hpa.limited", decision, "info");
    }
    if (isWarm || !isFailed) m_lastError = decision.error;
    if (!isFailed) m_lastLimit = limit;
}

}  // namespace headroom::sim
