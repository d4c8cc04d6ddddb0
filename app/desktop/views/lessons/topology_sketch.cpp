#include "app/desktop/views/lessons/topology_sketch.h"

#include <algorithm>
#include <map>
#include <set>

#include "app/presentation/layered_layout.h"

namespace headroom::views {
namespace {

constexpr presentation::LayoutSizes sizes{.nodeWidth = 112, .nodeHeight = 52, .layerGap = 30, .rowGap = 26};

using Pair = std::pair<std::size_t, std::size_t>;

class Sketcher {
public:
    explicit Sketcher(const model::Scenario& scenario) : m_scenario(scenario), m_graph(scenario) {}

    TopologySketch sketch() {
        findDeadLetters();
        addNodes();
        addEdges();
        return laidOut();
    }

private:
    void findDeadLetters() {
        for (const model::TopologyEdge& edge : m_graph.edges())
            if (edge.relation == model::Relation::DeadLetters) m_left.insert(edge.to);
    }

    void addNodes() {
        using Kind = model::ElementKind;
        for (std::size_t i = 0; i < m_graph.elements().size(); ++i) {
            const model::TopologyElement& element = m_graph.elements()[i];
            const bool isDrawn = element.kind == Kind::Client || element.kind == Kind::Service || element.kind == Kind::Store ||
                                 element.kind == Kind::Topic;
            if (!isDrawn || m_left.contains(i)) continue;
            m_drawn[i] = m_sketch.nodes.size();
            m_sketch.nodes.push_back({element.kind, QString::fromStdString(element.name), {}, copiesOf(element)});
        }
        for (const model::TopologyEdge& edge : m_graph.edges())
            if (edge.relation == model::Relation::Runs && m_drawn.contains(edge.from)) m_drawn[edge.to] = m_drawn[edge.from];
    }

    int copiesOf(const model::TopologyElement& element) const {
        if (const model::Service* service = m_scenario.findService(element.name);
            service && element.kind == model::ElementKind::Service)
            return service->deployment.replicas;
        if (const model::Topic* topic = m_scenario.findTopic(element.name); topic && element.kind == model::ElementKind::Topic)
            return topic->partitions;
        return 1;
    }

    void addEdges() {
        using Relation = model::Relation;
        for (const model::TopologyEdge& edge : m_graph.edges()) {
            const bool isRecords = edge.relation == Relation::Publishes || edge.relation == Relation::Feeds;
            const bool isCall =
                edge.relation == Relation::Calls || edge.relation == Relation::Stores || edge.relation == Relation::Misses;
            if ((!isRecords && !isCall) || !m_drawn.contains(edge.from) || !m_drawn.contains(edge.to)) continue;
            const Pair pair{m_drawn[edge.from], m_drawn[edge.to]};
            if (pair.first == pair.second || !m_known.insert(pair).second) continue;
            m_pairs.push_back(pair);
            m_sketch.edges.push_back({{}, isRecords});
        }
    }

    TopologySketch laidOut() {
        const presentation::Layout layout = presentation::layeredLayout(m_sketch.nodes.size(), m_pairs, sizes);
        for (std::size_t i = 0; i < m_sketch.nodes.size(); ++i)
            m_sketch.nodes[i].box = QRectF(layout.nodes[i].x, layout.nodes[i].y, sizes.nodeWidth, sizes.nodeHeight);
        for (std::size_t i = 0; i < m_sketch.edges.size(); ++i)
            for (const presentation::Point& point : layout.edges[i]) m_sketch.edges[i].points.emplace_back(point.x, point.y);
        m_sketch.size = QSizeF(layout.width, layout.height);
        return std::move(m_sketch);
    }

    const model::Scenario& m_scenario;
    model::TopologyGraph m_graph;
    TopologySketch m_sketch;
    std::set<std::size_t> m_left;
    std::map<std::size_t, std::size_t> m_drawn;  ///< graph's element -> node
    std::set<Pair> m_known;
    std::vector<Pair> m_pairs;
};

}  // namespace

TopologySketch sketchOf(const model::Scenario& scenario) {
    return Sketcher(scenario).sketch();
}

}  // namespace headroom::views
