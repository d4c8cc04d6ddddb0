#include "app/desktop/views/graph/graph_model.h"

#include "app/desktop/views/graph/edge_flows.h"
#include "app/desktop/views/graph/graph_builder.h"
#include "app/desktop/views/graph/graph_folding.h"

#include <utility>

namespace headroom::views {
namespace {

bool isEmpty(const model::Scenario* scenario) {
    return scenario == nullptr || (scenario->clients.empty() && scenario->services.empty() && scenario->stores.empty() &&
                                   scenario->clusters.empty() && scenario->zones.empty() && scenario->nodes.empty());
}

}  // namespace

GraphModel::GraphModel(const ScenarioDocument& document, const StaticAnalysis& analysis, const TraceSource& source,
                       QObject* parent)
    : QObject(parent), m_document(document), m_analysis(analysis), m_source(source) {
    connect(&document, &ScenarioDocument::changed, this, &GraphModel::rebuild);
    connect(&analysis, &StaticAnalysis::updated, this, &GraphModel::rebuild);
    connect(&source, &TraceSource::begun, this, [this] {
        if (isEmpty(m_document.scenario().get())) rebuild();
    });
    connect(&source, &TraceSource::grew, this, &GraphModel::takeNewElements);
    rebuild();
}

const GraphNode* GraphModel::find(const QString& id) const {
    const auto found = m_index.constFind(id);
    return found == m_index.constEnd() ? nullptr : &m_graph.nodes[*found];
}

QString GraphModel::drawnFor(const QString& element) const {
    if (m_index.contains(element)) return element;
    for (const GraphNode& node : m_graph.nodes)
        if ((node.isCollapsed || node.kind == NodeKind::Nodes) && node.members.contains(element)) return node.id;
    // A pod, a partition: the service, the topic.
    const trace::Element* traced = m_source.trace().findElement(element.toStdString());
    return traced == nullptr || traced->parent.empty() ? QString() : drawnFor(QString::fromStdString(traced->parent));
}

QStringList GraphModel::childrenOf(const QString& id) const {
    QStringList children;
    for (const GraphNode& node : m_graph.nodes)
        if (node.parent == id) children << node.id;
    return children;
}

QString GraphModel::bundleOf(const QString& element) const {
    if (element.startsWith(QLatin1String("topic/")) || element.startsWith(QLatin1String("group/"))) return {};
    const QString name = element.section(QLatin1Char('/'), 1);
    for (const QString& prefix : m_prefixes)
        if (name.startsWith(prefix)) return QStringLiteral("bundle/%1*").arg(prefix);
    return {};
}

void GraphModel::preview(const QStringList& ids, const QPointF& by) {
    QStringList all = ids;
    for (const QString& id : ids) all << childrenOf(id);
    all.removeDuplicates();
    for (const QString& id : all)
        if (const auto found = m_index.constFind(id); found != m_index.constEnd()) {
            m_graph.nodes[*found].rect.translate(by);
            m_graph.nodes[*found].origin += by;
        }
    for (const QString& id : all) emit changed(id);
    emit edgesChanged();
    emit updated();
}

void GraphModel::takeNewElements() {
    if (m_source.trace().elements().size() != m_tracedElements && isEmpty(m_document.scenario().get())) rebuild();
}

void GraphModel::rebuild() {
    const auto drawn = std::exchange(m_scenario, m_document.scenario());
    const bool isTraced = isEmpty(m_scenario.get());
    // An analysis changes what flows, not what there is.
    const bool isDrawn = !isTraced && drawn == m_scenario && !m_whole.nodes.empty();
    if (isTraced) m_tracedElements = m_source.trace().elements().size();
    if (!isDrawn) m_whole = isTraced ? graphOf(m_source.trace()) : graphOf(*m_scenario);
    const auto result = m_analysis.result();
    if (!isTraced && result != nullptr && result->scenario == m_scenario)
        estimateFlows(m_whole, *m_scenario, result->utilisation.flows);
    m_prefixes = bundlePrefixes(m_whole);
    const std::map<std::string, model::LayoutEntry> none;
    const auto& layout = m_scenario == nullptr ? none : m_scenario->layout;
    Graph graph = folded(m_whole, layout);
    shareOut(graph);
    m_layout.place(graph, layout);
    adopt(std::move(graph));
}

void GraphModel::adopt(Graph graph) {
    const Graph before = std::move(m_graph);
    const auto oldIndex = m_index;
    m_graph = std::move(graph);
    m_index = m_graph.index();
    bool moved = before.edges != m_graph.edges;
    bool any = moved;
    for (const GraphNode& node : before.nodes)
        if (!m_index.contains(node.id)) any = moved = true, emit removed(node.id);
    for (const GraphNode& node : m_graph.nodes) {
        const auto old = oldIndex.constFind(node.id);
        if (old == oldIndex.constEnd()) {
            any = moved = true;
            emit added(node.id);
        } else if (const GraphNode& was = before.nodes[*old]; was != node) {
            any = true;
            moved = moved || was.rect != node.rect;
            emit changed(node.id);
        }
    }
    if (moved) emit edgesChanged();
    if (any) emit updated();
}

}  // namespace headroom::views
