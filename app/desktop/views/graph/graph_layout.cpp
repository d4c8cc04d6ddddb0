#include "app/desktop/views/graph/graph_layout.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace headroom::views {
namespace {

/// More boxes take dot seconds.
constexpr std::size_t mostForDot = 200;
constexpr int mostTopicsInColumn = 8;

using Layout = std::map<std::string, model::LayoutEntry>;

double snapped(double value) {
    return std::round(value / drawing::grid) * drawing::grid;
}

QSizeF sizeOf(const GraphNode& node) {
    switch (node.kind) {
        case NodeKind::Group: return drawing::group;
        case NodeKind::Topic: return drawing::topic;
        case NodeKind::Broker: return drawing::broker;
        case NodeKind::Zone:
        case NodeKind::Nodes: return {drawing::place.width(), node.isCollapsed ? drawing::header : drawing::place.height()};
        default: return node.isCompact && !node.isCollapsed ? drawing::compactCard : drawing::card;
    }
}

/// Lays out what lies in containers relative to them, the containers among each other, and keeps what the user placed.
class Placing {
public:
    Placing(Graph& graph, const Layout& layout) : m_graph(graph), m_layout(layout), m_index(graph.index()) {
        m_children.resize(graph.nodes.size());
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            GraphNode& node = graph.nodes[i];
            node.rect = QRectF({0, 0}, sizeOf(node));
            const auto parent = m_index.constFind(node.parent);
            if (parent != m_index.constEnd() && !node.parent.isEmpty()) m_children[*parent].push_back(i);
        }
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) arrangeChildren(i);
    }

    BoxDrawing boxes() {
        QHash<std::size_t, std::size_t> boxOf;
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            const GraphNode& node = m_graph.nodes[i];
            if (!isTop(node) || node.kind == NodeKind::Zone || node.kind == NodeKind::Nodes) continue;
            boxOf.insert(i, m_boxes.size());
            m_boxes.push_back(i);
        }
        BoxDrawing result;
        for (const std::size_t i : m_boxes) result.boxes.push_back(blockOf(i).size());
        std::set<std::pair<std::size_t, std::size_t>> known;
        for (const GraphEdge& edge : m_graph.edges) {
            const std::size_t from = boxOf.value(top(m_index.value(edge.from)));
            const std::size_t to = boxOf.value(top(m_index.value(edge.to)));
            const std::pair arrow{from, to};
            const bool leadsBack = edge.relation == model::Relation::DeadLetters;
            if (from != to && !leadsBack && known.insert(arrow).second) result.arrows.push_back(arrow);
        }
        return result;
    }

    void apply(const std::vector<QPointF>& corners) {
        QPointF least(1e9, 1e9);
        for (const QPointF& corner : corners) least = {std::min(least.x(), corner.x()), std::min(least.y(), corner.y())};
        for (std::size_t i = 0; i < m_boxes.size(); ++i) {
            const QPointF corner = corners[i] - least;
            moveTo(m_boxes[i], {snapped(corner.x()), snapped(corner.y())});
        }
        sortTopics();
        placeByUser();
        makeRoom();
        placePlaces();
        for (GraphNode& node : m_graph.nodes) node.origin = node.rect.topLeft();
        fitContainers(m_graph);
    }

private:
    bool isTop(const GraphNode& node) const { return node.parent.isEmpty() || !m_index.contains(node.parent); }
    std::size_t top(std::size_t node) const {
        const GraphNode& one = m_graph.nodes[node];
        return isTop(one) ? node : m_index.value(one.parent);
    }

    /// Everything of a top node, its children included, as they lie now.
    QRectF blockOf(std::size_t node) const {
        QRectF all = m_graph.nodes[node].rect;
        for (const std::size_t child : m_children[node]) all = all.united(m_graph.nodes[child].rect);
        return all;
    }

    void moveTo(std::size_t node, const QPointF& corner) { moveBy(node, corner - m_graph.nodes[node].rect.topLeft()); }
    void moveBy(std::size_t node, const QPointF& by) {
        m_graph.nodes[node].rect.translate(by);
        for (const std::size_t child : m_children[node]) m_graph.nodes[child].rect.translate(by);
    }

    void arrangeChildren(std::size_t container) {
        GraphNode& node = m_graph.nodes[container];
        if (node.kind != NodeKind::Cluster) {
            double y = node.rect.bottom();
            for (const std::size_t child : m_children[container]) {
                m_graph.nodes[child].rect.moveTopLeft({node.rect.x(), y});
                y = m_graph.nodes[child].rect.bottom();
            }
            return;
        }
        if (!node.isCollapsed) arrangeCluster(container);
    }

    std::vector<std::size_t> childrenOfKind(std::size_t container, NodeKind kind) const {
        std::vector<std::size_t> found;
        for (const std::size_t child : m_children[container])
            if (m_graph.nodes[child].kind == kind) found.push_back(child);
        return found;
    }

    /// Topics in columns, brokers in rows below them.
    void arrangeCluster(std::size_t container) {
        const auto topics = childrenOfKind(container, NodeKind::Topic);
        const auto brokers = childrenOfKind(container, NodeKind::Broker);
        const int count = static_cast<int>(topics.size());
        const int rows = std::max(mostTopicsInColumn, static_cast<int>(std::ceil(std::sqrt(count * 3.0))));
        const int columns = std::max(1, (count + rows - 1) / rows);
        const double topicStep = drawing::topic.height() + drawing::gap;
        for (int i = 0; i < count; ++i) {
            const int column = i / rows;
            m_graph.nodes[topics[static_cast<std::size_t>(i)]].rect.moveTopLeft(
                {drawing::padding + column * (drawing::topic.width() + drawing::gap), drawing::header + (i % rows) * topicStep});
        }
        const double y = drawing::header + std::min(count, rows) * topicStep;
        const double width = columns * (drawing::topic.width() + drawing::gap);
        const int fit = std::max(1, static_cast<int>(width / (drawing::broker.width() + drawing::gap)));
        for (std::size_t i = 0; i < brokers.size(); ++i) {
            const int column = static_cast<int>(i) % fit;
            const int row = static_cast<int>(i) / fit;
            m_graph.nodes[brokers[i]].rect.moveTopLeft({drawing::padding + column * (drawing::broker.width() + drawing::gap),
                                                        y + row * (drawing::broker.height() + drawing::gap)});
        }
        QRectF all(0, 0, drawing::topic.width(), drawing::header);
        for (const std::size_t child : m_children[container]) all = all.united(m_graph.nodes[child].rect);
        m_graph.nodes[container].rect = QRectF(0, 0, all.right() + drawing::padding, all.bottom() + drawing::padding);
    }

    /// Within a cluster, topics stand in the order of what they are connected with.
    void sortTopics() {
        QHash<QString, QPair<double, int>> heights;
        for (const GraphEdge& edge : m_graph.edges) {
            const double weight = edge.relation == model::Relation::DeadLetters ? 1e4 : 0;
            note(heights[edge.to], m_graph.nodes[m_index.value(edge.from)].rect.center().y() + weight);
            note(heights[edge.from], m_graph.nodes[m_index.value(edge.to)].rect.center().y());
        }
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            if (!m_graph.nodes[i].isContainer()) continue;
            auto topics = childrenOfKind(i, NodeKind::Topic);
            std::vector<QRectF> seats;
            seats.reserve(topics.size());
            for (const std::size_t topic : topics) seats.push_back(m_graph.nodes[topic].rect);
            std::ranges::stable_sort(topics, {}, [&](std::size_t topic) {
                const auto [sum, count] = heights.value(m_graph.nodes[topic].id, {0, 1});
                return sum / count;
            });
            for (std::size_t t = 0; t < topics.size(); ++t) m_graph.nodes[topics[t]].rect = seats[t];
        }
    }
    static void note(QPair<double, int>& height, double y) {
        height.first += y;
        ++height.second;
    }

    void placeByUser() {
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            GraphNode& node = m_graph.nodes[i];
            const auto entry = m_layout.find(node.id.toStdString());
            if (entry == m_layout.end() || !entry->second.x || node.kind == NodeKind::Group) continue;
            moveTo(i, {*entry->second.x, *entry->second.y});
            node.isPlaced = true;
        }
    }

    /// What nobody placed gives way to what somebody did.
    void makeRoom() {
        std::vector<QRectF> taken;
        for (const std::size_t box : m_boxes)
            if (m_graph.nodes[box].isPlaced) taken.push_back(blockOf(box));
        if (taken.empty()) return;
        for (const std::size_t box : m_boxes) {
            if (m_graph.nodes[box].isPlaced) continue;
            for (std::size_t tries = 0; tries <= taken.size(); ++tries) {
                const QRectF mine = blockOf(box);
                const auto hit = std::ranges::find_if(taken, [&](const QRectF& other) { return other.intersects(mine); });
                if (hit == taken.end()) break;
                moveBy(box, {0, snapped(hit->bottom() + 3 * drawing::grid - mine.top())});
            }
        }
    }

    /// Zones and nodes in a row below everything.
    void placePlaces() {
        QRectF all;
        for (const std::size_t box : m_boxes) all = all.united(blockOf(box));
        QPointF next(snapped(all.left()), snapped(all.bottom() + 56));
        for (std::size_t i = 0; i < m_graph.nodes.size(); ++i) {
            GraphNode& node = m_graph.nodes[i];
            if ((node.kind != NodeKind::Zone && node.kind != NodeKind::Nodes) || node.isPlaced) continue;
            node.rect.moveTopLeft(next);
            next.rx() += node.rect.width() + 2 * drawing::padding;
        }
    }

    Graph& m_graph;
    const Layout& m_layout;
    QHash<QString, std::size_t> m_index;
    std::vector<std::vector<std::size_t>> m_children;
    std::vector<std::size_t> m_boxes;
};

}  // namespace

void GraphLayout::place(Graph& graph, const Layout& layout) {
    Placing placing(graph, layout);
    BoxDrawing drawing = placing.boxes();
    if (!m_hasLast || drawing.boxes != m_lastDrawing.boxes || drawing.arrows != m_lastDrawing.arrows) {
        auto corners = drawing.boxes.size() <= mostForDot ? dotLayout(drawing) : std::nullopt;
        m_lastCorners = corners ? std::move(*corners) : plainLayout(drawing);
        m_lastDrawing = std::move(drawing);
        m_hasLast = true;
    }
    placing.apply(m_lastCorners);
}

void fitContainers(Graph& graph) {
    const auto index = graph.index();
    for (GraphNode& node : graph.nodes) {
        const auto found = index.constFind(node.parent);
        if (node.parent.isEmpty() || found == index.constEnd()) continue;
        GraphNode& parent = graph.nodes[*found];
        if (!parent.isContainer()) continue;
        parent.rect = parent.rect.united(node.rect.adjusted(-drawing::padding, -drawing::header, drawing::padding, drawing::padding));
    }
}

}  // namespace headroom::views
