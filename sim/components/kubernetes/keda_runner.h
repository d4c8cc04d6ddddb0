#pragma once

#include <memory>
#include <vector>

#include "model/rules/kubernetes/keda_kafka_scaler.h"
#include "model/rules/kubernetes/keda_scale_loop.h"
#include "sim/components/kafka/group.h"
#include "sim/components/kubernetes/hpa_runner.h"

namespace headroom::sim {

/// KEDA for one ScaledObject: its polls scale 0 ↔ 1, its HPA does the rest with the lag as external metric.
class KedaRunner final : public EventTarget {
public:
    KedaRunner(Context& context, DeploymentController& deployment, const model::ScaledObject& scaledObject,
               const std::vector<std::unique_ptr<Group>>& groups);

    /// The first poll falls at a drawn instant within the first interval. A deployment that runs counts as active until now.
    void begin();
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    rules::KedaLag readLag(std::size_t trigger);
    rules::HpaMetricReading readMetric(std::size_t trigger);

    Context& m_context;
    DeploymentController& m_deployment;
    const model::ScaledObject& m_scaledObject;
    const std::vector<std::unique_ptr<Group>>& m_groups;
    std::vector<rules::KedaKafkaScaler> m_scalers;
    rules::KedaScaleLoop m_loop;
    HpaRunner m_hpa;
};

}  // namespace headroom::sim
