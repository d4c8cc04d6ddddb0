#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/components/kubernetes/managed_pod.h"
#include "sim/components/kubernetes/node_controller.h"

namespace headroom::sim {

/// A Deployment with its ReplicaSet: keeps as many pods as desired.
///
/// When there are too many it deletes first those not bound, then pending, then not ready, then with more pods of the service
/// on their node, then ready for the shortest time, then with more restarts, then the youngest, then of the highest number
/// (pkg/controller/controller_utils.go ActivePodsWithRanks, with ready times compared exactly).
class DeploymentController final : public ManagedPod::Owner {
public:
    DeploymentController(Context& context, NodeController& nodes, RoomListener& listener, Service& service);

    Service& service() { return m_service; }
    int desired() const { return m_desired; }
    /// Pods that are not gone, in the order of their creation.
    const std::vector<ManagedPod*>& pods() const { return m_pods; }
    /// Replicas that exist and are not being deleted (status.replicas).
    int active() const;
    int ready() const;

    /// The pods of before the run: running, ready, endpoints.
    void adoptInitial(int replicas);
    void scale(int replicas);
    /// Pods without a node try again, in the order of their creation.
    void retryPending();

    /// The processes of `count` pods die with exit code 137: of those running, the ones created first.
    void killPods(int count);
    /// `count` pods are deleted without grace: of those not being deleted, the ones created first.
    void deletePods(int count);
    /// The processes of all pods, present and future, hang or work again.
    void setHung(bool isHung);

    void onDeleted(ManagedPod& pod) override;
    void onGone(ManagedPod& pod) override;

private:
    void observe();
    void reconcile();
    ManagedPod& create();
    bool tryBind(ManagedPod& pod, bool isInitial);
    ManagedPod* victim() const;
    double ownCores() const;
    int ownNodesNeeded() const;
    void addOwnNode();

    Context& m_context;
    NodeController& m_nodes;
    RoomListener& m_listener;
    Service& m_service;
    RandomStream m_random;
    std::vector<std::string> m_zones;
    std::vector<std::unique_ptr<ManagedPod>> m_all;  ///< the gone ones too: the trace's series read them
    std::vector<ManagedPod*> m_pods;
    int m_desired = 0;
    int m_nextPod = 0;
    int m_nextOwnNode = 0;
    bool m_isReconciling = false;
    bool m_isHung = false;
};

}  // namespace headroom::sim
