#include "sim/components/kubernetes/deployment_controller.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "sim/components/kubernetes/reasons.h"
#include "sim/components/network/network.h"

namespace headroom::sim {

namespace {

constexpr int exitOfSigkill = 137;

}  // namespace

DeploymentController::DeploymentController(Context& context, NodeController& nodes, RoomListener& listener, Service& service)
    : m_context(context),
      m_nodes(nodes),
      m_listener(listener),
      m_service(service),
      m_random(context.scenario.seed, "kubernetes/" + service.name()),
      m_zones(service.declaration().zones.empty() ? context.network.zones() : service.declaration().zones) {
    observe();
}

void DeploymentController::observe() {
    Observatory& observatory = m_context.observatory;
    const model::ElementIndex element = m_service.element();
    const auto sum = [this](auto read) {
        return [this, read] {
            double total = 0;
            for (const ManagedPod* pod : m_pods) total += read(*pod);
            return total;
        };
    };
    const auto sumOfAll = [this](auto read) {
        return [this, read] {
            double total = 0;
            for (const auto& pod : m_all) total += read(*pod);
            return total;
        };
    };
    observatory.gauge(element, "replicas", "pods", [this] { return static_cast<double>(m_desired); });
    observatory.gauge(element, "readyReplicas", "pods", [this] { return static_cast<double>(ready()); });
    observatory.gauge(element, "pendingPods", "pods", sum([](const ManagedPod& pod) { return pod.isPending() ? 1.0 : 0.0; }));
    observatory.counterGauge(element, "restarts", "restarts",
                             sumOfAll([](const ManagedPod& pod) { return static_cast<double>(pod.restarts()); }));
    observatory.gauge(element, "cpuRequest", "cores", sum([](const ManagedPod& pod) {
                          return pod.process() && pod.resources().cpuRequest ? pod.resources().cpuRequest->cores() : 0.0;
                      }));
    observatory.gauge(element, "cpuLimit", "cores", sum([](const ManagedPod& pod) {
                          if (pod.process() == nullptr) return 0.0;
                          const double cores = pod.node()->cores;
                          return pod.resources().cpuLimit ? std::min(cores, pod.resources().cpuLimit->cores()) : cores;
                      }));
    observatory.counterGauge(element, "throttledSeconds", "s",
                             sumOfAll([](const ManagedPod& pod) { return pod.throttling().throttledTime.toSeconds(); }));
}

int DeploymentController::active() const {
    return static_cast<int>(
        std::count_if(m_pods.begin(), m_pods.end(), [](const ManagedPod* pod) { return !pod->isBeingDeleted(); }));
}

int DeploymentController::ready() const {
    return static_cast<int>(std::count_if(m_pods.begin(), m_pods.end(), [](const ManagedPod* pod) { return pod->isReady(); }));
}

// --- nodes of their own ---

double DeploymentController::ownCores() const {
    const auto& limit = m_service.declaration().deployment.limits.cpu;
    return m_service.declaration().cores.value_or(limit ? limit->cores() : model::Service::coresAlone);
}

/// Hosts are best known before the run; twice the peak leaves room for pods that end while others begin.
int DeploymentController::ownNodesNeeded() const {
    const model::Service& service = m_service.declaration();
    int peak = m_desired;
    bool changes = false;
    if (service.hpa) changes = true, peak = std::max(peak, service.hpa->maxReplicas);
    if (service.scaledObject) changes = true, peak = std::max(peak, service.scaledObject->maxReplicaCount);
    for (const model::Fault& fault : m_context.scenario.faults) {
        if (const auto* scaled = std::get_if<model::ScaleService>(&fault.action); scaled && scaled->service == service.name)
            changes = true, peak = std::max(peak, scaled->replicas);
        if (const auto* deleted = std::get_if<model::DeletePod>(&fault.action))
            changes = changes || deleted->service == service.name;
        changes = changes || std::holds_alternative<model::KillNode>(fault.action) ||
                  std::holds_alternative<model::KillZone>(fault.action);
    }
    return changes ? 2 * peak : peak;
}

void DeploymentController::addOwnNode() {
    const std::string& zone = m_zones[static_cast<std::size_t>(m_nextOwnNode) % m_zones.size()];
    m_nodes.addOwnNode(m_service, zone, ownCores(), m_nextOwnNode);
    ++m_nextOwnNode;
}

// --- replicas ---

void DeploymentController::adoptInitial(int replicas) {
    m_desired = replicas;
    if (!m_nodes.areDeclared())
        for (int needed = ownNodesNeeded(); m_nextOwnNode < needed;) addOwnNode();
    for (int i = 0; i < replicas; ++i) tryBind(create(), true);
}

ManagedPod& DeploymentController::create() {
    m_all.push_back(std::make_unique<ManagedPod>(m_context, m_service, m_random, *this,
                                                 m_service.name() + "-" + std::to_string(m_nextPod++)));
    m_pods.push_back(m_all.back().get());
    m_pods.back()->setHung(m_isHung);
    return *m_pods.back();
}

bool DeploymentController::tryBind(ManagedPod& pod, bool isInitial) {
    Scheduler::Choice choice = m_nodes.scheduler().choose(m_service, m_zones);
    if (choice.node == nullptr && !m_nodes.areDeclared()) {
        addOwnNode();
        choice = m_nodes.scheduler().choose(m_service, m_zones);
    }
    if (choice.node != nullptr) {
        isInitial ? pod.adopt(*choice.node) : pod.bind(*choice.node);
        return true;
    }
    const PodResources& resources = pod.resources();
    m_context.observatory.event(
        eventOf("pod.unschedulable", "pod/" + pod.name(),
                {"scheduler.filter",
                 {{"cpuRequest", resources.cpuRequest ? resources.cpuRequest->cores() : 0.0, "cores"},
                  {"memoryRequest", resources.memoryRequest ? static_cast<double>(resources.memoryRequest->value) : 0.0, "B"}},
                 "Pending",
                 fmt::format("{} stays pending: {}", pod.name(), choice.reason),
                 "pkg/scheduler"},
                "warning"));
    return false;
}

void DeploymentController::retryPending() {
    for (ManagedPod* pod : std::vector<ManagedPod*>(m_pods)) {
        if (pod->node() != nullptr || pod->isBeingDeleted()) continue;
        if (m_nodes.scheduler().choose(m_service, m_zones).node == nullptr) return;
        tryBind(*pod, false);
    }
}

void DeploymentController::scale(int replicas) {
    m_desired = std::max(0, replicas);
    reconcile();
}

void DeploymentController::reconcile() {
    if (m_isReconciling) return;
    m_isReconciling = true;
    while (active() < m_desired) tryBind(create(), false);
    while (active() > m_desired) {
        ManagedPod& pod = *victim();
        pod.remove({"replicaSet.scaleDown",
                    {{"replicas", static_cast<double>(m_desired), "pods"}},
                    "deleted",
                    fmt::format("{} is deleted: {} pods for {} replicas", pod.name(), active(), m_desired),
                    "pkg/controller/replicaset"});
    }
    m_isReconciling = false;
}

ManagedPod* DeploymentController::victim() const {
    const auto rank = [this](const ManagedPod& pod) {
        const int together = pod.node() != nullptr ? podsOf(m_service, *pod.node()) : 0;
        const std::int64_t readySince = pod.isReady() ? pod.readySince().ns : 0;
        return std::tuple{pod.node() == nullptr ? 0 : 1,
                          pod.isPending() ? 0 : 1,
                          pod.isReady() ? 1 : 0,
                          -together,
                          -readySince,
                          -pod.restarts(),
                          -pod.created().ns};
    };
    ManagedPod* first = nullptr;
    for (ManagedPod* pod : m_pods)
        if (!pod->isBeingDeleted() && (first == nullptr || rank(*pod) <= rank(*first))) first = pod;
    return first;
}

// --- faults ---

void DeploymentController::killPods(int count) {
    for (ManagedPod* pod : std::vector<ManagedPod*>(m_pods)) {
        if (count == 0) return;
        if (!pod->isRunning() || pod->node() == nullptr || !pod->node()->isUp) continue;
        --count;
        pod->crash(exitOfSigkill, {"fault.killPod",
                                   {{"exitCode", static_cast<double>(exitOfSigkill), "1"}},
                                   "exit 137",
                                   fmt::format("{}: the process died with exit code 137", pod->name()),
                                   "fault"});
    }
}

void DeploymentController::deletePods(int count) {
    for (ManagedPod* pod : std::vector<ManagedPod*>(m_pods)) {
        if (count == 0) return;
        if (pod->isBeingDeleted()) continue;
        --count;
        pod->removeAtOnce({"fault.deletePod", {}, "deleted", fmt::format("{} was deleted without grace", pod->name()), "fault"});
    }
}

void DeploymentController::setHung(bool isHung) {
    m_isHung = isHung;
    for (ManagedPod* pod : m_pods) pod->setHung(isHung);
}

void DeploymentController::onDeleted(ManagedPod&) {
    reconcile();
}

void DeploymentController::onGone(ManagedPod& pod) {
    std::erase(m_pods, &pod);
    m_listener.onRoom();
}

}  // namespace headroom::sim
