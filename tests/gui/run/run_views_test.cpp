// What the run's views know, without a window.

#include <gtest/gtest.h>

#include "app/desktop/views/run/event_model.h"
#include "app/desktop/views/run/expectations_model.h"
#include "app/desktop/views/run/fault_choices.h"
#include "app/desktop/views/run/run_control.h"
#include "app/desktop/views/run/run_progress.h"
#include "app/desktop/views/run/time_scale.h"
#include "app/desktop/views/run/timeline_model.h"
#include "app/desktop/views/run/watchdog.h"
#include "app/desktop/views/run/why.h"
#include "model/scenario/reader.h"
#include "tests/gui/run/session_fixture.h"
#include "tests/gui/run/told_trace.h"

namespace headroom::views {
namespace {

TEST(TimeScale, MapsBothWays) {
    const TimeScale scale{at(10), at(20), 100, 200};
    EXPECT_DOUBLE_EQ(scale.xOf(at(10)), 100);
    EXPECT_DOUBLE_EQ(scale.xOf(at(15)), 200);
    EXPECT_EQ(scale.at(300), at(20));
    EXPECT_EQ(scale.at(-1e6), at(0));
}

TEST(TimeScale, ZoomsAroundThePointerAndStaysWithinTheRun) {
    const TimeScale whole{at(0), at(100), 0, 1000};
    const TimeScale closer = whole.zoomed(0.5, 500, at(100));
    EXPECT_EQ(closer.from, at(25));
    EXPECT_EQ(closer.to, at(75));
    EXPECT_EQ(closer.at(500), at(50));
    const TimeScale all = closer.zoomed(100, 0, at(100));
    EXPECT_EQ(all.from, at(0));
    EXPECT_EQ(all.to, at(100));
    EXPECT_EQ(whole.zoomed(1e-9, 0, at(100)).to, at(1));
    EXPECT_EQ(closer.moved(1e6, at(100)).to, at(100));
    EXPECT_EQ(closer.showing(at(90), at(100)).to, at(90));
    EXPECT_EQ(closer.showing(at(5), at(100)).from, at(5));
}

TEST(TimeScale, TicksAreNumbersAPersonReads) {
    EXPECT_DOUBLE_EQ(tickSeconds(0.7), 1);
    EXPECT_DOUBLE_EQ(tickSeconds(11), 15);
    EXPECT_DOUBLE_EQ(tickSeconds(50), 60);
    EXPECT_DOUBLE_EQ(tickSeconds(100000), 172800);
}

TEST(Watchdog, SilenceAloneIsNoSignOfHangingWhileTheCpuIsUsed) {
    Watchdog watchdog(5);
    watchdog.begin(0);
    Watchdog::Sight sight{4, 4, 0, true, 1};
    EXPECT_FALSE(watchdog.isHanging(sight));
    sight = {12, 12, 0, true, 6};
    EXPECT_FALSE(watchdog.isHanging(sight)) << "it works";
    sight = {18, 18, 0, true, 6};
    EXPECT_TRUE(watchdog.isHanging(sight)) << "it doesn't any more";
    sight = {19, 0.5, 0, true, 6};
    EXPECT_FALSE(watchdog.isHanging(sight)) << "it spoke";
    sight = {60, 41, 20, true, 6};
    EXPECT_FALSE(watchdog.isHanging(sight)) << "at its speed frames are far apart";
    sight = {99, 99, 0, false, 6};
    EXPECT_FALSE(watchdog.isHanging(sight)) << "nobody waits for it";
}

TEST(RunProgress, TellsShareSpeedAndTimeLeft) {
    RunProgress progress;
    EXPECT_EQ(progress.share(), std::nullopt);
    progress.setDuration(model::Duration::seconds(100));
    progress.note(0, at(0));
    EXPECT_EQ(progress.speed(), std::nullopt);
    progress.note(2, at(20));
    EXPECT_DOUBLE_EQ(progress.share().value(), 0.2);
    EXPECT_DOUBLE_EQ(progress.speed().value(), 10);
    EXPECT_DOUBLE_EQ(progress.secondsLeft().value(), 8);
    progress.standStill();
    EXPECT_EQ(progress.secondsLeft(), std::nullopt);
}

TEST(TimelineModel, PutsEventsIntoLanesAndFaultsIntoSpans) {
    ToldTrace told;
    const TimelineModel model(told);
    told.happen(2, "fault.began", "service/a", "a slowed");
    told.happen(3, "hpa.scaled", "service/a", "4");
    told.happen(4, "hpa.stable", "service/a", "4");
    told.happen(5, "fault.began", "service/b", "b slowed");
    told.happen(5, "fault.began", "service/b", "1 pod(s) of b killed");
    told.happen(6, "fault.ended", "service/a", "a slowed");
    told.tell();
    const auto& faults = model.marks(Lane::Faults);
    ASSERT_EQ(faults.size(), 3U);
    EXPECT_EQ(faults[0].from, at(2));
    EXPECT_EQ(faults[0].to, at(6));
    EXPECT_FALSE(faults[0].isOpen);
    EXPECT_TRUE(faults[1].isOpen);
    EXPECT_FALSE(faults[2].isOpen) << "pods die at an instant";
    EXPECT_EQ(model.marks(Lane::Scaling).size(), 1U);
    EXPECT_EQ(model.visible(Lane::Scaling, at(4), at(9)), (std::pair<std::size_t, std::size_t>(1, 1)));
    EXPECT_EQ(model.visible(Lane::Scaling, at(0), at(9)), (std::pair<std::size_t, std::size_t>(0, 1)));
}

TEST(TimelineModel, AddsUpWhatClientsBegin) {
    ToldTrace told;
    const TimelineModel model(told);
    for (int second = 0; second < 4; ++second) told.frame(second, {10.0 * second, 4.0 * second});
    told.tell();
    EXPECT_EQ(model.offered(), (std::vector<float>{0, 10, 10, 10}));
    EXPECT_EQ(model.completed(), (std::vector<float>{0, 4, 4, 4}));
    EXPECT_FLOAT_EQ(model.most(), 10);
}

TEST(TimelineModel, AddsWhatComesToLightLate) {
    ToldTrace told;
    const TimelineModel model(told);
    told.frame(0, {0, 0});
    told.tell();
    told.discover("client/late", "started", 100);
    told.frame(2, {7, 0});
    told.tell();
    EXPECT_EQ(model.offered(), (std::vector<float>{0, 0, 7})) << "how many had begun before isn't known";
    told.discover("client/late", "completed", 50);
    told.tell();
    EXPECT_EQ(model.completed().size(), 4U);
}

TEST(TraceSource, EverybodyHasForgottenTheOldTraceWhenTheNewOneIsToldOf) {
    ToldTrace told;
    bool isTold = false;
    // The first to hear of it asks all the others, as a window that draws itself does.
    std::function<void()> look;
    QObject::connect(&told, &TraceSource::begun, [&] { look(); });
    const TimelineModel timeline(told);
    const EventModel events(told);
    Playhead playhead(told);
    told.frame(1, {0, 0});
    told.frame(2, {0, 0});
    told.happen(1, "fault.began", "service/a", "slowed for 5s");
    told.tell();
    playhead.moveTo(at(1));
    ASSERT_EQ(timeline.marks(Lane::Faults).size(), 1U);
    ASSERT_EQ(events.rowCount(), 1);
    look = [&] {
        isTold = true;
        EXPECT_TRUE(timeline.marks(Lane::Faults).empty());
        EXPECT_EQ(events.rowCount(), 0);
        EXPECT_TRUE(playhead.isFollowing());
    };
    told.replace();
    EXPECT_TRUE(isTold);
}

TEST(EventModel, FiltersByTextFamilyAndSeverityAndGoesOnGrowing) {
    ToldTrace told;
    EventModel model(told);
    told.happen(1, "hpa.scaled", "service/a", "4");
    told.happen(2, "pod.killed", "pod/a-0", "", "warning");
    told.tell();
    EXPECT_EQ(model.rowCount(), 2);
    EXPECT_EQ(model.families(), (QStringList{QStringLiteral("hpa"), QStringLiteral("pod")}));
    model.setFilter({QStringLiteral("A-0"), {}, 0});
    ASSERT_EQ(model.rowCount(), 1);
    EXPECT_EQ(model.eventAt(0), 1U);
    model.setFilter({{}, {QStringLiteral("hpa")}, 0});
    EXPECT_EQ(model.rowCount(), 1);
    model.setFilter({{}, {}, 1});
    EXPECT_EQ(model.rowCount(), 1);
    told.happen(3, "fault.began", "service/a", "", "error");
    told.happen(4, "hpa.scaled", "service/a", "5");
    told.tell();
    EXPECT_EQ(model.rowCount(), 2);
    EXPECT_EQ(model.rowOf(2), 1);
    EXPECT_EQ(model.rowOf(3), std::nullopt);
    EXPECT_EQ(model.rowAt(at(2)), 0);
    EXPECT_EQ(model.rowAt(at(0)), std::nullopt);
}

TEST(Why, SaysInputsWithTheirUnits) {
    EXPECT_EQ(valueText({"usage", 23.0, "%"}), QStringLiteral("23.0 %"));
    EXPECT_EQ(valueText({"current", 4.0, "replicas"}), QStringLiteral("4 replicas"));
    EXPECT_EQ(valueText({"wait", 0.25, "s"}), QStringLiteral("250 ms"));
    EXPECT_EQ(valueText({"metric", std::string("cpu"), ""}), QStringLiteral("cpu"));
    EXPECT_EQ(wordsOf("currentReplicas"), QStringLiteral("current replicas"));
}

TEST(Why, FindsTheDecisionsAboutAnElementAndItsParts) {
    ToldTrace told;
    told.happen(1, "hpa.scaled", "service/a", "4");
    told.happen(2, "pod.killed", "pod/a-0", "");
    told.happen(3, "hpa.scaled", "service/b", "2");
    told.happen(4, "hpa.stable", "service/a", "4");
    const QString a = QStringLiteral("service/a");
    told.happen(5, "hpa.scaled", "service/a", "5");
    EXPECT_EQ(decisionsAbout(told.trace(), a), (std::vector<std::size_t>{0, 4}));
    EXPECT_EQ(decisionsAbout(told.trace(), QStringLiteral("pod/a-0")), (std::vector<std::size_t>{1}));
    EXPECT_EQ(decisionsAbout(told.trace(), {}), (std::vector<std::size_t>{0, 1, 2, 4}));
    EXPECT_EQ(lastDecision(told.trace(), a, at(9)), 4U);
    EXPECT_EQ(lastDecision(told.trace(), a, at(0)), std::nullopt);
    EXPECT_EQ(neighbour(told.trace(), a, 4, -1), 0U);
    EXPECT_EQ(neighbour(told.trace(), a, 4, 1), std::nullopt);
    EXPECT_EQ(neighbour(told.trace(), {}, 3, 1), 4U);
    EXPECT_EQ(neighbour(told.trace(), {}, 3, -1), 2U);
}

model::Expectation claimOf(const char* metric, double atLeast, std::optional<model::MetricQuery::Window> window) {
    model::Expectation claim;
    claim.query = {model::MetricQuery::Statistic::Last, "client/users", metric, {}, window, {}};
    claim.comparison = model::Expectation::Comparison::AtLeast;
    claim.reference = atLeast;
    return claim;
}

TEST(Expectations, StandAsFarAsTheRunHasCome) {
    ToldTrace told;
    const auto late = claimOf("started", 5, model::MetricQuery::Window{at(2), at(4)});
    EXPECT_EQ(standingOf(late, told.trace()).standing, Standing::NotYet);
    told.frame(0, {0, 0});
    told.frame(1, {1, 0});
    EXPECT_EQ(standingOf(late, told.trace()).standing, Standing::NotYet);
    told.frame(2, {2, 0});
    told.frame(3, {3, 0});
    EXPECT_EQ(standingOf(late, told.trace()).standing, Standing::FailsSoFar);
    EXPECT_EQ(standingOf(claimOf("started", 2, {}), told.trace()).standing, Standing::HoldsSoFar);
    told.frame(4, {6, 0});
    EXPECT_EQ(standingOf(late, told.trace()).standing, Standing::Holds);
    told.end();
    EXPECT_EQ(standingOf(claimOf("started", 7, {}), told.trace()).standing, Standing::Fails);
    auto tooShort = late;
    tooShort.notEvaluated = "the run is too short";
    EXPECT_EQ(standingOf(tooShort, told.trace()).standing, Standing::NotEvaluated);
}

TEST(FaultChoices, FitTheElementAndAreWhatAScenarioTakes) {
    const model::ReadResult read = model::readScenario(platformScenario.toStdString());
    ASSERT_TRUE(read.scenario.has_value());
    for (const char* id : {"service/transaction", "pod/transaction-0", "store/ledger", "broker/main/1", "cluster/main",
                           "node/worker/0", "zone/zone-a", "topic/transaction-initiated", "client/users"}) {
        const auto choices = faultChoices(QLatin1String(id), &*read.scenario);
        EXPECT_FALSE(choices.empty()) << id;
        for (const FaultChoice& choice : choices) {
            model::ReadOptions options;
            options.settings.push_back({"faults", "[" + faultAt(choice, at(90), 3).toStdString() + "]"});
            const model::ReadResult with = model::readScenario(platformScenario.toStdString(), options);
            ASSERT_TRUE(with.scenario.has_value()) << id << ' ' << choice.fault.toStdString();
            ASSERT_EQ(with.scenario->faults.size(), 1U);
            EXPECT_EQ(with.scenario->faults[0].at, at(90));
        }
    }
    EXPECT_TRUE(faultChoices(QStringLiteral("group/audit"), &*read.scenario).empty());
    EXPECT_TRUE(faultChoices(QStringLiteral("link/a→b"), &*read.scenario).empty());
    for (const FaultChoice& choice : faultChoices(QStringLiteral("broker/main/1"), &*read.scenario)) {
        EXPECT_NE(choice.id, QStringLiteral("fail"));
        EXPECT_NE(choice.id, QStringLiteral("outage"));
    }
}

class RunControlTest : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(document.open(smallScenario).value_or(QString()).toStdString(), ""); }

    ScenarioDocument document;
    TraceSession session;
    TraceSession branch;
    Playhead playhead{session};
    RunControl control{document, session, branch, playhead};
};

TEST_F(RunControlTest, AddsAFaultToTheScenarioWhileNothingRuns) {
    const auto choices = faultChoices(QStringLiteral("client/users"), document.scenario().get());
    EXPECT_EQ(control.effect(), RunControl::Effect::AddToScenario);
    control.apply(choices.front(), at(30));
    control.apply(choices.front(), at(40));
    ASSERT_TRUE(document.isScenarioCurrent()) << document.text();
    ASSERT_EQ(document.scenario()->faults.size(), 2U);
    EXPECT_EQ(document.scenario()->faults[1].at, at(40));
    document.undo();
    document.undo();
    EXPECT_FALSE(document.isModified());
}

TEST_F(RunControlTest, InjectsIntoTheRunAndBranchesFromItsPast) {
    const auto choices = faultChoices(QStringLiteral("service/station"), document.scenario().get());
    control.setSpeed(0);
    control.step();
    ASSERT_TRUE(waitForFrames(session, 2));
    EXPECT_EQ(control.effect(), RunControl::Effect::Inject);
    control.apply(choices.back(), {}, 3);
    session.step(8);
    ASSERT_TRUE(waitForFrames(session, 10));
    EXPECT_EQ(commandsUntil(session.trace(), model::Instant::never()).size(), 3U);
    playhead.moveTo(at(4));
    EXPECT_EQ(control.effect(), RunControl::Effect::Branch);
    QSignalSpy branched(&control, &RunControl::branched);
    control.apply(choices.front(), {});
    EXPECT_EQ(branched.count(), 1);
    ASSERT_TRUE(waitForEnd(branch));
    EXPECT_EQ(branch.message().toStdString(), "");
    EXPECT_EQ(branch.trace().footer()->outcome, "completed");
    const auto did = commandsUntil(branch.trace(), model::Instant::never());
    EXPECT_EQ(did[did.size() - 2].at, at(4));
    EXPECT_EQ(did[did.size() - 2].decision.words.toStdString(), "inject {kill: pod/station}");
}

TEST_F(RunControlTest, RefusesToRunAScenarioWithErrors) {
    document.replaceText("scenario: x\nservces: {}\n", QStringLiteral("typing"));
    QSignalSpy refused(&control, &RunControl::refused);
    control.start();
    EXPECT_EQ(refused.count(), 1);
    EXPECT_EQ(session.state(), TraceSession::State::Idle);
}

TEST_F(RunControlTest, RemembersTheSpeedAndStepsThroughAll) {
    control.setSpeed(0.1);
    for (const double expected : {1.0, 10.0, 60.0, 0.0, 0.0}) {
        control.faster();
        EXPECT_EQ(control.speed(), expected);
    }
    control.slower();
    EXPECT_EQ(RunControl(document, session, branch, playhead).speed(), 60);
}

}  // namespace
}  // namespace headroom::views
