#include <QCoreApplication>
#include <QProcess>
#include <cstdio>

#include "app/desktop/views/trace_session.h"
#include "tests/gui/bench/benches.h"
#include "tests/gui/bench/measure.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::bench {
namespace {

using views::TraceSession;

constexpr int lookMilliseconds = 20;

struct Run {
    double wall = 0;       ///< seconds, to the end of the engine's process
    double processor = 0;  ///< seconds of the engine
    Spent spent;           ///< of the engine, shortly before its end
    double window = 0;     ///< seconds of the processor the window used meanwhile
    double longestTurn = 0;
    std::size_t frames = 0;
    std::uint64_t dropped = 0;
    std::uint64_t fingerprint = 0;
    /// Seconds it would take with a processor of its own: who watches can make it work more or wait, others make it queue.
    double pace() const { return processor + spent.blocked(); }
};

/// The engine alone, its trace thrown away unread: `headroom run` does no less.
Run headless(const QString& duration) {
    Run run;
    QProcess engine;
    engine.setStandardOutputFile(QProcess::nullDevice());
    const double before = childrenSeconds();
    QElapsedTimer clock;
    clock.start();
    engine.start(TraceSession::enginePath(), {platform, QStringLiteral("--duration"), duration});
    while (!engine.waitForFinished(lookMilliseconds))
        if (const auto spent = spentBy(engine.processId(), milliseconds(clock) / 1e3)) run.spent = *spent;
    run.wall = milliseconds(clock) / 1e3;
    run.processor = childrenSeconds() - before;
    return run;
}

/// Canvas, timeline and charts in sight, an element selected.
void arrange(gui::WindowDriver& driver) {
    driver.window().files().openPath(platform);
    desktop::Docks& docks = driver.window().docks();
    QDockWidget* charts = docks.dock(QStringLiteral("charts"));
    driver.window().removeDockWidget(charts);
    driver.window().addDockWidget(Qt::BottomDockWidgetArea, charts, Qt::Horizontal);
    charts->show();
    docks.raise(QStringLiteral("timeline"));
    driver.lab().selection.set(QStringLiteral("service/transaction"));
    driver.settle();
}

Run watched(gui::WindowDriver& driver, const QString& duration) {
    Run run;
    TraceSession& session = driver.lab().session;
    views::RunRequest request;
    request.scenarioPath = platform;
    request.duration = duration;
    LoopWatch loop;
    const double childrenBefore = childrenSeconds();
    const double ownBefore = ownSeconds();
    QElapsedTimer clock;
    clock.start();
    session.start(request);
    while (session.isActive()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (const auto spent = spentBy(session.processId(), milliseconds(clock) / 1e3)) run.spent = *spent;
        // The engine is gone before the window has shown the last it said.
        if (run.wall == 0 && session.trace().footer()) run.wall = milliseconds(clock) / 1e3;
    }
    run.window = ownSeconds() - ownBefore;
    run.processor = childrenSeconds() - childrenBefore;
    run.longestTurn = loop.longestTurn();
    run.frames = session.trace().frames().size();
    if (const auto& footer = session.trace().footer()) {
        run.dropped = footer->droppedFrames;
        run.fingerprint = footer->fingerprint;
    }
    return run;
}

}  // namespace

int benchSpeed(const QString& duration, int pairs) {
    gui::WindowDriver driver({1920, 1080});
    arrange(driver);
    std::vector<double> walls;
    std::vector<double> processors;
    std::vector<double> paces;
    for (int i = 0; i < pairs; ++i) {
        const bool isWatchedFirst = i % 2 == 1;
        Run seen = isWatchedFirst ? watched(driver, duration) : Run();
        const Run alone = headless(duration);
        if (!isWatchedFirst) seen = watched(driver, duration);
        walls.push_back(alone.wall / seen.wall);
        processors.push_back(alone.processor / seen.processor);
        paces.push_back(alone.pace() / seen.pace());
        std::printf(
            "{\"pair\":%d,\"headlessSeconds\":%.3f,\"watchedSeconds\":%.3f,\"speedRatio\":%.4f,"
            "\"headlessProcessorSeconds\":%.3f,\"watchedProcessorSeconds\":%.3f,\"processorRatio\":%.4f,"
            "\"headlessQueueing\":%.2f,\"watchedQueueing\":%.2f,\"headlessBlocked\":%.3f,\"watchedBlocked\":%.3f,\"paceRatio\":%."
            "4f,"
            "\"windowProcessorSeconds\":%.2f,\"longestTurn_ms\":%.0f,\"frames\":%zu,\"droppedFrames\":%llu,"
            "\"fingerprint\":\"%016llx\",\"load\":%.1f}\n",
            i + 1, alone.wall, seen.wall, walls.back(), alone.processor, seen.processor, processors.back(), alone.spent.queueing,
            seen.spent.queueing, alone.spent.blocked(), seen.spent.blocked(), paces.back(), seen.window, seen.longestTurn,
            seen.frames, static_cast<unsigned long long>(seen.dropped), static_cast<unsigned long long>(seen.fingerprint),
            loadAverage());
        std::fflush(stdout);
    }
    std::printf(
        "{\"case\":\"watching S0\",\"duration\":\"%s\",\"pairs\":%d,\"medianPaceRatio\":%.4f,\"medianProcessorRatio\":%.4f,"
        "\"medianSpeedRatio\":%.4f}\n",
        qPrintable(duration), pairs, percentile(paces, 0.5), percentile(processors, 0.5), percentile(walls, 0.5));
    return 0;
}

}  // namespace headroom::bench
