#pragma once

#include <QLabel>
#include <QToolButton>
#include <QWidget>

#include "app/desktop/charts/chart_stack.h"

namespace headroom::desktop {

/// Figures over time of what is selected, or of the whole system: a bar to choose charts, and the charts.
class ChartsPanel : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    ChartsPanel(const views::TraceSource& source, views::Playhead& playhead, views::Selection& selection, ThemeStore& themes,
                QWidget* parent = nullptr);

    views::ChartBoard& board() { return m_board; }
    ChartStack& stack() { return *m_stack; }
    /// One line under the bar: that something was written, or why not.
    void say(const QString& message, bool isError);
    QString message() const { return m_message->text(); }

private:
    void setupBar();
    void setupChooser();
    void describe();

    const views::TraceSource& m_source;
    views::Selection& m_selection;
    ThemeStore& m_themes;
    views::ChartBoard m_board;
    ChartStack* m_stack = nullptr;
    QLabel* m_scope = nullptr;
    QLabel* m_message = nullptr;
    QLabel* m_empty = nullptr;
    QToolButton* m_reset = nullptr;
    QWidget* m_bar = nullptr;
};

}  // namespace headroom::desktop
