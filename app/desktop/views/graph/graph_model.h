#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

#include "app/desktop/views/graph/graph.h"
#include "app/desktop/views/graph/graph_layout.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/static_analysis.h"
#include "app/desktop/views/trace_source.h"

namespace headroom::views {

/// What the canvas draws: the document's scenario, or where it has no element, what the trace tells of. Says by id what came, went
/// and changed, so that a view follows without starting anew.
class GraphModel : public QObject {
    Q_OBJECT

public:
    /// All outlive it.
    GraphModel(const ScenarioDocument& document, const StaticAnalysis& analysis, const TraceSource& source,
               QObject* parent = nullptr);

    /// As drawn: collapsed things are one node, and every node has its rectangle.
    const Graph& graph() const { return m_graph; }
    /// Null when it isn't drawn.
    const GraphNode* find(const QString& id) const;
    /// The node that is drawn for an element: itself, or what it is collapsed into; empty when there is none.
    QString drawnFor(const QString& element) const;
    QStringList childrenOf(const QString& id) const;
    /// "orders-" and the like, under which components can be drawn as one.
    const QStringList& prefixes() const { return m_prefixes; }
    /// The bundle an element would go into ("bundle/orders-*"); empty where it stands alone.
    QString bundleOf(const QString& element) const;

    /// Shows nodes, with what they contain, somewhere else for as long as a drag lasts; the document stays as it is.
    void preview(const QStringList& ids, const QPointF& by);
    /// Back to where the document says they are.
    void endPreview() { rebuild(); }

signals:
    void added(const QString& id);
    void removed(const QString& id);
    /// Another place, name or detail.
    void changed(const QString& id);
    /// Edges or their ends are others.
    void edgesChanged();
    /// After any of the above.
    void updated();

private:
    void rebuild();
    void adopt(Graph graph);
    void takeNewElements();

    const ScenarioDocument& m_document;
    const StaticAnalysis& m_analysis;
    const TraceSource& m_source;
    std::shared_ptr<const model::Scenario> m_scenario;
    std::size_t m_tracedElements = 0;  ///< when the trace was last drawn
    Graph m_whole;
    Graph m_graph;
    QHash<QString, std::size_t> m_index;
    QStringList m_prefixes;
    GraphLayout m_layout;
};

}  // namespace headroom::views
