#include "sim/components/faults/fault_injector.h"

#include <algorithm>

#include "sim/components/faults/fault_text.h"

namespace headroom::sim {

namespace {

/// "store/ledger" and "ledger" both name the store ledger.
bool names(const std::string& given, const std::string& kind, const std::string& name) {
    return given == name || given == kind + "/" + name;
}

template <class Owned>
auto* findNamed(const Owned& all, const std::string& id, const std::string& kind) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return names(id, kind, each->name()); });
    return found == all.end() ? nullptr : found->get();
}

}  // namespace

FaultInjector::FaultInjector(Context& context, FaultTargets targets) : m_context(context), m_targets(targets) {
    for (const model::Fault& fault : context.scenario.faults) schedule(fault);
}

Service* FaultInjector::findService(const std::string& id) const { return findNamed(m_targets.services, id, "service"); }

Store* FaultInjector::findStore(const std::string& id) const { return findNamed(m_targets.stores, id, "store"); }

Broker* FaultInjector::findBroker(const std::string& id) const {
    for (const auto& cluster : m_targets.clusters)
        if (Broker* broker = findNamed(cluster->brokers(), id, "broker")) return broker;
    return nullptr;
}

Topic* FaultInjector::findTopic(const std::string& name) const {
    for (const auto& cluster : m_targets.clusters)
        for (const auto& topic : cluster->topics())
            if (names(name, "topic", topic->declaration->name)) return topic.get();
    return nullptr;
}

bool FaultInjector::isKnown(const model::Fault& fault) const {
    const auto isElement = [this](const std::string& id) { return findService(id) || findStore(id) || findBroker(id); };
    const auto& action = fault.action;
    if (const auto* slow = std::get_if<model::SlowElement>(&action)) return isElement(slow->element);
    if (const auto* fail = std::get_if<model::FailElement>(&action)) return isElement(fail->element);
    if (const auto* outage = std::get_if<model::OutageElement>(&action)) return isElement(outage->element);
    if (const auto* kill = std::get_if<model::KillPod>(&action)) return findService(kill->service) != nullptr;
    if (const auto* remove = std::get_if<model::DeletePod>(&action)) return findService(remove->service) != nullptr;
    if (const auto* scale = std::get_if<model::ScaleService>(&action)) return findService(scale->service) != nullptr;
    if (const auto* node = std::get_if<model::KillNode>(&action)) return m_targets.platform.hasNode(node->node);
    if (const auto* poison = std::get_if<model::PoisonMessages>(&action)) return findTopic(poison->topic) != nullptr;
    if (const auto* hot = std::get_if<model::HotKey>(&action)) return findTopic(hot->topic) != nullptr;
    if (const auto* surge = std::get_if<model::Surge>(&action)) return findNamed(m_targets.clients, surge->client, "client") != nullptr;
    if (const auto* kill = std::get_if<model::KillBroker>(&action))
        return findBroker(kill->cluster + "/" + std::to_string(kill->broker)) != nullptr;
    return true;
}

bool FaultInjector::schedule(const model::Fault& fault) {
    if (!isKnown(fault)) return false;
    const std::uint64_t index = m_faults.size();
    m_faults.push_back({fault, 0});
    const Instant at = std::max(fault.at, m_context.kernel.now());
    m_context.kernel.schedule(at, *this, Begin, index);
    if (fault.length) m_context.kernel.schedule(at + *fault.length, *this, End, index);
    return true;
}

void FaultInjector::onEvent(std::uint32_t code, std::uint64_t index) {
    Active& active = m_faults[index];
    for (const auto& client : m_targets.clients) client->catchUp();  // what was sent before the fault is not touched by it
    tell(active.fault, code == Begin);
    apply(active, code == Begin);
    for (const auto& client : m_targets.clients) client->replan();
}

void FaultInjector::apply(Active& active, bool begins) {
    const auto& action = active.fault.action;
    if (const auto* partition = std::get_if<model::PartitionNetwork>(&action)) {
        Network& network = m_context.network;
        if (begins)
            active.cut = network.cut(network.sideOf(partition->a),
                                     partition->b.empty() ? std::nullopt : std::optional(network.sideOf(partition->b)));
        else
            network.heal(active.cut);
    } else if (const auto* outage = std::get_if<model::OutageElement>(&action)) {
        set(*outage, begins, active);
    } else if (const auto* pod = std::get_if<model::KillPod>(&action)) {
        if (begins) m_targets.platform.killPods(findService(pod->service)->name(), pod->count);
    } else if (const auto* deleted = std::get_if<model::DeletePod>(&action)) {
        if (begins) m_targets.platform.deletePods(findService(deleted->service)->name(), deleted->count);
    } else if (const auto* scaled = std::get_if<model::ScaleService>(&action)) {
        if (begins) m_targets.platform.scale(findService(scaled->service)->name(), scaled->replicas);
    } else if (const auto* node = std::get_if<model::KillNode>(&action)) {
        begins ? m_targets.platform.killNode(node->node) : m_targets.platform.restoreNode(node->node);
    } else {
        std::visit(
            [&](const auto& typed) {
                if constexpr (requires { set(typed, begins); }) set(typed, begins);
            },
            action);
    }
}

void FaultInjector::set(const model::SlowElement& slow, bool begins) {
    const double factor = begins ? slow.factor : 1;
    if (Service* service = findService(slow.element)) service->setSlowness(factor);
    else if (Store* store = findStore(slow.element)) store->setSlowness(factor);
    else if (Broker* broker = findBroker(slow.element)) broker->setSlowness(factor);
}

void FaultInjector::set(const model::FailElement& fail, bool begins) {
    const double probability = begins ? fail.probability : 0;
    if (Service* service = findService(fail.element)) service->setFailProbability(probability);
    else if (Store* store = findStore(fail.element)) store->setFailProbability(probability);
}

void FaultInjector::set(const model::OutageElement& outage, bool begins, Active& active) {
    if (Store* store = findStore(outage.element)) store->setOutage(begins);
    Service* const service = findService(outage.element);
    if (service == nullptr) return;
    service->setOutage(begins);
    m_targets.platform.setHung(service->name(), begins);
    // A process that hangs sends nothing either: no answers, no fetches, no heartbeats, no records.
    Network& network = m_context.network;
    if (begins)
        active.cut = network.cut(network.sideOf("service/" + service->name()), std::nullopt);
    else
        network.heal(active.cut);
}

void FaultInjector::set(const model::KillBroker& kill, bool begins) {
    for (const auto& cluster : m_targets.clusters) {
        if (cluster->name() != kill.cluster) continue;
        const model::BrokerIndex broker{static_cast<std::uint32_t>(kill.broker)};
        begins ? cluster->killBroker(broker) : cluster->restartBroker(broker);
    }
}

void FaultInjector::forBrokersIn(const std::string& zone, const std::function<void(Cluster&, Broker&)>& act) {
    const std::uint16_t index = m_context.network.zoneIndex(zone);
    for (const auto& cluster : m_targets.clusters)
        for (const auto& broker : cluster->brokers())
            if (broker->place().zone == index) act(*cluster, *broker);
}

void FaultInjector::set(const model::KillZone& kill, bool begins) {
    forBrokersIn(kill.zone, [begins](Cluster& cluster, Broker& broker) {
        begins ? cluster.killBroker(broker.index()) : cluster.restartBroker(broker.index());
    });
    const std::uint16_t index = m_context.network.zoneIndex(kill.zone);
    for (const auto& store : m_targets.stores)
        if (store->place().zone == index) store->setOutage(begins);
    begins ? m_targets.platform.killZoneNodes(kill.zone) : m_targets.platform.restoreZoneNodes(kill.zone);
}

void FaultInjector::set(const model::Surge& surge, bool begins) {
    findNamed(m_targets.clients, surge.client, "client")->setFactor(begins ? surge.factor : 1);
}

void FaultInjector::set(const model::PoisonMessages& poison, bool begins) {
    findTopic(poison.topic)->poisonFraction = begins ? poison.fraction : 0;
}

void FaultInjector::set(const model::HotKey& hot, bool begins) { findTopic(hot.topic)->hotKeyFraction = begins ? hot.fraction : 0; }

void FaultInjector::tell(const model::Fault& fault, bool begins) {
    trace::Event event;
    event.kind = begins ? "fault.began" : "fault.ended";
    event.severity = begins ? "error" : "info";
    event.element = faultElement(fault);
    event.summary = (begins ? "fault: " : "fault over: ") + describe(fault);
    event.reason.rule = "fault";
    event.reason.result = describe(fault);
    event.reason.sentence = event.summary + (fault.location.file.empty() ? " (injected by command)" : " (the scenario says so)");
    event.reason.source = fault.location.file.empty() ? "command" : "scenario";
    m_context.observatory.event(std::move(event));
}

}  // namespace headroom::sim
