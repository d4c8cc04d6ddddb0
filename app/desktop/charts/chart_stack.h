#pragma once

#include <QScrollArea>
#include <QTimer>
#include <vector>

#include "app/desktop/charts/chart_view.h"

namespace headroom::desktop {

/// The charts of a board above each other, on one time axis.
class ChartStack : public QScrollArea {
    Q_OBJECT

public:
    /// All outlive it.
    ChartStack(views::ChartBoard& board, views::Playhead& playhead, const ThemeStore& themes, QWidget* parent = nullptr);

    const std::vector<ChartView*>& charts() const { return m_views; }
    ChartView* findChart(views::ChartKind kind) const;
    /// The one that has the focus, else the first; null without any.
    ChartView* currentChart() const;
    views::ChartInteraction& interaction() { return m_interaction; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void rearrange();
    void refresh();
    void refreshCursors();

    views::ChartBoard& m_board;
    views::ChartInteraction m_interaction;
    const ThemeStore& m_themes;
    std::vector<ChartView*> m_views;
    QWidget* m_column = nullptr;
    QTimer m_pace;  ///< growth is drawn at most ten times a second
};

}  // namespace headroom::desktop
