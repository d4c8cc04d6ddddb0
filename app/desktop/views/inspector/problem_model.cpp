#include "app/desktop/views/inspector/problem_model.h"

#include <QFileInfo>
#include <algorithm>

#include "app/desktop/views/inspector/element_places.h"
#include "app/desktop/views/inspector/text_places.h"

namespace headroom::views {

ProblemModel::ProblemModel(const ScenarioDocument& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document) {
    connect(&document, &ScenarioDocument::changed, this, &ProblemModel::refresh);
    refresh();
}

void ProblemModel::refresh() {
    beginResetModel();
    m_problems.clear();
    const model::Document* tree = m_document.tree();
    const ElementPlaces places = tree == nullptr ? ElementPlaces() : ElementPlaces(*tree);
    const TextPlaces text(m_document.text());
    for (const model::Diagnostic& diagnostic : m_document.diagnostics().all()) {
        if (!isWanted(diagnostic.severity)) continue;
        const bool isElsewhere = tree != nullptr && diagnostic.location.file != tree->path();
        const ElementPlace* place = isElsewhere ? nullptr : places.around(text.offsetOf(diagnostic.location.position));
        m_problems.push_back({diagnostic, place == nullptr ? QString() : place->id, isElsewhere});
    }
    std::stable_sort(m_problems.begin(), m_problems.end(), [](const Problem& one, const Problem& other) {
        return one.diagnostic.severity < other.diagnostic.severity;
    });
    endResetModel();
}

int ProblemModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_problems.size());
}

int ProblemModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemModel::text(const Problem& problem, int column) const {
    const model::Diagnostic& found = problem.diagnostic;
    switch (column) {
        case SeverityColumn:
            return found.severity == model::Severity::Error     ? tr("✕ error")
                   : found.severity == model::Severity::Warning ? tr("⚠ warning")
                                                                : tr("i  note");
        case MessageColumn: return QString::fromStdString(found.message + (found.hint.empty() ? "" : "; " + found.hint));
        case ElementColumn: return problem.element;
        default: {
            const QString place = QStringLiteral("%1:%2").arg(found.location.position.line).arg(found.location.position.column);
            return problem.isElsewhere
                       ? QFileInfo(QString::fromStdString(found.location.file)).fileName() + QLatin1Char(':') + place
                       : place;
        }
    }
}

QVariant ProblemModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const Problem& problem = m_problems[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole: return text(problem, index.column());
        case Qt::ToolTipRole: return QString::fromStdString(model::toString(problem.diagnostic));
        case SeverityRole: return static_cast<int>(problem.diagnostic.severity);
        case ElementRole: return problem.element;
        case LineRole: return problem.diagnostic.location.position.line;
        case ColumnRole: return problem.diagnostic.location.position.column;
        case IsElsewhereRole: return problem.isElsewhere;
        default: return {};
    }
}

QVariant ProblemModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    static const QStringList names{tr("Kind"), tr("What is wrong"), tr("Element"), tr("Place")};
    return names.value(section);
}

void ProblemModel::setWanted(model::Severity severity, bool isWanted) {
    m_isWanted[static_cast<std::size_t>(severity)] = isWanted;
    refresh();
}

int ProblemModel::count(model::Severity severity) const {
    const auto& all = m_document.diagnostics().all();
    return static_cast<int>(
        std::count_if(all.begin(), all.end(), [severity](const model::Diagnostic& one) { return one.severity == severity; }));
}

}  // namespace headroom::views
