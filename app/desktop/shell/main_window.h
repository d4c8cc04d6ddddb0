#pragma once

#include <QMainWindow>

#include "app/desktop/shell/dialogs.h"
#include "app/desktop/shell/docks.h"
#include "app/desktop/shell/file_desk.h"
#include "app/desktop/shell/file_safety.h"
#include "app/desktop/shell/lab.h"

class QLabel;
class QStackedWidget;
class QToolBar;

namespace headroom::desktop {

class CommandPalette;
class ComparePage;
class EventLog;
class InspectorPanel;
class LessonPanel;
class ProblemsPanel;
class TimelineView;
class WelcomePage;
class WhyPanel;
class Workbench;

/// The window: pages in the middle, panels around them. Makes the parts and connects them; does nothing itself.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Both outlive it.
    MainWindow(Lab& lab, Dialogs& dialogs, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// What is in the middle.
    enum class Page { Welcome, Workbench, Compare };
    Page page() const;
    void showPage(Page page);
    Workbench& workbench() { return *m_workbench; }
    ComparePage& comparePage() { return *m_compare; }
    Docks& docks() { return m_docks; }
    FileDesk& files() { return *m_files; }
    FileSafety& safety() { return *m_safety; }

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void setupPages();
    void setupActions();
    void setupDocks();
    void setupRunDocks();
    void setupViewActions();
    void setupBars();
    void connectFiles();
    void connectRun();
    void connectLive();
    void connectSelection();
    void showTitle();
    void showElementMenu(const QString& element, const QPoint& at);
    void openLesson(const QString& id);
    void keepRun();
    void drawRecording();

    Lab& m_lab;
    Dialogs& m_dialogs;
    Docks m_docks;
    FileDesk* m_files;
    FileSafety* m_safety;
    QStackedWidget* m_pages = nullptr;
    WelcomePage* m_welcome = nullptr;
    Workbench* m_workbench = nullptr;
    ComparePage* m_compare = nullptr;
    InspectorPanel* m_inspector = nullptr;
    ProblemsPanel* m_problems = nullptr;
    TimelineView* m_timeline = nullptr;
    EventLog* m_events = nullptr;
    WhyPanel* m_why = nullptr;
    LessonPanel* m_lesson = nullptr;
    CommandPalette* m_commands = nullptr;
    QToolBar* m_runBar = nullptr;
    QLabel* m_place = nullptr;  ///< in the status bar: the file and how it is
    bool m_isRecordingFresh = false;
};

}  // namespace headroom::desktop
