#include "sim/components/kubernetes/node_controller.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

#include "model/rules/kubernetes/node_failure.h"
#include "sim/components/kubernetes/managed_pod.h"
#include "sim/components/kubernetes/reasons.h"
#include "sim/components/network/network.h"

namespace headroom::sim {

namespace {

/// The control plane has been running for so long before the run.
constexpr Duration controlPlaneAge = Duration::seconds(3600);
constexpr int newestMinor = 35;

/// "1.31" → 31.
int minorOf(const std::string& version) {
    const auto dot = version.find('.');
    int minor = newestMinor;
    if (dot != std::string::npos) std::from_chars(version.data() + dot + 1, version.data() + version.size(), minor);
    return minor;
}

Duration phaseWithin(RandomStream& random, Duration period) {
    return {static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(period.ns)))};
}

}  // namespace

NodeController::NodeController(Context& context, RoomListener& listener)
    : m_context(context),
      m_listener(listener),
      m_random(context.scenario.seed, "kubernetes/nodes"),
      m_areDeclared(!context.scenario.nodes.empty()),
      m_scheduler(m_nodes) {
    m_config.nodeMonitorGracePeriod = rules::nodeMonitorGracePeriod(minorOf(context.scenario.versions.kubernetes));
    m_firstMonitorTick = Instant::start() + phaseWithin(m_random, m_config.nodeMonitorPeriod) - controlPlaneAge;
    for (const model::NodeGroup& group : context.scenario.nodes)
        addDeclared(group, group.zones.empty() ? context.network.zones() : group.zones);
}

void NodeController::addDeclared(const model::NodeGroup& group, const std::vector<std::string>& zones) {
    for (int i = 0; i < group.count; ++i) {
        Node node;
        node.name = group.name + "/" + std::to_string(i);
        node.zone = zones[static_cast<std::size_t>(i) % zones.size()];
        node.cpu = group.cpu.value;
        node.memory = group.memory.value;
        add(std::move(node), group.cpu.cores(), group.name + "-" + std::to_string(i));
    }
}

Node& NodeController::addOwnNode(const Service& service, const std::string& zone, double cores, int number) {
    Node node;
    node.name = service.name() + "-" + std::to_string(number);
    node.zone = zone;
    node.tenant = &service;
    const std::string hostName = node.name;
    return add(std::move(node), cores, hostName);
}

Node& NodeController::add(Node node, double cores, const std::string& hostName) {
    node.cores = cores;
    node.host = m_context.infrastructure.addHost(hostName, cores);
    node.leasePhase = phaseWithin(m_random, m_config.leaseRenewal);
    m_nodes.push_back(std::make_unique<Node>(std::move(node)));
    m_lives.push_back({});
    if (m_areDeclared) {
        Node* const declared = m_nodes.back().get();
        const auto element = m_context.observatory.element("node", declared->name);
        m_context.observatory.gauge(element, "ready", "1", [declared] { return declared->isReady ? 1.0 : 0.0; });
        m_context.observatory.gauge(element, "pods", "pods", [declared] { return static_cast<double>(declared->pods.size()); });
        m_context.observatory.gauge(element, "cores", "cores", [declared] { return declared->cores; });
    }
    return *m_nodes.back();
}

Node* NodeController::findNode(const std::string& name) const {
    const auto found = std::find_if(m_nodes.begin(), m_nodes.end(), [&](const auto& node) { return node->name == name; });
    return found == m_nodes.end() ? nullptr : found->get();
}

std::size_t NodeController::indexOf(const Node& node) const {
    const auto found = std::find_if(m_nodes.begin(), m_nodes.end(), [&](const auto& owned) { return owned.get() == &node; });
    if (found == m_nodes.end()) throw std::logic_error("kubernetes: a node of another cluster");
    return static_cast<std::size_t>(found - m_nodes.begin());
}

void NodeController::schedule(Instant at, Code code, std::size_t node) {
    m_context.kernel.schedule(at, *this, code, static_cast<std::uint64_t>(m_lives[node].number) << 32 | node);
}

void NodeController::kill(Node& node) {
    if (!node.isUp) return;
    const std::size_t index = indexOf(node);
    node.isUp = false;
    m_lives[index] = {m_lives[index].number + 1, false};
    for (ManagedPod* pod : node.pods) pod->nodeLost();
    m_context.infrastructure.setHostUp(node.host, false);
    const Instant now = m_context.kernel.now();
    const std::int64_t sinceRenewal = (now - node.leasePhase + controlPlaneAge).ns % m_config.leaseRenewal.ns;
    const Instant lastRenewal = now - Duration{sinceRenewal};
    const Instant unknownAt = rules::nodeUnknownAt(m_config, lastRenewal, m_firstMonitorTick);
    schedule(std::max(now, unknownAt), Unknown, index);
    m_context.observatory.event(
        eventOf("node.lost", "node/" + node.name,
                {"node.lost",
                 {{"lastRenewal", lastRenewal.toSeconds(), "s"},
                  {"nodeMonitorGracePeriod", m_config.nodeMonitorGracePeriod.toSeconds(), "s"}},
                 "down",
                 fmt::format("node {} is down; the control plane notices in {:.3f} s", node.name, (unknownAt - now).toSeconds()),
                 "pkg/controller/nodelifecycle"},
                "error"));
}

void NodeController::restore(Node& node) {
    if (node.isUp) return;
    const std::size_t index = indexOf(node);
    m_lives[index] = {m_lives[index].number + 1, false};
    node.isUp = node.isReady = true;
    node.taintedAt.reset();
    m_context.infrastructure.setHostUp(node.host, true);
    m_context.observatory.event(
        eventOf("node.restored", "node/" + node.name,
                {"node.restored", {}, "ready", fmt::format("node {} is back", node.name), "pkg/kubelet"}));
    for (ManagedPod* pod : std::vector<ManagedPod*>(node.pods)) pod->nodeRestored();
    taintWhereAllowed();
    m_listener.onRoom();
}

void NodeController::onEvent(std::uint32_t code, std::uint64_t argument) {
    const std::size_t index = argument & 0xffffffffU;
    if (m_lives[index].number != argument >> 32) return;
    Node& node = *m_nodes[index];
    switch (static_cast<Code>(code)) {
        case Unknown: becomeUnknown(node); return;
        case Taint:
            node.taintedAt = m_context.kernel.now();
            schedule(rules::podEvictedAt(m_config, *node.taintedAt), Evict, index);
            return;
        case Evict: evictPods(node); return;
    }
}

void NodeController::becomeUnknown(Node& node) {
    node.isReady = false;
    m_context.observatory.event(
        eventOf("node.unknown", "node/" + node.name,
                {"node.unknown",
                 {{"nodeMonitorGracePeriod", m_config.nodeMonitorGracePeriod.toSeconds(), "s"}},
                 "Ready: Unknown",
                 fmt::format("node {} has not renewed its lease for more than {:.0f} s: its pods are not ready", node.name,
                             m_config.nodeMonitorGracePeriod.toSeconds()),
                 "pkg/controller/nodelifecycle"},
                "error"));
    for (ManagedPod* pod : node.pods) pod->nodeUnknown();
    taintWhereAllowed();
}

double NodeController::taintRate(const std::string& zone) const {
    bool isAnyReady = false;
    int ready = 0;
    int notReady = 0;
    for (const auto& node : m_nodes) {
        isAnyReady = isAnyReady || node->isReady;
        if (node->zone == zone) ++(node->isReady ? ready : notReady);
    }
    return rules::nodeEvictionRate(m_config, rules::zoneState(m_config, ready, notReady), ready + notReady, !isAnyReady);
}

/// Nodes are tainted at the eviction rate of their zone; where that is 0 they wait for the zone to change.
void NodeController::taintWhereAllowed() {
    for (std::size_t index = 0; index < m_nodes.size(); ++index) {
        const Node& node = *m_nodes[index];
        Life& life = m_lives[index];
        if (node.isReady || node.taintedAt || life.isTaintPending) continue;
        const double rate = taintRate(node.zone);
        if (rate <= 0) continue;
        auto next =
            std::find_if(m_nextTaint.begin(), m_nextTaint.end(), [&](const auto& entry) { return entry.first == node.zone; });
        if (next == m_nextTaint.end()) next = m_nextTaint.insert(next, {node.zone, m_context.kernel.now()});
        const Instant at = std::max(m_context.kernel.now(), next->second);
        next->second = at + Duration::fromSeconds(1 / rate);
        life.isTaintPending = true;
        schedule(at, Taint, index);
    }
}

void NodeController::evictPods(Node& node) {
    const trace::Reason why{
        "node.evict",
        {{"tolerationSeconds", m_config.tolerationSeconds.toSeconds(), "s"}},
        "evicted",
        fmt::format("pods of {} are evicted: unreachable for {:.0f} s", node.name, m_config.tolerationSeconds.toSeconds()),
        "pkg/controller/tainteviction"};
    for (ManagedPod* pod : std::vector<ManagedPod*>(node.pods)) pod->evict(why);
}

}  // namespace headroom::sim
