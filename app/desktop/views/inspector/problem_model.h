#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "app/desktop/views/scenario_document.h"

namespace headroom::views {

/// The findings of a document, worst first by place, those of the wanted severities.
class ProblemModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { SeverityColumn, MessageColumn, ElementColumn, PlaceColumn, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole, ElementRole, LineRole, ColumnRole, IsElsewhereRole };

    /// The document outlives it.
    explicit ProblemModel(const ScenarioDocument& document, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    bool isWanted(model::Severity severity) const { return m_isWanted[static_cast<std::size_t>(severity)]; }
    void setWanted(model::Severity severity, bool isWanted);
    /// Of all, wanted or not.
    int count(model::Severity severity) const;

private:
    struct Problem {
        model::Diagnostic diagnostic;
        QString element;  ///< empty when it is of no element, or in another file
        bool isElsewhere = false;
    };
    void refresh();
    QVariant text(const Problem& problem, int column) const;

    const ScenarioDocument& m_document;
    bool m_isWanted[3] = {true, true, true};
    std::vector<Problem> m_problems;
};

}  // namespace headroom::views
