#pragma once

#include <memory>
#include <vector>

#include "model/scenario/scenario.h"
#include "model/trace/trace.h"
#include "sim/components/client/client.h"
#include "sim/components/execution/step_runner.h"
#include "sim/components/faults/fault_injector.h"
#include "sim/components/kafka/cluster.h"
#include "sim/components/kafka/group.h"
#include "sim/components/kubernetes/kubernetes.h"
#include "sim/components/network/network.h"
#include "sim/components/service/service.h"
#include "sim/components/store/store.h"
#include "sim/infrastructure/port.h"
#include "sim/kernel/kernel.h"
#include "sim/world/compiler.h"
#include "sim/world/context.h"
#include "sim/world/observatory.h"

namespace headroom::sim {

/// A simulated architecture: every component of a scenario, ready to run on a kernel and an infrastructure.
class World final : public EventTarget {
public:
    /// The scenario, kernel, infrastructure and sink outlive the world.
    World(const model::Scenario& scenario, Kernel& kernel, Infrastructure& infrastructure, trace::TraceSink& sink);
    ~World();

    Observatory& observatory() { return m_observatory; }
    const std::vector<std::unique_ptr<Service>>& services() const { return m_services; }
    const std::vector<std::unique_ptr<Store>>& stores() const { return m_stores; }
    const std::vector<std::unique_ptr<Client>>& clients() const { return m_clients; }
    const std::vector<std::unique_ptr<Cluster>>& clusters() const { return m_clusters; }
    const std::vector<std::unique_ptr<Group>>& groups() const { return m_groups; }
    Kubernetes& kubernetes() { return m_kubernetes; }

    /// A fault or decision from outside the scenario; false when it names an element that does not exist.
    bool inject(const model::Fault& fault) { return m_faults->schedule(fault); }

    /// Frames are events of the kernel like any other.
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    void buildStores();
    void buildClusters();
    void buildMessaging(Service& service);
    Group& groupOf(const model::Listener& listener, Cluster& cluster, const std::string& service);
    Cluster* clusterOf(std::uint32_t topic) const;
    Compiler makeCompiler() const;
    void compileListeners(const Compiler& compiler);
    void startListeners();
    void buildServices();
    void buildClients();
    void connect();

    Observatory m_observatory;
    Network m_network;
    Context m_context;
    StepRunner m_runner;
    KeyPartitions m_keys;
    std::vector<std::unique_ptr<Store>> m_stores;
    std::vector<std::unique_ptr<Cluster>> m_clusters;
    std::vector<std::unique_ptr<Group>> m_groups;
    std::vector<std::unique_ptr<Service>> m_services;
    Kubernetes m_kubernetes;
    std::vector<std::unique_ptr<Client>> m_clients;
    std::unique_ptr<FaultInjector> m_faults;
};

}  // namespace headroom::sim
