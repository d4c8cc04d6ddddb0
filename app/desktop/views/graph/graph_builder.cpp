#include "app/desktop/views/graph/graph_builder.h"

#include <algorithm>
#include <optional>

#include "model/topology/placement.h"

namespace headroom::views {
namespace {

using model::ElementKind;
using model::Relation;

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

NodeKind kindOf(const model::TopologyElement& element, const model::Scenario& scenario) {
    switch (element.kind) {
        case ElementKind::Client: return NodeKind::Client;
        case ElementKind::Store: return NodeKind::Store;
        case ElementKind::Cluster: return NodeKind::Cluster;
        case ElementKind::Broker: return NodeKind::Broker;
        case ElementKind::Topic: return NodeKind::Topic;
        case ElementKind::Group: return NodeKind::Group;
        case ElementKind::Zone: return NodeKind::Zone;
        case ElementKind::Nodes: return NodeKind::Nodes;
        case ElementKind::Service: break;
    }
    const model::Service* service = scenario.findService(element.name);
    if (service != nullptr && service->role == model::Service::Role::Gateway) return NodeKind::Gateway;
    return service != nullptr && service->role == model::Service::Role::Monolith ? NodeKind::Monolith : NodeKind::Service;
}

QString storeWord(model::Store::Kind kind) {
    switch (kind) {
        case model::Store::Kind::PostgreSql: return QStringLiteral("PostgreSQL");
        case model::Store::Kind::MongoDb: return QStringLiteral("MongoDB");
        case model::Store::Kind::Redis: return QStringLiteral("Redis");
        case model::Store::Kind::Other: break;
    }
    return QStringLiteral("store");
}

void describeStore(GraphNode& node, const model::Store& store) {
    node.replicas = store.servers;
    node.detail = storeWord(store.kind);
    node.zone = text(store.zone);
}

void describeTopic(GraphNode& node, const model::Topic& topic, const model::Scenario& scenario) {
    node.replicas = topic.partitions;
    node.detail = QStringLiteral("%1 partitions × %2").arg(topic.partitions).arg(topic.replicas);
    if (topic.partitions == 1) node.detail = QStringLiteral("1 partition × %1").arg(topic.replicas);
    if (const model::KafkaCluster* cluster = clusterOf(topic, scenario)) node.parent = QStringLiteral("cluster/") + text(cluster->name);
}

void describeService(GraphNode& node, const model::Service& service) {
    node.replicas = service.deployment.replicas;
    node.isCompact = service.operations.empty() && !service.listeners.empty();
    if (service.zones.size() == 1) node.zone = text(service.zones.front());
    if (service.hpa) node.detail = QStringLiteral("%1–%2").arg(service.hpa->minReplicas).arg(service.hpa->maxReplicas);
}

void describeBroker(GraphNode& node, const model::Scenario& scenario) {
    const QString cluster = node.name.section(QLatin1Char('/'), 0, 0);
    node.parent = QStringLiteral("cluster/") + cluster;
    if (const model::KafkaCluster* found = scenario.findCluster(cluster.toStdString()))
        node.zone = text(zoneOf(*found, node.name.section(QLatin1Char('/'), -1).toInt()));
}

/// What the scenario says of a node beyond its name.
void describe(GraphNode& node, const model::Scenario& scenario) {
    const std::string name = node.name.toStdString();
    switch (node.kind) {
        case NodeKind::Store: return describeStore(node, *scenario.findStore(name));
        case NodeKind::Topic: return describeTopic(node, *scenario.findTopic(name), scenario);
        case NodeKind::Service:
        case NodeKind::Gateway:
        case NodeKind::Monolith: return describeService(node, *scenario.findService(name));
        case NodeKind::Client: node.zone = text(scenario.findClient(name)->zone); return;
        case NodeKind::Cluster: node.replicas = scenario.findCluster(name)->brokers; return;
        case NodeKind::Broker: return describeBroker(node, scenario);
        case NodeKind::Nodes: {
            const auto found = std::ranges::find(scenario.nodes, name, &model::NodeGroup::name);
            node.replicas = found->count;
            node.detail = QStringLiteral("%1 CPU each").arg(found->cpu.cores());
            for (int i = 0; i < found->count; ++i) node.members << QStringLiteral("node/%1/%2").arg(node.name).arg(i);
            return;
        }
        case NodeKind::Zone:
        case NodeKind::Group:
        case NodeKind::Bundle: return;
    }
}

bool isDrawn(Relation relation) {
    return relation != Relation::Runs && relation != Relation::Hosts && relation != Relation::Replicates;
}

void addRelation(Graph& graph, const model::TopologyEdge& edge) {
    if (isDrawn(edge.relation)) {
        GraphEdge drawn{graph.nodes[edge.from].id, graph.nodes[edge.to].id, edge.relation};
        drawn.asynchronous = edge.relation == Relation::Publishes || edge.relation == Relation::Feeds ||
                             edge.relation == Relation::DeadLetters;
        graph.edges.push_back(std::move(drawn));
    }
    GraphNode& to = graph.nodes[edge.to];
    GraphNode& from = graph.nodes[edge.from];
    if (edge.relation == Relation::Runs && to.parent.isEmpty()) to.parent = from.id;
    if (edge.relation == Relation::Hosts && from.kind == NodeKind::Zone) from.members << to.id;
}

/// Containers before their contents.
int rankOf(const GraphNode& node) {
    if (node.kind == NodeKind::Zone || node.kind == NodeKind::Nodes) return 0;
    if (node.kind == NodeKind::Cluster) return 1;
    return node.parent.isEmpty() ? 2 : 3;
}

void sortContainersFirst(Graph& graph) {
    std::ranges::stable_sort(graph.nodes, {}, rankOf);
}

std::optional<NodeKind> tracedKind(const std::string& kind) {
    if (kind == "client") return NodeKind::Client;
    if (kind == "service") return NodeKind::Service;
    if (kind == "store") return NodeKind::Store;
    if (kind == "cluster") return NodeKind::Cluster;
    if (kind == "broker") return NodeKind::Broker;
    if (kind == "topic") return NodeKind::Topic;
    if (kind == "group") return NodeKind::Group;
    return std::nullopt;
}

}  // namespace

Graph graphOf(const model::Scenario& scenario) {
    const model::TopologyGraph topology(scenario);
    Graph graph;
    for (const model::TopologyElement& element : topology.elements()) {
        GraphNode node{text(element.id), kindOf(element, scenario), text(element.name)};
        describe(node, scenario);
        graph.nodes.push_back(std::move(node));
    }
    for (const model::TopologyEdge& edge : topology.edges()) addRelation(graph, edge);
    sortContainersFirst(graph);
    return graph;
}

Graph graphOf(const trace::MemoryTrace& trace) {
    Graph graph;
    for (const trace::Element& element : trace.elements()) {
        if (const auto kind = tracedKind(element.kind))
            graph.nodes.push_back({text(element.id), *kind, text(element.name), text(element.parent)});
        const QStringList parts = text(element.id).split(QLatin1Char('/'));
        if (element.kind != "partitionOfGroup" || parts.size() != 4) continue;
        const GraphEdge feeds{QStringLiteral("topic/") + parts[2], QStringLiteral("group/") + parts[1], Relation::Feeds, true};
        if (std::ranges::find(graph.edges, feeds) == graph.edges.end()) graph.edges.push_back(feeds);
    }
    sortContainersFirst(graph);
    return graph;
}

}  // namespace headroom::views
