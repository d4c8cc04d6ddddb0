#pragma once

#include <memory>
#include <vector>

#include "model/config/kubernetes.h"
#include "sim/components/kubernetes/deployment_controller.h"

namespace headroom::sim {

/// metrics-server and the kubelets behind it: every metricsResolution each running container gets a sample of the CPU it used
/// over the metricsWindow before. A container that did not run through the whole window has none.
class MetricsServer final : public EventTarget {
public:
    MetricsServer(Context& context, const std::vector<std::unique_ptr<DeploymentController>>& deployments)
        : m_context(context), m_config(context.scenario.hpaController), m_deployments(deployments) {}

    /// Scrapes fall on multiples of the resolution, the first once a window has passed.
    void begin();
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    enum Code : std::uint32_t { WindowBegins, Scrape };
    void beginWindow(ManagedPod& pod);
    void sample(ManagedPod& pod);

    Context& m_context;
    const model::HpaControllerConfig& m_config;
    const std::vector<std::unique_ptr<DeploymentController>>& m_deployments;
};

}  // namespace headroom::sim
