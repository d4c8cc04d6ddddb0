#pragma once

#include <QObject>

#include "app/desktop/views/graph/graph_model.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/selection.h"
#include "app/desktop/views/trace_source.h"

namespace headroom::views {

/// Takes out of a selection what no longer exists: after an edit, a step back, another file, another trace. While the text has a
/// syntax error everything stays.
class SelectionPruner : public QObject {
    Q_OBJECT

public:
    /// All outlive it. Made after the graph, so that it sees what the graph has made of a change.
    SelectionPruner(const ScenarioDocument& document, const GraphModel& graph, const TraceSource& source, Selection& selection,
                    QObject* parent = nullptr);

private:
    void prune();

    const ScenarioDocument& m_document;
    const GraphModel& m_graph;
    const TraceSource& m_source;
    Selection& m_selection;
};

}  // namespace headroom::views
