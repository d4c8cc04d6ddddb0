#pragma once

#include <QObject>

#include "app/desktop/views/compare/run_library.h"
#include "app/desktop/views/graph/graph_model.h"
#include "app/desktop/views/scenario_document.h"
#include "app/desktop/views/selection.h"
#include "app/desktop/views/trace_source.h"

namespace headroom::views {

/// Takes out of a selection what no longer exists: after an edit, a step back, another file, another trace, a run that is kept no longer. While the text has a
/// syntax error everything stays.
class SelectionPruner : public QObject {
    Q_OBJECT

public:
    /// All outlive it. Made after the graph, so that it sees what the graph has made of a change.
    SelectionPruner(const ScenarioDocument& document, const GraphModel& graph, const TraceSource& source, const RunLibrary& runs,
                    Selection& selection, QObject* parent = nullptr);

private:
    void prune();
    bool isSeen(const QString& element) const;

    const ScenarioDocument& m_document;
    const GraphModel& m_graph;
    const TraceSource& m_source;
    const RunLibrary& m_runs;
    Selection& m_selection;
};

}  // namespace headroom::views
