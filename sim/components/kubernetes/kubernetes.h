#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/components/faults/platform.h"
#include "sim/components/kubernetes/deployment_controller.h"
#include "sim/components/kubernetes/hpa_runner.h"
#include "sim/components/kubernetes/keda_runner.h"
#include "sim/components/kubernetes/metrics_server.h"
#include "sim/components/kubernetes/node_controller.h"

namespace headroom::sim {

/// The Kubernetes cluster that runs a scenario's services, and what faults and commands may do to it.
/// Who is hit by a fault follows from the state alone; see DeploymentController.
class Kubernetes final : public Platform, public EventTarget, public RoomListener {
public:
    explicit Kubernetes(Context& context);

    /// Creates the service's deployment with the pods it has at the start of the run. In the scenario's order, because
    /// that is the order in which they find room.
    void add(Service& service);
    /// Starts metrics, HPAs and KEDA, once all services and groups exist; `groups` outlives the run.
    void begin(const std::vector<std::unique_ptr<Group>>& groups);

    const std::vector<std::unique_ptr<DeploymentController>>& deployments() const { return m_deployments; }
    DeploymentController* findDeployment(const std::string& service);
    /// Throws std::out_of_range for an unknown service.
    DeploymentController& deployment(const std::string& service);
    NodeController& nodes() { return m_nodes; }

    // Faults and commands. Unknown names throw std::out_of_range.
    /// The processes of the `count` running pods that were created first die with exit code 137.
    void killPods(const std::string& service, int count) override;
    /// The `count` pods that were created first are deleted without grace.
    void deletePods(const std::string& service, int count) override;
    /// `kubectl scale`. An HPA may change it back at its next sync.
    void scale(const std::string& service, int replicas) override;
    /// All processes of the service answer no probe and no SIGTERM while `isHung`; requests are the caller's affair.
    void setHung(const std::string& service, bool isHung) override;
    /// Nodes are named "group/2"; without declared nodes, by the pods' first names, "service-0".
    bool hasNode(const std::string& name) const override { return m_nodes.findNode(name) != nullptr; }
    void killNode(const std::string& name) override;
    void restoreNode(const std::string& name) override;
    void killZoneNodes(const std::string& zone) override;
    void restoreZoneNodes(const std::string& zone) override;

    void onRoom() override;
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    Node& node(const std::string& name);

    Context& m_context;
    NodeController m_nodes;
    std::vector<std::unique_ptr<DeploymentController>> m_deployments;
    MetricsServer m_metrics;
    std::vector<std::unique_ptr<HpaRunner>> m_hpas;
    std::vector<std::unique_ptr<KedaRunner>> m_kedas;
    bool m_isRetryPending = false;
};

}  // namespace headroom::sim
