#include "app/desktop/views/selection_pruner.h"

#include <algorithm>

#include "app/desktop/views/inspector/element_places.h"

namespace headroom::views {

SelectionPruner::SelectionPruner(const ScenarioDocument& document, const GraphModel& graph, const TraceSource& source,
                                 const RunLibrary& runs, Selection& selection, QObject* parent)
    : QObject(parent), m_document(document), m_graph(graph), m_source(source), m_runs(runs), m_selection(selection) {
    connect(&document, &ScenarioDocument::changed, this, &SelectionPruner::prune);
    connect(&source, &TraceSource::begun, this, &SelectionPruner::prune);
    connect(&runs, &RunLibrary::changed, this, &SelectionPruner::prune);
}

/// Drawn, in the trace, or in one of those that can be compared.
bool SelectionPruner::isSeen(const QString& element) const {
    const std::string id = element.toStdString();
    const auto tells = [&id](const KeptRun& run) { return run.shown().findElement(id) != nullptr; };
    return !m_graph.drawnFor(element).isEmpty() || m_source.trace().findElement(id) != nullptr || std::ranges::any_of(m_runs.runs(), tells);
}

void SelectionPruner::prune() {
    QStringList left = m_selection.elements();
    if (m_document.tree() == nullptr || std::ranges::all_of(left, [this](const QString& element) { return isSeen(element); })) return;
    const ElementPlaces places(*m_document.tree());
    left.removeIf([&](const QString& element) { return !isSeen(element) && places.find(element) == nullptr; });
    m_selection.set(left);
}

}  // namespace headroom::views
