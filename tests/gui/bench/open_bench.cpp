#include <QApplication>
#include <QDir>
#include <QProcess>
#include <cstdio>

#include "app/desktop/shell/workbench.h"
#include "app/desktop/theme/application_style.h"
#include "tests/gui/bench/benches.h"
#include "tests/gui/bench/measure.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::bench {
namespace {

/// Says when a widget has been painted for the first time after it was armed.
class FirstPaint : public QObject {
public:
    explicit FirstPaint(QWidget& widget) { widget.installEventFilter(this); }
    bool isDone() const { return m_isDone; }

protected:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override {
        // The event is only about to be handled: the turn after it is over.
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(
                this, [this] { m_isDone = true; }, Qt::QueuedConnection);
        return false;
    }

private:
    bool m_isDone = false;
};

}  // namespace

int paintOnce(int& argc, char** argv) {
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    for (const char* place : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}) qputenv(place, folder.path().toUtf8());
    // As the program itself does it.
    desktop::loadFonts();
    desktop::Lab lab;
    desktop::followTheme(application, lab.themes);
    gui::Answers answers;
    desktop::MainWindow window(lab, answers);
    window.resize(1440, 900);
    window.show();
    window.files().openPath(platform);
    const FirstPaint painted(*window.workbench().canvas().viewport());
    while (!painted.isDone()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    std::puts("painted");
    std::fflush(stdout);
    while (lab.analysis.isBusy()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCoreApplication::processEvents();
    std::puts("analysed");
    return 0;
}

int benchOpening(int times) {
    std::vector<double> painted;
    std::vector<double> analysed;
    std::vector<double> processor;
    for (int i = 0; i < times; ++i) {
        QProcess child;
        const double before = childrenSeconds();
        QElapsedTimer clock;
        clock.start();
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("paint")});
        QByteArray said;
        const auto until = [&](const char* word) {
            while (!said.contains(word) && child.waitForReadyRead(30'000)) said += child.readAllStandardOutput();
            return milliseconds(clock);
        };
        painted.push_back(until("painted"));
        analysed.push_back(until("analysed"));
        child.waitForFinished();
        processor.push_back((childrenSeconds() - before) * 1e3);
        std::printf("{\"opening\":%d,\"painted_ms\":%.0f,\"analysed_ms\":%.0f,\"processor_ms\":%.0f,\"load\":%.1f}\n", i + 1,
                    painted.back(), analysed.back(), processor.back(), loadAverage());
        std::fflush(stdout);
    }
    std::printf(
        "{\"case\":\"S0 opened\",\"times\":%d,\"medianPainted_ms\":%.0f,\"medianAnalysed_ms\":%.0f,"
        "\"medianProcessor_ms\":%.0f}\n",
        times, percentile(painted, 0.5), percentile(analysed, 0.5), percentile(processor, 0.5));
    return 0;
}

int benchMemory(const QString& recording) {
    gui::WindowDriver driver({1920, 1080});
    const double before = residentMB();
    QElapsedTimer clock;
    clock.start();
    LoopWatch loop;
    views::TraceSession& session = driver.lab().session;
    if (!driver.window().files().openPath(recording)) {
        std::fprintf(stderr, "%s\n", qPrintable(driver.answers().complaints.join(QLatin1Char('\n'))));
        return 2;
    }
    driver.waitFor([&] { return session.state() == views::TraceSession::State::Ended; }, 600'000);
    const double opened = milliseconds(clock) / 1e3;
    const double openTurn = loop.longestTurn();
    loop.restart();
    for (const char* dock : {"charts", "events", "expectations", "why", "headroom", "inspector", "timeline", "charts"}) {
        driver.window().docks().raise(QLatin1String(dock));
        QCoreApplication::processEvents();
    }
    const auto& frames = session.trace().frames();
    std::vector<double> scrubs;
    for (std::size_t i = 0; i < 200 && !frames.empty(); ++i) {
        QElapsedTimer scrub;
        scrub.start();
        driver.lab().playhead.moveTo(frames[i * 7919 % frames.size()].time);
        QCoreApplication::processEvents();
        scrubs.push_back(milliseconds(scrub));
    }
    driver.waitFor([&] { return !driver.window().workbench().canvas().isAnimated(); }, 5'000);
    std::printf(
        "{\"case\":\"recording open\",\"frames\":%zu,\"series\":%zu,\"events\":%zu,\"openSeconds\":%.2f,"
        "\"longestTurnOpening_ms\":%.0f,\"scrub_p50_ms\":%.1f,\"scrub_p95_ms\":%.1f,\"residentBefore_MB\":%.1f,"
        "\"resident_MB\":%.1f,\"peakResident_MB\":%.1f,\"load\":%.1f}\n",
        frames.size(), session.trace().series().size(), session.trace().events().size(), opened, openTurn,
        percentile(scrubs, 0.5), percentile(scrubs, 0.95), before, residentMB(), peakResidentMB(), loadAverage());
    return 0;
}

}  // namespace headroom::bench
