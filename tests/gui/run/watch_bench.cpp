// Does watching slow a run down, and what does a long recording cost in memory? Prints JSON lines.
//
//   headroom_bench_watch speed [DURATION [PAIRS]]   S0 headless and watched, in turns; the median of the ratios of their speeds
//   headroom_bench_watch memory RECORDING           opens it as the desktop does; resident memory before and after

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <algorithm>
#include <cstdio>
#include <vector>

#include "app/desktop/views/playhead.h"
#include "app/desktop/views/run/event_model.h"
#include "app/desktop/views/run/expectations_model.h"
#include "app/desktop/views/run/timeline_model.h"
#include "app/desktop/views/trace_session.h"

namespace {

using namespace headroom;
using views::TraceSession;

const QString scenario = QStringLiteral(HEADROOM_SOURCES "/scenarios/transaction-platform.yaml");

double seconds(const QElapsedTimer& clock) {
    return static_cast<double>(clock.nsecsElapsed()) * 1e-9;
}

/// As `headroom run` starts it, but nobody reads.
double headless(const QString& duration) {
    QProcess engine;
    engine.setStandardOutputFile(QProcess::nullDevice());
    QElapsedTimer clock;
    clock.start();
    engine.start(TraceSession::enginePath(), {scenario, QStringLiteral("--duration"), duration});
    engine.waitForFinished(-1);
    return seconds(clock);
}

/// What the window keeps up to date while a run goes on.
struct Watched {
    TraceSession session;
    views::Playhead playhead{session};
    views::TimelineModel timeline{session};
    views::EventModel events{session};
    views::ExpectationsModel expectations{session};

    void waitForEnd() {
        while (session.isActive() || session.state() == TraceSession::State::Loading)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
};

double watched(const QString& duration, std::uint64_t& dropped, std::size_t& frames) {
    Watched watched;
    views::RunRequest request;
    request.scenarioPath = scenario;
    request.duration = duration;
    QElapsedTimer clock;
    clock.start();
    double engineEnded = 0;
    QObject::connect(&watched.session, &TraceSession::grew, [&] {
        if (engineEnded == 0 && watched.session.trace().footer()) engineEnded = seconds(clock);
    });
    watched.session.start(request);
    watched.waitForEnd();
    dropped = watched.session.trace().footer() ? watched.session.trace().footer()->droppedFrames : 0;
    frames = watched.session.trace().frames().size();
    return engineEnded;
}

int benchSpeed(const QString& duration, int pairs) {
    std::vector<double> ratios;
    for (int i = 0; i < pairs; ++i) {
        std::uint64_t dropped = 0;
        std::size_t frames = 0;
        const double alone = headless(duration);
        const double seen = watched(duration, dropped, frames);
        ratios.push_back(alone / seen);
        std::printf("{\"pair\":%d,\"headlessSeconds\":%.3f,\"watchedSeconds\":%.3f,\"speedRatio\":%.4f,\"frames\":%zu,"
                    "\"droppedFrames\":%llu}\n",
                    i + 1, alone, seen, alone / seen, frames, static_cast<unsigned long long>(dropped));
        std::fflush(stdout);
    }
    std::ranges::sort(ratios);
    std::printf("{\"medianSpeedRatio\":%.4f,\"pairs\":%d}\n", ratios[ratios.size() / 2], pairs);
    return 0;
}

/// Resident memory of this process, in MB (10^6 bytes).
double resident() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

int benchMemory(const QString& recording) {
    Watched watched;
    const double before = resident();
    QElapsedTimer clock;
    clock.start();
    if (const auto error = watched.session.openRecording(recording)) {
        std::fprintf(stderr, "%s\n", qPrintable(*error));
        return 2;
    }
    watched.waitForEnd();
    std::printf("{\"frames\":%zu,\"series\":%zu,\"events\":%zu,\"openSeconds\":%.2f,\"residentBeforeMB\":%.1f,"
                "\"residentAfterMB\":%.1f}\n",
                watched.session.trace().frames().size(), watched.session.trace().series().size(),
                watched.session.trace().events().size(), seconds(clock), before, resident());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    application.setProperty(TraceSession::programFolderProperty, QStringLiteral(HEADROOM_PROGRAM_DIR));
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("memory")) return benchMemory(arguments.value(2));
    if (arguments.value(1) != QLatin1String("speed")) {
        std::fputs("headroom_bench_watch speed [DURATION [PAIRS]] | memory RECORDING\n", stderr);
        return 2;
    }
    const int pairs = arguments.size() > 3 ? arguments[3].toInt() : 9;
    return benchSpeed(arguments.value(2, QStringLiteral("2m")), std::max(1, pairs));
}
