#include "app/desktop/views/selection_pruner.h"

#include <algorithm>

#include "app/desktop/views/inspector/element_places.h"

namespace headroom::views {

SelectionPruner::SelectionPruner(const ScenarioDocument& document, const GraphModel& graph, const TraceSource& source,
                                 Selection& selection, QObject* parent)
    : QObject(parent), m_document(document), m_graph(graph), m_source(source), m_selection(selection) {
    connect(&document, &ScenarioDocument::changed, this, &SelectionPruner::prune);
    connect(&source, &TraceSource::begun, this, &SelectionPruner::prune);
}

void SelectionPruner::prune() {
    const auto isUnseen = [this](const QString& element) {
        return m_graph.drawnFor(element).isEmpty() && m_source.trace().findElement(element.toStdString()) == nullptr;
    };
    QStringList left = m_selection.elements();
    if (m_document.tree() == nullptr || std::ranges::none_of(left, isUnseen)) return;
    const ElementPlaces places(*m_document.tree());
    left.removeIf([&](const QString& element) { return isUnseen(element) && places.find(element) == nullptr; });
    m_selection.set(left);
}

}  // namespace headroom::views
