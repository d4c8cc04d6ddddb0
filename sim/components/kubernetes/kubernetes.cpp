#include "sim/components/kubernetes/kubernetes.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "sim/components/kubernetes/reasons.h"

namespace headroom::sim {

Kubernetes::Kubernetes(Context& context) : m_context(context), m_nodes(context, *this), m_metrics(context, m_deployments) {}

void Kubernetes::add(Service& service) {
    m_deployments.push_back(std::make_unique<DeploymentController>(m_context, m_nodes, *this, service));
    const auto& replicas = m_context.scenario.initial.replicas;
    const auto initial = replicas.find(service.name());
    m_deployments.back()->adoptInitial(initial == replicas.end() ? service.declaration().deployment.replicas : initial->second);
}

void Kubernetes::begin(const std::vector<std::unique_ptr<Group>>& groups) {
    for (const auto& deployment : m_deployments) {
        const model::Service& service = deployment->service().declaration();
        if (service.hpa) m_hpas.push_back(std::make_unique<HpaRunner>(m_context, *deployment, *service.hpa));
        if (service.scaledObject)
            m_kedas.push_back(std::make_unique<KedaRunner>(m_context, *deployment, *service.scaledObject, groups));
    }
    // Scrapes come before syncs of the same instant.
    if (!m_hpas.empty()) m_metrics.begin();
    for (const auto& hpa : m_hpas) hpa->begin();
    for (const auto& keda : m_kedas) keda->begin();
}

DeploymentController* Kubernetes::findDeployment(const std::string& service) {
    const auto found = std::find_if(m_deployments.begin(), m_deployments.end(),
                                    [&](const auto& deployment) { return deployment->service().name() == service; });
    return found == m_deployments.end() ? nullptr : found->get();
}

DeploymentController& Kubernetes::deployment(const std::string& service) {
    DeploymentController* found = findDeployment(service);
    if (found == nullptr) throw std::out_of_range("kubernetes: no service " + service);
    return *found;
}

Node& Kubernetes::node(const std::string& name) {
    Node* found = m_nodes.findNode(name);
    if (found == nullptr) throw std::out_of_range("kubernetes: no node " + name);
    return *found;
}

void Kubernetes::killPods(const std::string& service, int count) {
    deployment(service).killPods(count);
}

void Kubernetes::deletePods(const std::string& service, int count) {
    deployment(service).deletePods(count);
}

void Kubernetes::setHung(const std::string& service, bool isHung) {
    deployment(service).setHung(isHung);
}

void Kubernetes::scale(const std::string& service, int replicas) {
    DeploymentController& target = deployment(service);
    const int before = target.desired();
    if (before == replicas) return;
    m_context.observatory.event(
        eventOf("deployment.scaled", "service/" + service,
                {"command.scale",
                 {{"from", static_cast<double>(before), "replicas"}, {"to", static_cast<double>(replicas), "replicas"}},
                 std::to_string(replicas) + " replicas",
                 fmt::format("{} scaled {} → {} by command", service, before, replicas),
                 "kubectl scale"}));
    target.scale(replicas);
}

void Kubernetes::killNode(const std::string& name) {
    m_nodes.kill(node(name));
}

void Kubernetes::restoreNode(const std::string& name) {
    m_nodes.restore(node(name));
}

void Kubernetes::killZoneNodes(const std::string& zone) {
    for (const auto& node : m_nodes.nodes())
        if (node->zone == zone) m_nodes.kill(*node);
}

void Kubernetes::restoreZoneNodes(const std::string& zone) {
    for (const auto& node : m_nodes.nodes())
        if (node->zone == zone) m_nodes.restore(*node);
}

void Kubernetes::onRoom() {
    if (m_isRetryPending) return;
    m_isRetryPending = true;
    m_context.kernel.schedule(m_context.kernel.now(), *this, 0);
}

void Kubernetes::onEvent(std::uint32_t, std::uint64_t) {
    m_isRetryPending = false;
    for (const auto& deployment : m_deployments) deployment->retryPending();
}

}  // namespace headroom::sim
