#include "model/topology/topology_graph.h"

#include <algorithm>
#include <stdexcept>

#include "model/topology/activity_graph.h"
#include "model/topology/placement.h"

namespace headroom::model {

const char* name(Relation relation) {
    switch (relation) {
        case Relation::Calls: return "calls";
        case Relation::Stores: return "stores in";
        case Relation::Misses: return "falls back on";
        case Relation::Publishes: return "publishes to";
        case Relation::Feeds: return "feeds";
        case Relation::DeadLetters: return "dead-letters to";
        case Relation::Runs: return "runs";
        case Relation::Hosts: return "hosts";
        case Relation::Replicates: return "is replicated on";
    }
    return "";
}

/// Fills a graph; connections of elements that don't exist are left out.
class TopologyBuilder {
public:
    explicit TopologyBuilder(TopologyGraph& graph) : m_graph(graph) {}

    void build(const Scenario& scenario) {
        addElements(scenario);
        addWork(ActivityGraph(scenario));
        for (const Service& service : scenario.services)
            for (const Listener& listener : service.listeners)
                connect("service/" + service.name, groupElementId(listener, service), Relation::Runs);
        addPlaces(scenario);
        addKafka(scenario);
    }

private:
    void add(ElementKind kind, const std::string& prefix, const std::string& elementName) {
        const std::string id = prefix + elementName;
        if (m_graph.m_byId.emplace(id, m_graph.m_elements.size()).second) m_graph.m_elements.push_back({id, kind, elementName});
    }

    void addElements(const Scenario& scenario) {
        for (const Zone& zone : scenario.zones) add(ElementKind::Zone, "zone/", zone.name);
        for (const NodeGroup& nodes : scenario.nodes) add(ElementKind::Nodes, "node/", nodes.name);
        for (const Client& client : scenario.clients) add(ElementKind::Client, "client/", client.name);
        for (const Service& service : scenario.services) add(ElementKind::Service, "service/", service.name);
        for (const Store& store : scenario.stores) add(ElementKind::Store, "store/", store.name);
        for (const KafkaCluster& cluster : scenario.clusters) {
            add(ElementKind::Cluster, "cluster/", cluster.name);
            for (int i = 0; i < cluster.brokers; ++i) add(ElementKind::Broker, "broker/", cluster.name + "/" + std::to_string(i));
        }
        for (const Topic& topic : scenario.topics) add(ElementKind::Topic, "topic/", topic.name);
        for (const Service& service : scenario.services)
            for (const Listener& listener : service.listeners)
                add(ElementKind::Group, "group/", groupElementId(listener, service).substr(6));
    }

    void connect(const std::string& from, const std::string& to, Relation relation, const EdgeStep* step = nullptr) {
        const auto source = m_graph.findElement(from);
        const auto target = m_graph.findElement(to);
        if (!source || !target) return;
        const auto [found, isNew] = m_edges.try_emplace({*source, *target, relation}, m_graph.m_edges.size());
        if (isNew) m_graph.m_edges.push_back({*source, *target, relation, {}});
        if (step != nullptr) m_graph.m_edges[found->second].steps.push_back(*step);
    }

    static Relation relationOf(Causation::Kind kind) {
        switch (kind) {
            case Causation::Kind::Call: return Relation::Calls;
            case Causation::Kind::Store:
            case Causation::Kind::Dedup:
            case Causation::Kind::OutboxRow: return Relation::Stores;
            case Causation::Kind::Miss: return Relation::Misses;
            case Causation::Kind::Publish: return Relation::Publishes;
            case Causation::Kind::DeadLetter: return Relation::DeadLetters;
            case Causation::Kind::Deliver:
            case Causation::Kind::Poll: return Relation::Feeds;
        }
        return Relation::Calls;
    }

    void addWork(const ActivityGraph& work) {
        for (const Causation& causation : work.causations()) {
            if (causation.kind == Causation::Kind::Poll) continue;
            const Activity& from = work.activities()[causation.from];
            const Activity& to = work.activities()[causation.to];
            const EdgeStep step = edgeStep(from, causation);
            const bool hasStep = causation.kind == Causation::Kind::Call || causation.kind == Causation::Kind::Store ||
                                 causation.kind == Causation::Kind::Publish || causation.kind == Causation::Kind::OutboxRow;
            connect(from.element, to.element, relationOf(causation.kind), hasStep ? &step : nullptr);
        }
    }

    static EdgeStep edgeStep(const Activity& from, const Causation& causation) {
        EdgeStep result;
        result.activity = from.id;
        if (causation.step >= from.steps().size()) return result;
        const Step& step = from.steps()[causation.step];
        result.probability = step.probability;
        result.location = step.location;
        if (const auto* call = std::get_if<CallStep>(&step.action)) result.ignoreFailure = call->ignoreFailure;
        if (const auto* store = std::get_if<StoreStep>(&step.action)) result.ignoreFailure = store->ignoreFailure;
        if (const auto* publish = std::get_if<PublishStep>(&step.action))
            result.asynchronous = causation.kind == Causation::Kind::Publish && publish->via != PublishStep::Via::Direct;
        return result;
    }

    void addPlaces(const Scenario& scenario) {
        for (const Client& client : scenario.clients) connect("zone/" + client.zone, "client/" + client.name, Relation::Hosts);
        for (const Service& service : scenario.services) {
            for (const Zone& zone : scenario.zones)
                if (service.zones.empty() || std::ranges::find(service.zones, zone.name) != service.zones.end())
                    connect("zone/" + zone.name, "service/" + service.name, Relation::Hosts);
            for (const NodeGroup& nodes : scenario.nodes)
                connect("node/" + nodes.name, "service/" + service.name, Relation::Hosts);
        }
        for (const Store& store : scenario.stores) connect("zone/" + store.zone, "store/" + store.name, Relation::Hosts);
    }

    void addKafka(const Scenario& scenario) {
        for (const KafkaCluster& cluster : scenario.clusters)
            for (int i = 0; i < cluster.brokers; ++i) {
                const std::string broker = "broker/" + cluster.name + "/" + std::to_string(i);
                connect("cluster/" + cluster.name, broker, Relation::Hosts);
                if (!cluster.zones.empty())
                    connect("zone/" + cluster.zones[static_cast<std::size_t>(i) % cluster.zones.size()], broker, Relation::Hosts);
            }
        for (const Topic& topic : scenario.topics) {
            const KafkaCluster* cluster = clusterOf(topic, scenario);
            if (cluster == nullptr) continue;
            connect("cluster/" + cluster->name, "topic/" + topic.name, Relation::Hosts);
            const int copies = std::min(cluster->brokers, topic.partitions + topic.replicas - 1);
            for (int i = 0; i < copies; ++i)
                connect("topic/" + topic.name, "broker/" + cluster->name + "/" + std::to_string(i), Relation::Replicates);
        }
    }

    TopologyGraph& m_graph;
    std::map<std::tuple<std::size_t, std::size_t, Relation>, std::size_t> m_edges;
};

TopologyGraph::TopologyGraph(const Scenario& scenario) {
    TopologyBuilder(*this).build(scenario);
}

std::optional<std::size_t> TopologyGraph::findElement(const std::string& id) const {
    const auto found = m_byId.find(id);
    if (found == m_byId.end()) return std::nullopt;
    return found->second;
}

const TopologyElement& TopologyGraph::element(const std::string& id) const {
    const auto found = findElement(id);
    if (!found) throw std::logic_error("topology: no element " + id);
    return m_elements[*found];
}

const TopologyEdge* TopologyGraph::findEdge(const std::string& from, const std::string& to, Relation relation) const {
    const auto source = findElement(from);
    const auto target = findElement(to);
    if (!source || !target) return nullptr;
    const auto found = std::ranges::find_if(
        m_edges, [&](const TopologyEdge& e) { return e.from == *source && e.to == *target && e.relation == relation; });
    return found == m_edges.end() ? nullptr : &*found;
}

}  // namespace headroom::model
