#include "app/desktop/views/graph/graph_folding.h"

#include <algorithm>

namespace headroom::views {
namespace {

bool canBeBundled(const GraphNode& node) {
    switch (node.kind) {
        case NodeKind::Client:
        case NodeKind::Service:
        case NodeKind::Gateway:
        case NodeKind::Monolith:
        case NodeKind::Store: return true;
        default: return false;
    }
}

QString prefixOf(const GraphNode& node) {
    const qsizetype dash = node.name.indexOf(QLatin1Char('-'));
    return canBeBundled(node) && dash > 0 ? node.name.left(dash + 1) : QString();
}

/// Works out which drawn node stands for each node.
class Folding {
public:
    Folding(const Graph& graph, const std::map<std::string, model::LayoutEntry>& layout) : m_graph(graph), m_layout(layout) {}

    Graph result() {
        addBundles();
        for (const GraphNode& node : m_graph.nodes) addNode(node);
        for (const GraphEdge& edge : m_graph.edges) addEdge(edge);
        return std::move(m_folded);
    }

private:
    bool isCollapsed(const QString& id) const {
        const auto found = m_layout.find(id.toStdString());
        return found != m_layout.end() && found->second.isCollapsed;
    }

    void addBundles() {
        for (const QString& prefix : bundlePrefixes(m_graph)) {
            const QString id = QStringLiteral("bundle/%1*").arg(prefix);
            if (!isCollapsed(id)) continue;
            GraphNode bundle{id, NodeKind::Bundle, prefix + QLatin1Char('*')};
            for (const GraphNode& node : m_graph.nodes) {
                if (prefixOf(node) != prefix) continue;
                bundle.members << node.id;
                m_standsFor.insert(node.id, id);
            }
            bundle.replicas = static_cast<int>(bundle.members.size());
            bundle.isCollapsed = true;
            m_folded.nodes.push_back(std::move(bundle));
        }
    }

    void addNode(const GraphNode& node) {
        if (m_standsFor.contains(node.id)) return;
        const QString parent = m_standsFor.value(node.parent, node.parent);
        if (!parent.isEmpty() && (parent != node.parent || isCollapsed(parent))) {
            m_standsFor.insert(node.id, parent);
            if (GraphNode* container = m_folded.find(parent)) container->members << node.id;
            return;
        }
        m_folded.nodes.push_back(node);
        m_folded.nodes.back().isCollapsed = isCollapsed(node.id);
    }

    void addEdge(GraphEdge edge) {
        edge.from = m_standsFor.value(edge.from, edge.from);
        edge.to = m_standsFor.value(edge.to, edge.to);
        if (edge.from == edge.to) return;
        const auto key = qMakePair(edge.from, edge.to);
        const auto known = m_edges.constFind(key);
        if (known == m_edges.constEnd()) {
            m_edges.insert(key, m_folded.edges.size());
            m_folded.edges.push_back(edge);
            return;
        }
        GraphEdge& same = m_folded.edges[*known];
        same.estimate += edge.estimate;
        same.asynchronous = same.asynchronous && edge.asynchronous;
    }

    const Graph& m_graph;
    const std::map<std::string, model::LayoutEntry>& m_layout;
    Graph m_folded;
    QHash<QString, QString> m_standsFor;
    QHash<QPair<QString, QString>, std::size_t> m_edges;
};

}  // namespace

QStringList bundlePrefixes(const Graph& graph, int atLeast) {
    QStringList order;
    QHash<QString, int> counts;
    for (const GraphNode& node : graph.nodes) {
        const QString prefix = prefixOf(node);
        if (!prefix.isEmpty() && counts[prefix]++ == 0) order << prefix;
    }
    order.removeIf([&](const QString& prefix) { return counts[prefix] < atLeast; });
    return order;
}

Graph folded(const Graph& graph, const std::map<std::string, model::LayoutEntry>& layout) {
    return Folding(graph, layout).result();
}

}  // namespace headroom::views
