#include "app/desktop/views/trace_session.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <QProcess>
#include <QTemporaryDir>
#include <algorithm>
#include <random>
#include <thread>

#include "model/trace/ndjson_reader.h"
#include "tests/gui/run/session_fixture.h"

namespace headroom::views {
namespace {

using State = TraceSession::State;

/// As the engine says it without anybody watching.
std::uint64_t plainFingerprint(const QStringList& arguments) {
    QProcess engine;
    engine.start(TraceSession::enginePath(),
                 arguments + QStringList{QStringLiteral("--stream"), QStringLiteral("--lossless-stream")});
    engine.waitForFinished(longEnough);
    trace::MemoryTrace trace;
    trace::NdjsonReader reader(trace);
    reader.feed(engine.readAllStandardOutput().toStdString());
    reader.finish();
    return trace.footer() ? trace.footer()->fingerprint : 0;
}

TEST(TraceSession, RunsToTheEndAndKeepsEveryFrame) {
    TraceSession session;
    QSignalSpy ended(&session, &TraceSession::ended);
    session.start(requestOf(smallScenario));
    EXPECT_EQ(session.state(), State::Running);
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_EQ(session.state(), State::Ended);
    EXPECT_EQ(session.message(), QString());
    EXPECT_EQ(ended.count(), 1);
    ASSERT_TRUE(session.trace().footer().has_value());
    EXPECT_EQ(session.trace().footer()->droppedFrames, 0U);
    EXPECT_EQ(session.trace().footer()->outcome, "completed");
    ASSERT_NE(session.scenario(), nullptr);
    EXPECT_EQ(session.scenario()->name, session.trace().header().scenario);
    EXPECT_EQ(fingerprintOf(session), plainFingerprint({smallScenario}));
}

TEST(TraceSession, WatchingAndScrubbingChangesNoRun) {
    const QStringList shorter{platformScenario, QStringLiteral("--duration"), QStringLiteral("20s")};
    TraceSession session;
    Playhead playhead(session);
    std::mt19937 random(7);
    QObject::connect(&session, &TraceSession::grew, &session, [&] {
        for (int i = 0; i < 20; ++i)
            playhead.moveTo(model::Instant{} + model::Duration::milliseconds(static_cast<std::int64_t>(random() % 20'000)));
        if (random() % 4 == 0) playhead.follow();
    });
    RunRequest request = requestOf(platformScenario);
    request.duration = QStringLiteral("20s");
    session.start(request);
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_EQ(session.trace().frames().size(), 21U);
    EXPECT_NE(fingerprintOf(session), 0U);
    EXPECT_EQ(fingerprintOf(session), plainFingerprint(shorter));
}

TEST(TraceSession, RunsTextThatIsInNoFile) {
    QFile file(smallScenario);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    RunRequest request;
    request.scenarioText = file.readAll().toStdString();
    TraceSession session;
    session.start(request);
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_EQ(session.message(), QString());
    EXPECT_EQ(session.trace().header().scenarioText, request.scenarioText);
    EXPECT_EQ(fingerprintOf(session), plainFingerprint({smallScenario}));
}

TEST(TraceSession, PausesStepsResumesAndStops) {
    TraceSession session;
    RunRequest request = requestOf(smallScenario);
    request.paused = true;
    session.start(request);
    ASSERT_TRUE(waitForFrames(session, 1));
    session.step(3);
    ASSERT_TRUE(waitForFrames(session, 4));
    EXPECT_EQ(session.state(), State::Paused);
    EXPECT_EQ(session.trace().frames().size(), 4U);
    session.setSpeed(5);
    session.resume();
    EXPECT_EQ(session.state(), State::Running);
    ASSERT_TRUE(waitForFrames(session, 6));
    session.stop();
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_EQ(session.state(), State::Ended);
    EXPECT_EQ(session.trace().footer()->outcome, "stopped");
}

TEST(TraceSession, PassesOnWhatTheEngineRefuses) {
    TraceSession session;
    QSignalSpy refused(&session, &TraceSession::commandRefused);
    RunRequest request = requestOf(smallScenario);
    request.paused = true;
    session.start(request);
    session.inject(QStringLiteral("{kill: pod/nobody}"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return refused.count() == 1; }, longEnough));
    EXPECT_TRUE(refused[0][0].toString().contains(QStringLiteral("nobody")));
    EXPECT_EQ(session.state(), State::Paused);
}

TEST(TraceSession, SaysWhatIsWrongWithAScenario) {
    RunRequest request;
    request.scenarioPath = QStringLiteral("sketch.yaml");
    request.scenarioText = "scenario: x\nservces: {}\n";
    TraceSession session;
    session.start(request);
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_EQ(session.state(), State::Failed);
    EXPECT_TRUE(session.message().contains(QStringLiteral("sketch.yaml:2:1: error"))) << session.message().toStdString();
    EXPECT_TRUE(session.message().contains(QStringLiteral("services")));
}

TEST(TraceSession, SaysSoWhenTheEngineIsKilledAndStartsItAgain) {
    TraceSession session;
    RunRequest request = requestOf(smallScenario);
    request.speed = 5;
    session.start(request);
    ASSERT_TRUE(waitForFrames(session, 2));
    ::kill(static_cast<pid_t>(session.processId()), SIGKILL);
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_EQ(session.state(), State::Failed);
    EXPECT_TRUE(session.message().contains(QStringLiteral("died"))) << session.message().toStdString();
    EXPECT_GE(session.trace().frames().size(), 2U);
    EXPECT_EQ(session.trace().footer()->outcome, "interrupted");
    session.restart();
    EXPECT_EQ(session.state(), State::Running);
    ASSERT_TRUE(waitForFrames(session, 2));
}

TEST(TraceSession, NoticesAnEngineThatHangsAndOneThatComesBack) {
    TraceSession session;
    session.setPatience(0.3);
    RunRequest request = requestOf(smallScenario);
    request.speed = 20;
    session.start(request);
    ASSERT_TRUE(waitForFrames(session, 2));
    const auto process = static_cast<pid_t>(session.processId());
    ::kill(process, SIGSTOP);
    ASSERT_TRUE(waitForState(session, State::NotAnswering));
    EXPECT_TRUE(session.isActive());
    EXPECT_FALSE(session.message().isEmpty());
    ::kill(process, SIGCONT);
    ASSERT_TRUE(waitForState(session, State::Running));
    ::kill(process, SIGSTOP);
    ASSERT_TRUE(waitForState(session, State::NotAnswering));
    session.stop();
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_EQ(session.state(), State::Ended);
}

TEST(TraceSession, ReplacesAHangingEngineAtOnce) {
    TraceSession session;
    session.setPatience(0.3);
    RunRequest request = requestOf(smallScenario);
    request.paused = true;
    session.start(request);
    ASSERT_TRUE(waitForFrames(session, 1));
    const auto process = static_cast<pid_t>(session.processId());
    ::kill(process, SIGSTOP);
    session.step(1);
    ASSERT_TRUE(waitForState(session, State::NotAnswering));
    QElapsedTimer clock;
    clock.start();
    session.restart();
    EXPECT_LT(clock.elapsed(), 900);
    EXPECT_EQ(::kill(process, 0), -1);
    ASSERT_TRUE(waitForFrames(session, 1));
}

/// A program that prints a text and stays, or ends with a status.
QString fakeEngine(const QTemporaryDir& folder, const QByteArray& script) {
    const QString path = folder.filePath(QStringLiteral("fake"));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n" + script);
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

TEST(TraceSession, SurvivesEnginesThatSpeakNonsenseGiveUpOrAreNotThere) {
    const struct {
        QByteArray script;
        QString said;
    } cases[] = {
        {"echo '%$&/ no trace'; sleep 600\n", QStringLiteral("no trace")},
        {"head -c 300000 /dev/urandom; exec sleep 600\n", QStringLiteral("no trace")},
        {"echo out of memory >&2; exit 3\n", QStringLiteral("out of memory")},
        {"exit 0\n", QStringLiteral("without a word")},
    };
    for (const auto& [script, said] : cases) {
        const QTemporaryDir folder;
        TraceSession session;
        session.useEngine(fakeEngine(folder, script));
        session.start(requestOf(smallScenario));
        ASSERT_TRUE(waitForEnd(session));
        EXPECT_EQ(session.state(), State::Failed);
        EXPECT_TRUE(session.message().contains(said)) << script.toStdString() << session.message().toStdString();
    }
    TraceSession session;
    session.useEngine(QStringLiteral("/no/such/engine"));
    session.start(requestOf(smallScenario));
    ASSERT_TRUE(waitForEnd(session));
    EXPECT_TRUE(session.message().contains(QStringLiteral("could not be started"))) << session.message().toStdString();
}

TEST(TraceSession, TheEndOfAnEngineIsNotTakenForThatOfTheNext) {
    TraceSession session;
    session.start(requestOf(smallScenario));
    while (session.processId() == 0) std::this_thread::yield();
    // Without the event loop nobody hears of its end yet.
    while (session.processId() != 0) std::this_thread::yield();
    RunRequest request = requestOf(smallScenario);
    request.paused = true;
    session.start(request);
    ASSERT_TRUE(waitForFrames(session, 1));
    session.step(2);
    ASSERT_TRUE(waitForFrames(session, 3));
    EXPECT_EQ(session.state(), State::Paused);
}

TEST(TraceSession, LeavesNoProcessBehind) {
    qint64 process = 0;
    {
        TraceSession session;
        RunRequest request = requestOf(smallScenario);
        request.speed = 0.1;
        session.start(request);
        ASSERT_TRUE(waitForFrames(session, 1));
        process = session.processId();
        EXPECT_EQ(::kill(static_cast<pid_t>(process), 0), 0);
    }
    EXPECT_EQ(::kill(static_cast<pid_t>(process), 0), -1);
}

TEST(TraceSession, BranchesFromTheSameRun) {
    TraceSession session;
    RunRequest request = requestOf(smallScenario);
    request.paused = true;
    request.loadScale = QStringLiteral("60%");
    session.start(request);
    session.step(3);
    ASSERT_TRUE(waitForFrames(session, 4));
    session.inject(QStringLiteral("{surge: client/users, factor: 1.2}"));
    session.step(6);
    ASSERT_TRUE(waitForFrames(session, 10));
    const auto branch = session.branchAt(model::Instant{} + model::Duration::milliseconds(7500),
                                         injectDecision(QStringLiteral("{surge: client/users, factor: 0.1}")));
    ASSERT_TRUE(branch.has_value());
    EXPECT_EQ(branch->pauseAt->ns, 7'000'000'000);
    TraceSession other;
    other.start(*branch);
    ASSERT_TRUE(waitForEnd(other));
    session.stop();
    ASSERT_TRUE(waitForEnd(session));

    const auto started = [](const TraceSession& of) {
        return of.trace().column(of.trace().findSeries("client/users", "started")->index);
    };
    const auto one = started(session);
    const auto two = started(other);
    ASSERT_GT(two.size(), 10U);
    EXPECT_TRUE(std::equal(one.begin(), one.begin() + 8, two.begin()));
    EXPECT_LT(two[9], one[9]);
    EXPECT_EQ(other.trace().footer()->outcome, "completed");
}

TEST(TraceSession, ItsCommandsGiveTheSameRunAgain) {
    TraceSession session;
    RunRequest request = requestOf(smallScenario);
    request.speed = 100;
    session.start(request);
    ASSERT_TRUE(waitForFrames(session, 3));
    session.scale(QStringLiteral("station"), 2);
    session.setSpeed(0);
    ASSERT_TRUE(waitForEnd(session));
    RunRequest again = requestOf(smallScenario);
    again.commands = commandsUntil(session.trace(), model::Instant::never());
    EXPECT_EQ(again.commands.size(), 2U);
    TraceSession other;
    other.start(again);
    ASSERT_TRUE(waitForEnd(other));
    EXPECT_NE(fingerprintOf(session), 0U);
    EXPECT_EQ(fingerprintOf(other), fingerprintOf(session));
}

TEST(TraceSession, SavesOpensAndPlaysRecordings) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("day.headroom"));
    TraceSession session;
    session.start(requestOf(smallScenario));
    ASSERT_TRUE(waitForEnd(session));
    ASSERT_EQ(session.saveRecording(path).value_or(QString()).toStdString(), "");
    EXPECT_TRUE(session.saveRecording(QStringLiteral("/no/such/folder/x.headroom")).has_value());

    TraceSession opened;
    EXPECT_TRUE(opened.openRecording(smallScenario).has_value());
    EXPECT_EQ(opened.state(), State::Idle);
    ASSERT_EQ(opened.openRecording(path), std::nullopt);
    ASSERT_TRUE(waitForEnd(opened));
    TraceSession played;
    played.play(path, 0);
    EXPECT_FALSE(played.canCommand());
    ASSERT_TRUE(waitForEnd(played));
    for (const TraceSession* other : {&opened, &played}) {
        EXPECT_EQ(other->state(), State::Ended) << other->message().toStdString();
        EXPECT_EQ(fingerprintOf(*other), fingerprintOf(session));
        ASSERT_EQ(other->trace().frames().size(), session.trace().frames().size());
        for (const trace::Series& series : session.trace().series()) {
            EXPECT_EQ(other->trace().column(series.index), session.trace().column(series.index));
            EXPECT_EQ(other->trace().sketches(series.index).size(), session.trace().sketches(series.index).size());
        }
        EXPECT_EQ(other->trace().events().size(), session.trace().events().size());
    }
}

}  // namespace
}  // namespace headroom::views
