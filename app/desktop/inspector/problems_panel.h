#pragma once

#include <QWidget>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/inspector/problem_model.h"
#include "app/desktop/views/selection.h"

class QLabel;
class QToolButton;
class QTreeView;

namespace headroom::desktop {

/// What is wrong with the scenario, as a list whose entries lead to the element and to the place in the text.
class ProblemsPanel : public QWidget {
    Q_OBJECT

public:
    /// All of these outlive the panel.
    ProblemsPanel(views::ScenarioDocument& document, views::Selection& selection, ThemeStore& themes, QWidget* parent = nullptr);

    QTreeView* list() const { return m_list; }
    const views::ProblemModel& problems() const { return m_model; }
    QSize sizeHint() const override { return {640, 160}; }

signals:
    /// Enter or a double click on one that stands in the scenario's own text.
    void placeChosen(headroom::model::SourcePosition position);

private:
    void setupFilters();
    void setupList();
    void showCounts();
    void choose(const QModelIndex& index);

    views::ScenarioDocument& m_document;
    views::Selection& m_selection;
    ThemeStore& m_themes;
    views::ProblemModel m_model;
    QTreeView* m_list;
    QLabel* m_nothing;
    QToolButton* m_filters[3] = {};
};

}  // namespace headroom::desktop
