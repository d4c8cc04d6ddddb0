#include "app/desktop/shell/main_window.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QStatusBar>

#include "app/desktop/lessons/lesson_panel.h"
#include "app/desktop/shell/workbench.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {
namespace {

using desktop::MainWindow;

const QString platform = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");

const char* const small = R"(scenario: small
duration: 20s
clients: {users: {load: constant(10/s), journey: [{call: api.get}]}}
services: {api: {replicas: 1, threads: 10, operations: {get: [{cpu: 1ms}]}}}
)";

struct MainWindowTest : ::testing::Test {
    MainWindow& window() { return driver.window(); }
    bool isShown(const char* dock) { return !window().docks().dock(QLatin1String(dock))->isHidden(); }
    /// Runs the document as fast as possible, to its end.
    void run() {
        driver.lab().control.setSpeed(0);
        driver.trigger("run.start");
        ASSERT_TRUE(driver.waitFor([this] { return driver.lab().session.state() == views::TraceSession::State::Ended; }));
    }

    WindowDriver driver;
};

TEST_F(MainWindowTest, BeginsWithTheWelcomePageAndNothingElse) {
    EXPECT_EQ(window().page(), MainWindow::Page::Welcome);
    EXPECT_FALSE(isShown("inspector"));
    EXPECT_FALSE(isShown("timeline"));
}

TEST_F(MainWindowTest, OpeningAScenarioShowsItAmongItsPanels) {
    driver.answers().path = platform;
    driver.trigger("file.open");
    driver.settle();
    EXPECT_EQ(window().page(), MainWindow::Page::Workbench);
    for (const char* dock : {"components", "inspector", "headroom", "why", "timeline", "charts", "events", "expectations", "problems"})
        EXPECT_TRUE(isShown(dock)) << dock;
    EXPECT_FALSE(isShown("lesson"));
    EXPECT_NE(driver.lab().graph.find(QStringLiteral("service/transaction")), nullptr);
    EXPECT_EQ(driver.lab().recent.files().value(0), platform);
    EXPECT_TRUE(window().windowTitle().contains(QStringLiteral("transaction-platform.yaml")));
}

TEST_F(MainWindowTest, HeadroomIsInFrontUntilSomethingRunsThenTheTimelineIs) {
    driver.answers().path = platform;
    driver.trigger("file.open");
    driver.settle();
    EXPECT_TRUE(window().docks().isInFront(QStringLiteral("headroom")));
    driver.lab().document.startNew(small);
    run();
    driver.settle();
    EXPECT_TRUE(window().docks().isInFront(QStringLiteral("timeline")));
    window().docks().raise(QStringLiteral("charts"));
    driver.settle();
    run();
    EXPECT_TRUE(window().docks().isInFront(QStringLiteral("charts")));
}

TEST_F(MainWindowTest, PagesAndPanelsAreShownAndHidden) {
    driver.trigger("view.workbench");
    EXPECT_EQ(window().page(), MainWindow::Page::Workbench);
    for (const char* dock : {"components", "lesson", "inspector", "headroom", "why", "timeline", "charts", "events", "expectations",
                             "problems"}) {
        const bool before = isShown(dock);
        driver.trigger((std::string("view.") + dock).c_str());
        EXPECT_NE(isShown(dock), before) << dock;
    }
    driver.trigger("view.text");
    EXPECT_TRUE(window().workbench().isTextShown());
    driver.trigger("view.text");
    EXPECT_FALSE(window().workbench().isTextShown());
    driver.trigger("compare.show");
    EXPECT_EQ(window().page(), MainWindow::Page::Compare);
    driver.trigger("view.welcome");
    EXPECT_EQ(window().page(), MainWindow::Page::Welcome);
}

TEST_F(MainWindowTest, PanelsComeBackAsTheyWere) {
    driver.trigger("view.workbench");
    driver.trigger("view.events");
    ASSERT_FALSE(isShown("events"));
    driver.trigger("compare.show");
    EXPECT_FALSE(isShown("inspector"));
    driver.trigger("view.workbench");
    EXPECT_TRUE(isShown("inspector"));
    EXPECT_FALSE(isShown("events"));
}

TEST_F(MainWindowTest, EveryRunCanBeCompared) {
    driver.lab().document.startNew(small);
    run();
    run();
    EXPECT_EQ(driver.lab().runs.runs().size(), 2U);
}

TEST_F(MainWindowTest, ARecordingBringsItsScenario) {
    driver.lab().document.startNew(small);
    run();
    driver.answers().path = driver.folder().filePath(QStringLiteral("run.headroom"));
    driver.trigger("run.saveRecording");
    ASSERT_TRUE(QFile::exists(driver.answers().path));
    driver.lab().document.startNew();
    driver.trigger("file.openRecording");
    ASSERT_TRUE(driver.waitFor([this] { return driver.lab().session.state() == views::TraceSession::State::Ended; }));
    EXPECT_EQ(driver.lab().document.text(), small);
    EXPECT_TRUE(driver.lab().document.title().endsWith(QStringLiteral(", from a recording"))) << driver.lab().document.title().toStdString();
}

TEST_F(MainWindowTest, AHiddenFaultIsInTheRunAndInNoView) {
    driver.trigger("learn.consumer-lag");
    EXPECT_EQ(window().page(), MainWindow::Page::Workbench);
    EXPECT_TRUE(isShown("lesson"));
    run();
    const auto plain = driver.lab().session.trace().footer()->fingerprint;
    driver.find<desktop::LessonPanel>()->hideFault(0, true);
    run();
    EXPECT_NE(driver.lab().session.trace().footer()->fingerprint, plain);
    for (const trace::Event& event : driver.lab().session.trace().events()) EXPECT_NE(event.kind, "fault.began");
}

TEST_F(MainWindowTest, UnsavedWorkKeepsTheWindowOpen) {
    driver.lab().document.set("duration", "2m", QStringLiteral("duration"));
    driver.answers().unsaved = desktop::Dialogs::Unsaved::Cancel;
    window().close();
    EXPECT_TRUE(window().isVisible());
    driver.answers().unsaved = desktop::Dialogs::Unsaved::Discard;
    window().close();
    EXPECT_FALSE(window().isVisible());
}

TEST_F(MainWindowTest, TheSpeedIsRemembered) {
    driver.lab().control.setSpeed(10);
    EXPECT_EQ(desktop::Preferences().values().speed, 10);
}

}  // namespace
}  // namespace headroom::gui
