#pragma once

#include <functional>
#include <utility>

#include "model/rules/kubernetes/hpa_controller.h"
#include "sim/components/kubernetes/deployment_controller.h"

namespace headroom::sim {

/// Syncs one HorizontalPodAutoscaler: reads the metrics, calls the rule, scales the deployment, tells why.
class HpaRunner final : public EventTarget {
public:
    /// Answers for one of the HPA's metrics; the default reads samples of the metrics server and the observatory's series.
    using MetricSource = std::function<rules::HpaMetricReading(std::size_t metric)>;

    HpaRunner(Context& context, DeploymentController& deployment, const model::HorizontalPodAutoscaler& hpa,
              MetricSource source = {});

    /// The first sync falls at a drawn instant within the first period, as the controller has been running before.
    void begin();
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    rules::HpaInput observe();
    rules::HpaMetricReading read(const model::HpaMetric& metric) const;
    rules::HpaMetricReading readResource(const model::HpaMetric& metric) const;
    rules::HpaMetricReading readPods(const model::HpaMetric& metric) const;
    rules::HpaMetricReading readSeries(const model::HpaMetric& metric) const;
    void tell(const rules::HpaDecision& decision);
    void emit(const char* kind, const rules::HpaDecision& decision, const char* severity);

    Context& m_context;
    DeploymentController& m_deployment;
    model::HorizontalPodAutoscaler m_hpa;
    MetricSource m_source;
    rules::HpaController m_rule;
    rules::HpaLimit m_lastLimit = rules::HpaLimit::None;
    std::string m_lastError;
};

}  // namespace headroom::sim
