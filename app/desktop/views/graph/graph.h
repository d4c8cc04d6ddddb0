#pragma once

#include <QHash>
#include <QRectF>
#include <QString>
#include <QStringList>
#include <cstddef>
#include <vector>

#include "model/topology/topology_graph.h"

namespace headroom::views {

enum class NodeKind { Client, Service, Gateway, Monolith, Store, Cluster, Broker, Topic, Group, Zone, Nodes, Bundle };

/// A thing the canvas draws; known by its id.
struct GraphNode {
    QString id;  ///< as in scenario and trace: "service/transaction"; "bundle/orders-*" for several as one
    NodeKind kind = NodeKind::Service;
    QString name;
    QString parent = {};        ///< what it is drawn in or at: a topic's cluster, a group's service
    QString detail = {};        ///< what there is to say of it at rest: "postgresql", "24 partitions × 3"
    int replicas = 1;      ///< pods, servers, partitions, brokers, nodes
    QString zone = {};          ///< where all of it is; empty: in several or none
    QStringList members = {};   ///< what it stands for or lists: of a bundle, a zone, a collapsed container
    bool isCollapsed = false;
    bool isCompact = false;  ///< takes no requests: its consumer groups say what it does
    bool isPlaced = false;  ///< by the user
    QRectF rect = {};       ///< in drawing units
    QPointF origin = {};    ///< the corner a layout entry means: a container's rect may reach beyond it, around what was moved out
    bool operator==(const GraphNode&) const = default;

    /// Whether it is drawn around others.
    bool isContainer() const { return kind == NodeKind::Cluster && !isCollapsed; }
};

/// What flows from one to another.
struct GraphEdge {
    QString from;
    QString to;
    model::Relation relation = model::Relation::Calls;
    bool asynchronous = false;
    double estimate = 0;  ///< what an analysis expects of it in a second
    double share = 1;     ///< of what its target takes
    bool operator==(const GraphEdge&) const = default;
};

/// Nodes with containers before what they contain, and the edges between those that are drawn.
struct Graph {
    std::vector<GraphNode> nodes;
    std::vector<GraphEdge> edges;

    const GraphNode* find(const QString& id) const;
    GraphNode* find(const QString& id);
    /// Positions of the nodes by id.
    QHash<QString, std::size_t> index() const;
    /// Of everything in it; empty without nodes.
    QRectF bounds() const;
};

/// "Kafka cluster", "consumer group".
QString wordOf(NodeKind kind);

}  // namespace headroom::views
