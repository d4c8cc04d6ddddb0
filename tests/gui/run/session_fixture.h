#pragma once
// A session with a real engine, and the scenarios it runs.

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include "app/desktop/views/playhead.h"
#include "app/desktop/views/trace_session.h"

namespace headroom::views {

inline const QString smallScenario = QStringLiteral(HEADROOM_SOURCE_DIR "/tests/golden/cli/scenarios/mm1.yaml");
inline const QString platformScenario = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");
constexpr int longEnough = 60'000;

inline RunRequest requestOf(const QString& path) {
    RunRequest request;
    request.scenarioPath = path;
    return request;
}

/// Whether the session has come to an end, one way or the other.
inline bool waitForEnd(const TraceSession& session) {
    return QTest::qWaitFor(
        [&] { return session.state() == TraceSession::State::Ended || session.state() == TraceSession::State::Failed; },
        longEnough);
}

inline bool waitForFrames(const TraceSession& session, std::size_t count) {
    return QTest::qWaitFor([&] { return session.trace().frames().size() >= count; }, longEnough);
}

inline bool waitForState(const TraceSession& session, TraceSession::State state) {
    return QTest::qWaitFor([&] { return session.state() == state; }, longEnough);
}

inline std::uint64_t fingerprintOf(const TraceSession& session) {
    return session.trace().footer() ? session.trace().footer()->fingerprint : 0;
}

}  // namespace headroom::views
