#pragma once

#include <QLabel>
#include <QTableView>
#include <QTabWidget>
#include <QTimer>
#include <memory>

#include "app/desktop/charts/chart_stack.h"
#include "app/desktop/compare/change_table.h"
#include "app/desktop/compare/run_chooser.h"
#include "app/desktop/views/background_job.h"
#include "app/desktop/views/compare/comparison.h"
#include "app/desktop/views/compare/switchable_trace.h"
#include "app/desktop/views/compare/synchronised_playheads.h"
#include "app/desktop/views/compare/variant_pair.h"

class QTableWidget;

namespace headroom::desktop {

/// Two runs beside each other: a sentence, what they are, what changed in the order in which it matters, charts of both.
class ComparePage : public QWidget {
    Q_OBJECT

public:
    /// All outlive it.
    ComparePage(views::RunLibrary& library, views::Selection& selection, ThemeStore& themes, QWidget* parent = nullptr);

    /// Runs of the library; 0 shows none.
    void setRuns(int a, int b);
    int runA() const { return m_chooserA->run(); }
    int runB() const { return m_chooserB->run(); }
    void swap() { setRuns(runB(), runA()); }
    /// Shows both runs of a pair as they go; they stand in the library as long as the pair lives.
    void showPair(views::VariantPair& pair, const QString& nameA, const QString& nameB);

    const views::TraceSource& traceA() const { return m_traceA; }
    const views::TraceSource& traceB() const { return m_traceB; }
    views::SynchronisedPlayheads& playheads() { return m_playheads; }
    views::ChartBoard& board() { return m_board; }
    ChartStack& charts() { return *m_charts; }
    const views::Comparison& comparison() const { return m_comparison; }
    /// Whether intervals and expectations are still being worked out, off the user's thread.
    bool isComparing() const { return m_job.isRunning(); }
    /// Another way to see the two, such as the drawings side by side or with differences: a tab beside the charts.
    void addView(QWidget* view, const QString& title);
    /// One line under the sentence.
    void say(const QString& message);
    QString message() const { return m_message->text(); }

signals:
    /// comparison() is another; its differences are what the drawing shows.
    void compared();

private:
    void setupHeader();
    void setupTables();
    void setupViews();
    void showRun(int id, views::SwitchableTrace& trace);
    void compareSoon();
    void compare();
    void compareThoroughly();
    void take(views::Comparison comparison);
    void showChanges();
    void showIdentity();

    views::RunLibrary& m_library;
    views::Selection& m_selection;
    ThemeStore& m_themes;
    views::SwitchableTrace m_traceA;
    views::SwitchableTrace m_traceB;
    views::SynchronisedPlayheads m_playheads{m_traceA, m_traceB};
    views::ChartBoard m_board;
    views::Comparison m_comparison;
    QTimer m_pace;  ///< growing traces are compared at most every two seconds
    bool m_isSwitching = false;
    int m_question = 0;  ///< an answer to an older one is dropped
    views::BackgroundJob m_job;
    QWidget* m_header = nullptr;
    RunChooser* m_chooserA = nullptr;
    RunChooser* m_chooserB = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_message = nullptr;
    ChangeTable* m_changes = nullptr;
    QTableView* m_table = nullptr;
    QTableWidget* m_identity = nullptr;
    ChartStack* m_charts = nullptr;
    QTabWidget* m_tables = nullptr;
    QTabWidget* m_views = nullptr;
};

}  // namespace headroom::desktop
