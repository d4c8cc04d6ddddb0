// Elements whose loss nothing makes up for.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/biconnected_components.hpp>

#include "model/topology/activity_graph.h"
#include "model/topology/placement.h"
#include "model/topology/structure.h"

namespace headroom::model {

namespace {

using Undirected = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                         boost::property<boost::edge_index_t, std::size_t>>;

bool isWork(Relation relation) {
    return relation != Relation::Hosts && relation != Relation::Replicates;
}

/// Elements that can't be reached from a client any more when `removed` is gone, though they could before.
std::vector<std::string> cutOff(const TopologyGraph& graph, std::size_t removed) {
    const std::size_t n = graph.elements().size();
    const auto reach = [&](std::size_t without) {
        std::vector<bool> seen(n);
        for (std::size_t i = 0; i < n; ++i) seen[i] = graph.elements()[i].kind == ElementKind::Client && i != without;
        for (bool changed = true; changed;) {
            changed = false;
            for (const TopologyEdge& edge : graph.edges()) {
                if (!isWork(edge.relation) || edge.from == without || edge.to == without || seen[edge.from] == seen[edge.to])
                    continue;
                seen[edge.from] = seen[edge.to] = changed = true;
            }
        }
        return seen;
    };
    const auto before = reach(n);
    const auto after = reach(removed);
    std::vector<std::string> result;
    for (std::size_t i = 0; i < n; ++i)
        if (i != removed && before[i] && !after[i]) result.push_back(graph.elements()[i].id);
    return result;
}

class SinglePoints {
public:
    explicit SinglePoints(const Scenario& scenario) : m_scenario(scenario), m_graph(scenario), m_work(scenario) {}

    std::vector<SinglePoint> find() {
        addArticulationPoints();
        for (const Service& service : m_scenario.services) addService(service);
        for (const Store& store : m_scenario.stores)
            add("store/" + store.name, SinglePoint::Kind::OneInstance,
                fmt::format("store/{} is one instance{}", store.name, store.zone.empty() ? "" : " in " + store.zone));
        for (const KafkaCluster& cluster : m_scenario.clusters) addCluster(cluster);
        for (const Topic& topic : m_scenario.topics) addTopic(topic);
        for (const NodeGroup& nodes : m_scenario.nodes)
            if (nodes.count == 1 && m_scenario.nodes.size() == 1)
                add("node/" + nodes.name, SinglePoint::Kind::OneNode,
                    fmt::format("all pods share the one node of {}", nodes.name));
        return std::move(m_found);
    }

private:
    /// Adds the point with what its loss does.
    void add(const std::string& element, SinglePoint::Kind kind, const std::string& why) {
        const BlastRadius radius = blastRadius(m_scenario, m_graph, m_work, element);
        const bool stops = std::ranges::any_of(radius.stops, [](const std::string& id) { return id.starts_with("client/"); });
        m_found.push_back({element, kind, stops, why, fmt::format("{}; {}", why, radius.sentence)});
    }

    void addArticulationPoints() {
        Undirected work(m_graph.elements().size());
        std::size_t index = 0;
        for (const TopologyEdge& edge : m_graph.edges())
            if (isWork(edge.relation) && edge.from != edge.to) boost::add_edge(edge.from, edge.to, index++, work);
        std::vector<std::size_t> points;
        boost::articulation_points(work, std::back_inserter(points));
        std::ranges::sort(points);
        for (const std::size_t point : points) {
            const TopologyElement& element = m_graph.elements()[point];
            const std::vector<std::string> lost = cutOff(m_graph, point);
            // A group is no thing that fails by itself; its service is.
            if (lost.empty() || element.kind == ElementKind::Client || element.kind == ElementKind::Group) continue;
            add(element.id, SinglePoint::Kind::ArticulationPoint,
                fmt::format("the only way from the clients to {} is {}", fmt::join(lost, ", "), element.id));
        }
    }

    void addService(const Service& service) {
        const std::string element = "service/" + service.name;
        int replicas = service.deployment.replicas;
        if (service.hpa) replicas = std::min(replicas, service.hpa->minReplicas);
        if (service.scaledObject) replicas = std::min(replicas, service.scaledObject->minReplicaCount);
        if (replicas <= 1)
            add(element, SinglePoint::Kind::OneReplica,
                fmt::format(
                    "{} {}", element,
                    replicas == service.deployment.replicas ? "has one replica" : "may be scaled in to one replica or none"));
        if (service.zones.size() == 1 && m_scenario.zones.size() > 1)
            add(element, SinglePoint::Kind::OneZone, fmt::format("all pods of {} are in {}", element, service.zones.front()));
    }

    void addCluster(const KafkaCluster& cluster) {
        const std::string element = "cluster/" + cluster.name;
        if (cluster.brokers == 1) add(element, SinglePoint::Kind::OneBroker, fmt::format("{} is one broker", element));
        if (cluster.brokers > 1 && cluster.zones.size() == 1 && m_scenario.zones.size() > 1)
            add(element, SinglePoint::Kind::OneZone, fmt::format("all brokers of {} are in {}", element, cluster.zones.front()));
    }

    void addTopic(const Topic& topic) {
        const std::string element = "topic/" + topic.name;
        const int inSync = topic.config.minInsyncReplicas;
        const KafkaCluster* cluster = clusterOf(topic, m_scenario);
        if (cluster == nullptr || cluster->brokers == 1) return;
        const std::string broker = "broker/" + cluster->name + "/0";
        const std::string effect = "; " + blastRadius(m_scenario, m_graph, m_work, broker).sentence;
        if (topic.replicas == 1)
            addTopicPoint(
                element, SinglePoint::Kind::NoReplication,
                fmt::format("{} has one replica a partition: a lost broker takes its partitions with it", element), effect);
        else if (inSync >= topic.replicas)
            addTopicPoint(element, SinglePoint::Kind::NoSlackInSync,
                          fmt::format("{} wants {} of {} replicas in sync: one lost broker stops acks=all writes", element, inSync,
                                      topic.replicas),
                          effect);
    }

    void addTopicPoint(const std::string& element, SinglePoint::Kind kind, const std::string& why, const std::string& effect) {
        const BlastRadius radius = blastRadius(m_scenario, m_graph, m_work, element);
        const bool stops = std::ranges::any_of(radius.stops, [](const std::string& id) { return id.starts_with("client/"); });
        m_found.push_back({element, kind, stops, why, why + effect});
    }

    const Scenario& m_scenario;
    TopologyGraph m_graph;
    ActivityGraph m_work;
    std::vector<SinglePoint> m_found;
};

}  // namespace

std::vector<SinglePoint> findSinglePoints(const Scenario& scenario) {
    return SinglePoints(scenario).find();
}

}  // namespace headroom::model
