#include "app/desktop/views/graph/graph.h"

#include <algorithm>

namespace headroom::views {

const GraphNode* Graph::find(const QString& id) const {
    const auto found = std::ranges::find(nodes, id, &GraphNode::id);
    return found == nodes.end() ? nullptr : &*found;
}

GraphNode* Graph::find(const QString& id) {
    const auto found = std::ranges::find(nodes, id, &GraphNode::id);
    return found == nodes.end() ? nullptr : &*found;
}

QHash<QString, std::size_t> Graph::index() const {
    QHash<QString, std::size_t> result;
    result.reserve(static_cast<qsizetype>(nodes.size()));
    for (std::size_t i = 0; i < nodes.size(); ++i) result.insert(nodes[i].id, i);
    return result;
}

QRectF Graph::bounds() const {
    QRectF all;
    for (const GraphNode& node : nodes) all = all.united(node.rect);
    return all;
}

QString wordOf(NodeKind kind) {
    switch (kind) {
        case NodeKind::Client: return QStringLiteral("client");
        case NodeKind::Service: return QStringLiteral("service");
        case NodeKind::Gateway: return QStringLiteral("gateway");
        case NodeKind::Monolith: return QStringLiteral("monolith");
        case NodeKind::Store: return QStringLiteral("store");
        case NodeKind::Cluster: return QStringLiteral("Kafka cluster");
        case NodeKind::Broker: return QStringLiteral("broker");
        case NodeKind::Topic: return QStringLiteral("topic");
        case NodeKind::Group: return QStringLiteral("consumer group");
        case NodeKind::Zone: return QStringLiteral("zone");
        case NodeKind::Nodes: return QStringLiteral("nodes");
        case NodeKind::Bundle: return QStringLiteral("several");
    }
    return {};
}

}  // namespace headroom::views
