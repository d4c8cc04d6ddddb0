// The run's widgets with a real engine, by mouse and keyboard.

#include <gtest/gtest.h>
#include <signal.h>

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>

#include "app/desktop/run/element_menu.h"
#include "app/desktop/run/event_log.h"
#include "app/desktop/run/expectations_panel.h"
#include "app/desktop/run/run_actions.h"
#include "app/desktop/run/timeline_view.h"
#include "app/desktop/run/transport_bar.h"
#include "app/desktop/run/trouble_banner.h"
#include "app/desktop/run/why_panel.h"
#include "tests/gui/run/session_fixture.h"
#include "tests/gui/run/told_trace.h"

namespace headroom::desktop {
namespace {

using views::at;
using views::waitForEnd;
using views::waitForFrames;
using views::waitForState;
using State = views::TraceSession::State;

class RunWindow : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(document.open(views::smallScenario).value_or(QString()).toStdString(), "");
        control.setSpeed(0);
        hooks.chooseRecordingName = [this] { return recording; };
        hooks.showWhy = [this] { whyAsked = true; };
        registerRunActions(actions, control, hooks);
    }
    void trigger(const char* id) { actions.action(QLatin1String(id))->trigger(); }
    bool isEnabled(const char* id) const { return actions.action(QLatin1String(id))->isEnabled(); }
    /// A whole run of the small scenario.
    void run() {
        trigger("run.start");
        ASSERT_TRUE(waitForEnd(session));
        ASSERT_EQ(session.message().toStdString(), "");
    }
    /// A pause after so many frames.
    void runTo(std::size_t frames) {
        trigger("run.step");
        ASSERT_TRUE(waitForFrames(session, 2));
        if (frames > 2) session.step(static_cast<int>(frames) - 2);
        ASSERT_TRUE(waitForFrames(session, frames));
    }

    views::ScenarioDocument document;
    views::TraceSession session;
    views::TraceSession branch;
    views::Playhead playhead{session};
    views::Selection selection;
    ThemeStore themes;
    ActionRegistry actions;
    views::RunControl control{document, session, branch, playhead};
    QString recording;
    RunHooks hooks;
    bool whyAsked = false;
};

using RunActions = RunWindow;

TEST_F(RunActions, StartRunsTheDocument) {
    run();
    EXPECT_EQ(session.trace().header().scenarioText, document.text());
}

TEST_F(RunActions, PauseStandsStillAndGoesOn) {
    control.setSpeed(10);
    EXPECT_FALSE(isEnabled("run.pause"));
    trigger("run.start");
    ASSERT_TRUE(waitForFrames(session, 1));
    trigger("run.pause");
    EXPECT_EQ(session.state(), State::Paused);
    EXPECT_EQ(actions.action(QStringLiteral("run.pause"))->text(), QStringLiteral("Resume"));
    trigger("run.pause");
    EXPECT_EQ(session.state(), State::Running);
}

TEST_F(RunActions, StepGoesOneFrameOn) {
    trigger("run.step");
    ASSERT_TRUE(waitForFrames(session, 2));
    trigger("run.step");
    ASSERT_TRUE(waitForFrames(session, 3));
    EXPECT_EQ(session.state(), State::Paused);
}

TEST_F(RunActions, StopEndsTheRun) {
    control.setSpeed(1);
    trigger("run.start");
    ASSERT_TRUE(waitForFrames(session, 1));
    trigger("run.stop");
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_EQ(session.trace().footer()->outcome, "stopped");
    EXPECT_FALSE(isEnabled("run.stop"));
}

TEST_F(RunActions, FasterAndSlowerChangeTheSpeed) {
    control.setSpeed(1);
    trigger("run.faster");
    EXPECT_EQ(control.speed(), 10);
    trigger("run.slower");
    trigger("run.slower");
    EXPECT_EQ(control.speed(), 0.1);
}

TEST_F(RunActions, FollowGoesToTheNewestFrame) {
    run();
    playhead.moveTo(at(3));
    trigger("run.follow");
    EXPECT_TRUE(playhead.isFollowing());
    EXPECT_EQ(playhead.instant(), session.trace().frames().back().time);
}

TEST_F(RunActions, NextAndPreviousEventMoveThePlayhead) {
    runTo(5);
    session.scale(QStringLiteral("station"), 2);
    session.step(10);
    ASSERT_TRUE(waitForFrames(session, 15));
    playhead.moveTo(at(0));
    trigger("run.nextEvent");
    const model::Instant first = playhead.instant();
    EXPECT_GT(first, at(0));
    trigger("run.nextEvent");
    EXPECT_GT(playhead.instant(), first);
    trigger("run.previousEvent");
    EXPECT_EQ(playhead.instant(), first);
}

TEST_F(RunActions, BranchRunsASecondTimeUpToTheInstant) {
    run();
    playhead.moveTo(at(12));
    trigger("run.branch");
    ASSERT_TRUE(waitForState(branch, State::Paused));
    branch.stop();
    ASSERT_TRUE(waitForEnd(branch));
    EXPECT_EQ(branch.trace().frames().back().time, at(12));
}

TEST_F(RunActions, SaveRecordingKeepsTheRun) {
    const QTemporaryDir folder;
    recording = folder.filePath(QStringLiteral("run.headroom"));
    run();
    const auto fingerprint = views::fingerprintOf(session);
    trigger("run.saveRecording");
    views::TraceSession opened;
    ASSERT_EQ(opened.openRecording(recording), std::nullopt);
    ASSERT_TRUE(waitForEnd(opened));
    EXPECT_EQ(views::fingerprintOf(opened), fingerprint);
}

TEST_F(RunActions, WhyAsksForTheReason) {
    EXPECT_FALSE(isEnabled("run.why"));
    run();
    trigger("run.why");
    EXPECT_TRUE(whyAsked);
}

using TransportBarTest = RunWindow;

TEST_F(TransportBarTest, RunsByKeyboardAndSaysHowItStands) {
    TransportBar bar(control, actions, themes);
    bar.show();
    EXPECT_EQ(bar.stateText(), QStringLiteral("○ ready"));
    auto* start = bar.findChild<QToolButton*>(QStringLiteral("start"));
    start->setFocus();
    QTest::keyClick(start, Qt::Key_Space);
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_EQ(bar.stateText(), QStringLiteral("✓ ended"));
    EXPECT_EQ(bar.findChild<QProgressBar*>(QStringLiteral("progress"))->value(), 1000);
    EXPECT_EQ(bar.findChild<QLabel*>(QStringLiteral("clock"))->text(), QStringLiteral("01:00 of 01:00"));
}

TEST_F(TransportBarTest, SeedAndSpeedAreTheRunsOwn) {
    TransportBar bar(control, actions, themes);
    auto* seed = bar.findChild<QLineEdit*>(QStringLiteral("seed"));
    EXPECT_EQ(seed->placeholderText(), QStringLiteral("7"));
    QTest::keyClicks(seed, QStringLiteral("x11"));
    QTest::keyClick(seed, Qt::Key_Return);
    run();
    EXPECT_EQ(session.trace().header().seed, 11U);
    auto* speed = bar.findChild<QComboBox*>(QStringLiteral("speed"));
    QTest::keyClick(speed, Qt::Key_Up);
    EXPECT_EQ(control.speed(), 60);
    trigger("run.slower");
    EXPECT_EQ(speed->currentText(), QStringLiteral("10×"));
}

TEST_F(TransportBarTest, ChoosesAVariant) {
    ASSERT_FALSE(document.open(views::platformScenario).has_value());
    TransportBar bar(control, actions, themes);
    auto* variant = bar.findChild<QComboBox*>(QStringLiteral("variant"));
    EXPECT_EQ(variant->count(), static_cast<int>(document.variants().size()) + 1);
    QTest::keyClick(variant, Qt::Key_Down);
    EXPECT_EQ(document.variant().toStdString(), document.variants().front());
}

class Shown : public RunWindow {
protected:
    Shown() {
        told.frame(0, {0, 0});
        told.happen(1, "fault.began", "service/a", "slow", "error");
        told.happen(2, "hpa.scaled", "service/a", "4 replicas");
        told.happen(3, "fault.ended", "service/a", "slow");
        told.happen(5, "pod.killed", "pod/a-0", "gone", "warning");
        for (int second = 1; second <= 20; ++second) told.frame(second, {10.0 * second, 9.0 * second});
        told.tell();
    }
    views::ToldTrace told;
    views::Playhead head{told};
};

using TimelineViewTest = Shown;

TEST_F(TimelineViewTest, ScrubsByMouseAndKeys) {
    TimelineView view(told, head, themes);
    view.resize(1000, 260);
    view.show();
    const auto press = [&](double seconds) {
        QTest::mouseClick(
            &view, Qt::LeftButton, {},
            QPoint(static_cast<int>(view.scale().xOf(at(0)) + seconds * (view.scale().xOf(at(1)) - view.scale().xOf(at(0)))),
                   40));
    };
    press(10.5);
    EXPECT_EQ(head.instant(), at(10));
    QTest::keyClick(&view, Qt::Key_Left);
    EXPECT_EQ(head.instant(), at(9));
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_PageUp);
    EXPECT_EQ(head.instant(), at(0));
    QTest::keyClick(&view, Qt::Key_PageDown);
    EXPECT_EQ(head.instant(), at(10));
    QTest::keyClick(&view, Qt::Key_End);
    EXPECT_EQ(head.instant(), at(20));
    QTest::keyClick(&view, Qt::Key_Home);
    EXPECT_EQ(head.instant(), at(0));
    QTest::keyClick(&view, Qt::Key_L);
    EXPECT_TRUE(head.isFollowing());
}

TEST_F(TimelineViewTest, DraggingScrubsAndAMarkTellsItsEvent) {
    TimelineView view(told, head, themes);
    view.resize(1000, 260);
    view.show();
    QTest::mousePress(&view, Qt::LeftButton, {}, QPoint(300, 40));
    const model::Instant before = head.instant();
    QMouseEvent move(QEvent::MouseMove, QPointF(600, 40), QPointF(600, 40), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&view, &move);
    EXPECT_GT(head.instant(), before);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, QPoint(600, 40));
    QSignalSpy activated(&view, &TimelineView::eventActivated);
    const QPoint mark(static_cast<int>(view.scale().xOf(at(2))), static_cast<int>(view.laneCentre(views::Lane::Scaling)));
    QTest::mouseClick(&view, Qt::LeftButton, {}, mark);
    ASSERT_EQ(activated.count(), 1);
    EXPECT_EQ(activated[0][0].value<std::size_t>(), 1U);
    EXPECT_EQ(head.instant(), at(2));
    const double within = (view.scale().xOf(at(1)) + view.scale().xOf(at(3))) / 2;
    EXPECT_EQ(view.eventAt({within, view.laneCentre(views::Lane::Faults)}), 0U);
    EXPECT_EQ(view.eventAt({view.scale().xOf(at(10)), view.laneCentre(views::Lane::Faults)}), std::nullopt);
}

TEST_F(TimelineViewTest, TheWheelZoomsAndADoubleClickShowsAll) {
    TimelineView view(told, head, themes);
    view.resize(1000, 260);
    view.show();
    QWheelEvent wheel(QPointF(500, 40), QPointF(500, 40), {}, QPoint(0, 240), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&view, &wheel);
    EXPECT_LT(view.scale().to - view.scale().from, model::Duration::seconds(14));
    QTest::mouseDClick(&view, Qt::LeftButton, {}, QPoint(500, 40));
    EXPECT_EQ(view.scale().to, at(20));
    EXPECT_EQ(view.scale().from, at(0));
}

using EventLogTest = Shown;

TEST_F(EventLogTest, ChoosingARowShowsItsInstantAndElement) {
    EventLog log(told, head, selection, themes);
    log.resize(900, 300);
    log.show();
    QSignalSpy chosen(&log, &EventLog::eventChosen);
    auto* table = log.findChild<QTableView*>(QStringLiteral("events"));
    table->setFocus();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(log.model().index(1, 2)).center());
    EXPECT_EQ(selection.first(), QStringLiteral("service/a"));
    EXPECT_EQ(head.instant(), at(2));
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Down);
    EXPECT_EQ(selection.first(), QStringLiteral("pod/a-0"));
    EXPECT_EQ(head.instant(), at(5));
    EXPECT_EQ(chosen.back()[0].value<std::size_t>(), 3U);
}

TEST_F(EventLogTest, FiltersByTyping) {
    EventLog log(told, head, selection, themes);
    log.show();
    QTest::keyClicks(log.findChild<QLineEdit*>(QStringLiteral("filter")), QStringLiteral("hpa"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return log.model().rowCount() == 1; }));
    log.findChild<QLineEdit*>(QStringLiteral("filter"))->clear();
    QTest::keyClick(log.findChild<QComboBox*>(QStringLiteral("severity")), Qt::Key_End);
    ASSERT_TRUE(QTest::qWaitFor([&] { return log.model().rowCount() == 1 && log.model().eventAt(0) == 0; }));
    QTest::keyClick(log.findChild<QComboBox*>(QStringLiteral("severity")), Qt::Key_Home);
    log.findChild<QToolButton*>(QStringLiteral("kinds"))->menu()->actions().front()->trigger();
    ASSERT_TRUE(QTest::qWaitFor([&] { return log.model().filter().families == QStringList{QStringLiteral("fault")}; }));
    EXPECT_EQ(log.model().rowCount(), 2);
}

using WhyPanelTest = Shown;

TEST_F(WhyPanelTest, ExplainsTheLastDecisionAboutWhatIsSelected) {
    WhyPanel why(told, head, selection, themes);
    why.show();
    selection.set(QStringLiteral("service/a"));
    EXPECT_EQ(why.explainedEvent(), 2U);
    head.moveTo(at(2));
    EXPECT_EQ(why.explainedEvent(), 1U);
    EXPECT_EQ(why.sentence(), QStringLiteral("hpa.scaled service/a"));
    selection.set(QStringLiteral("service/b"));
    EXPECT_EQ(why.explainedEvent(), std::nullopt);
    EXPECT_FALSE(why.sentence().isEmpty());
}

TEST_F(WhyPanelTest, GoesFromDecisionToDecision) {
    WhyPanel why(told, head, selection, themes);
    why.show();
    why.explain(1);
    head.moveTo(at(10));
    EXPECT_EQ(why.explainedEvent(), 1U) << "what somebody chose stays";
    QTest::mouseClick(why.findChild<QPushButton*>(QStringLiteral("next")), Qt::LeftButton);
    EXPECT_EQ(why.explainedEvent(), 2U);
    EXPECT_EQ(head.instant(), at(3));
    QTest::mouseClick(why.findChild<QPushButton*>(QStringLiteral("previous")), Qt::LeftButton);
    QTest::mouseClick(why.findChild<QPushButton*>(QStringLiteral("toInstant")), Qt::LeftButton);
    EXPECT_EQ(head.instant(), at(2));
    QTest::mouseClick(why.findChild<QPushButton*>(QStringLiteral("toElement")), Qt::LeftButton);
    EXPECT_EQ(selection.first(), QStringLiteral("service/a"));
    EXPECT_EQ(why.explainedEvent(), 1U);
}

using ExpectationsPanelTest = RunWindow;

TEST_F(ExpectationsPanelTest, HoldAsTheRunGoesAndAtItsEnd) {
    ExpectationsPanel panel(session, themes);
    runTo(20);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel.model().count(views::Standing::HoldsSoFar) == 2; }, views::longEnough));
    session.resume();
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_EQ(panel.model().count(views::Standing::Holds), 2);
    EXPECT_EQ(panel.summary(), QStringLiteral("✓ 2 hold"));
}

using ElementMenuTest = RunWindow;

TEST_F(ElementMenuTest, ActsOnTheRunOrTheScenario) {
    const FaultQuestions answers{[](QWidget*, const QString&) { return 4; }, [](QWidget*) { return at(25); }};
    const auto choose = [&](const char* element, const char* id) {
        const std::unique_ptr<QMenu> menu(elementMenu(QLatin1String(element), control, nullptr, answers));
        ASSERT_NE(menu, nullptr);
        menu->findChild<QAction*>(QLatin1String(id))->trigger();
    };
    choose("client/users", "surge");
    ASSERT_TRUE(document.isScenarioCurrent()) << document.text();
    EXPECT_EQ(document.scenario()->faults.at(0).at, at(25));
    runTo(3);
    choose("service/station", "scale");
    const auto last = [&] { return views::commandsUntil(session.trace(), model::Instant::never()).back().decision.words; };
    ASSERT_TRUE(QTest::qWaitFor([&] { return last().startsWith(QStringLiteral("scale")); }, views::longEnough));
    EXPECT_EQ(elementMenu(QStringLiteral("group/nobody"), control, nullptr), nullptr);
}

using TroubleBannerTest = RunWindow;

TEST_F(TroubleBannerTest, OffersToStartADeadOrHangingEngineAgain) {
    TroubleBanner banner(control, themes);
    QWidget* const shown = &banner;
    EXPECT_TRUE(shown->isHidden());
    session.setPatience(0.3);
    control.setSpeed(10);
    trigger("run.start");
    ASSERT_TRUE(waitForFrames(session, 2));
    ::kill(static_cast<pid_t>(session.processId()), SIGKILL);
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_FALSE(shown->isHidden());
    EXPECT_TRUE(banner.text().contains(QStringLiteral("died")));
    QTest::mouseClick(banner.findChild<QPushButton*>(QStringLiteral("restart")), Qt::LeftButton);
    ASSERT_TRUE(waitForFrames(session, 2));
    EXPECT_TRUE(shown->isHidden());
    ::kill(static_cast<pid_t>(session.processId()), SIGSTOP);
    ASSERT_TRUE(waitForState(session, State::NotAnswering));
    EXPECT_FALSE(shown->isHidden());
    QTest::mouseClick(banner.findChild<QPushButton*>(QStringLiteral("stop")), Qt::LeftButton);
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_TRUE(shown->isHidden());
}

TEST_F(TroubleBannerTest, SaysWhatWasRefused) {
    TroubleBanner banner(control, themes);
    runTo(2);
    session.inject(QStringLiteral("{kill: pod/nobody}"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !banner.isHidden(); }, views::longEnough));
    EXPECT_TRUE(banner.text().contains(QStringLiteral("nobody")));
    QTest::mouseClick(banner.findChild<QPushButton*>(QStringLiteral("dismiss")), Qt::LeftButton);
    EXPECT_TRUE(banner.isHidden());
}

}  // namespace
}  // namespace headroom::desktop
