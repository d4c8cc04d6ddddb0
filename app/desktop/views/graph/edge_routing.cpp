#include "app/desktop/views/graph/edge_routing.h"

#include <algorithm>
#include <cmath>

namespace headroom::views {
namespace {

constexpr int segments = 14;
constexpr double clearance = 24;   ///< what a line needs between two cards to go straight over
constexpr double arrowLength = 7;  ///< the line ends where its arrow begins
constexpr double portGap = 14;

enum class Side { Left, Right };

/// Where one end of an edge may stand.
struct Port {
    std::size_t edge = 0;
    bool isSource = false;
    double towards = 0;  ///< height of the other end
};

double along(const QPointF& from, const QPointF& to) {
    return std::hypot(to.x() - from.x(), to.y() - from.y());
}

QPointF bezier(const EdgePath& path, double t) {
    const double u = 1 - t;
    return u * u * u * path.start + 3 * u * u * t * path.control1 + 3 * u * t * t * path.control2 + t * t * t * path.end;
}

void flatten(EdgePath& path) {
    path.points.reserve(segments + 1);
    for (int i = 0; i <= segments; ++i) {
        path.points.push_back(bezier(path, static_cast<double>(i) / segments));
        const double before = path.lengths.empty() ? 0 : path.lengths.back();
        path.lengths.push_back(i == 0 ? 0 : before + along(path.points[path.points.size() - 2], path.points.back()));
    }
}

struct Sides {
    Side from = Side::Right;
    Side to = Side::Left;
};

Sides sidesOf(const QRectF& from, const QRectF& to) {
    if (to.left() >= from.right() + clearance) return {Side::Right, Side::Left};
    if (to.right() + clearance <= from.left()) return {Side::Left, Side::Right};
    return {Side::Right, Side::Right};
}

class Routing {
public:
    explicit Routing(const Graph& graph) : m_graph(graph), m_index(graph.index()), m_paths(graph.edges.size()) {}

    std::vector<EdgePath> result() {
        m_sides.resize(m_graph.edges.size());
        m_ports.resize(m_graph.nodes.size() * 2);
        for (std::size_t i = 0; i < m_graph.edges.size(); ++i) addPorts(i);
        for (std::size_t i = 0; i < m_ports.size(); ++i) assign(m_graph.nodes[i / 2].rect, i % 2 == 0 ? Side::Left : Side::Right, m_ports[i]);
        for (std::size_t i = 0; i < m_paths.size(); ++i) bend(m_paths[i], m_sides[i]);
        return std::move(m_paths);
    }

private:
    void addPorts(std::size_t edge) {
        const std::size_t from = m_index.value(m_graph.edges[edge].from);
        const std::size_t to = m_index.value(m_graph.edges[edge].to);
        const QRectF& source = m_graph.nodes[from].rect;
        const QRectF& target = m_graph.nodes[to].rect;
        m_sides[edge] = sidesOf(source, target);
        portsOf(from, m_sides[edge].from).push_back({edge, true, target.center().y()});
        portsOf(to, m_sides[edge].to).push_back({edge, false, source.center().y()});
    }

    std::vector<Port>& portsOf(std::size_t node, Side side) { return m_ports[node * 2 + (side == Side::Left ? 0 : 1)]; }

    void assign(const QRectF& rect, Side side, std::vector<Port>& ports) {
        if (ports.empty()) return;
        std::ranges::stable_sort(ports, {}, &Port::towards);
        const double gap = std::min(portGap, rect.height() * 0.8 / static_cast<double>(ports.size()));
        double y = rect.center().y() - gap * static_cast<double>(ports.size() - 1) / 2;
        const double x = side == Side::Left ? rect.left() : rect.right();
        const double outwards = side == Side::Left ? -arrowLength : arrowLength;
        for (const Port& port : ports) {
            if (port.isSource)
                m_paths[port.edge].start = {x, y};
            else
                m_paths[port.edge].end = {x + outwards, y};
            y += gap;
        }
    }

    static void bend(EdgePath& path, const Sides& sides) {
        const double across = std::abs(path.end.x() - path.start.x());
        const bool isAround = sides.from == sides.to;
        const double reach = isAround ? 40 + std::min(80.0, std::abs(path.end.y() - path.start.y()) * 0.2)
                                      : std::clamp(across * 0.5, 20.0, 320.0);
        path.control1 = path.start + QPointF(sides.from == Side::Right ? reach : -reach, 0);
        path.control2 = path.end + QPointF(sides.to == Side::Right ? reach : -reach, 0);
        flatten(path);
    }

    const Graph& m_graph;
    QHash<QString, std::size_t> m_index;
    std::vector<EdgePath> m_paths;
    std::vector<Sides> m_sides;
    std::vector<std::vector<Port>> m_ports;
};

}  // namespace

QPointF EdgePath::at(double distance) const {
    if (points.empty()) return {};
    const auto after = std::ranges::upper_bound(lengths, distance);
    if (after == lengths.begin()) return points.front();
    if (after == lengths.end()) return points.back();
    const auto i = static_cast<std::size_t>(after - lengths.begin());
    const double span = lengths[i] - lengths[i - 1];
    const double share = span > 0 ? (distance - lengths[i - 1]) / span : 0;
    return points[i - 1] + share * (points[i] - points[i - 1]);
}

std::vector<EdgePath> routeEdges(const Graph& graph) {
    return Routing(graph).result();
}

}  // namespace headroom::views
