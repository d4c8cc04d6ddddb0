// Opening and watching never changes a run, whatever the whole window is made to show meanwhile.

#include <gtest/gtest.h>

#include <QProcess>
#include <random>

#include "app/desktop/run/timeline_view.h"
#include "app/desktop/shell/workbench.h"
#include "model/trace/memory_trace.h"
#include "model/trace/ndjson_reader.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {
namespace {

const QString platform = QStringLiteral(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml");
const QString duration = QStringLiteral("40s");

std::uint64_t headlessFingerprint() {
    QProcess engine;
    engine.start(views::TraceSession::enginePath(), {platform, QStringLiteral("--duration"), duration, QStringLiteral("--stream"),
                                                     QStringLiteral("--lossless-stream")});
    engine.waitForFinished(60'000);
    trace::MemoryTrace trace;
    trace::NdjsonReader reader(trace);
    reader.feed(engine.readAllStandardOutput().toStdString());
    reader.finish();
    return trace.footer() ? trace.footer()->fingerprint : 0;
}

/// Somebody who can't keep their hands off the window, but touches nothing that edits or commands.
class Fidget {
public:
    explicit Fidget(WindowDriver& driver) : m_driver(driver) {}

    void act() {
        switch (m_random() % 7) {
            case 0:
            case 1:
                return m_driver.lab().playhead.moveTo(model::Instant{static_cast<std::int64_t>(m_random() % 40'000) * 1'000'000});
            case 2: return m_driver.lab().playhead.follow();
            case 3: return select();
            case 4: return m_driver.window().workbench().canvas().zoomBy(m_random() % 2 == 0 ? 1.3 : 0.75);
            case 5: return m_driver.window().docks().raise(QLatin1String(docks[m_random() % std::size(docks)]));
            default: return resize();
        }
    }

private:
    static constexpr const char* docks[] = {"timeline", "charts", "events",   "expectations",
                                            "problems", "why",    "headroom", "inspector"};

    void select() {
        const auto& nodes = m_driver.lab().graph.graph().nodes;
        m_driver.lab().selection.set(nodes[m_random() % nodes.size()].id);
    }
    void resize() {
        m_driver.window().resize(1000 + static_cast<int>(m_random() % 500), 700 + static_cast<int>(m_random() % 300));
    }

    WindowDriver& m_driver;
    std::mt19937 m_random{11};
};

TEST(WatchingARun, WithTheWholeWindowInUseGivesTheHeadlessFingerprint) {
    WindowDriver driver;
    ASSERT_TRUE(driver.window().files().openPath(platform));
    driver.lab().control.setDuration(duration);
    driver.lab().control.setSpeed(0);
    // Charts beside the timeline, so that both follow.
    QDockWidget* charts = driver.window().docks().dock(QStringLiteral("charts"));
    driver.window().removeDockWidget(charts);
    driver.window().addDockWidget(Qt::BottomDockWidgetArea, charts, Qt::Horizontal);
    charts->show();
    driver.trigger("run.start");
    views::TraceSession& session = driver.lab().session;
    ASSERT_TRUE(driver.waitFor([&] { return session.trace().frames().size() >= 2; }));
    EXPECT_TRUE(charts->isVisible());
    EXPECT_TRUE(driver.window().docks().dock(QStringLiteral("timeline"))->isVisible());
    Fidget fidget(driver);
    int acts = 0;
    while (session.isActive() || acts < 100) {
        fidget.act();
        ++acts;
        QCoreApplication::processEvents();
    }
    ASSERT_EQ(session.message().toStdString(), "");
    ASSERT_TRUE(session.trace().footer().has_value());
    EXPECT_EQ(session.trace().footer()->outcome, "completed");
    EXPECT_EQ(session.trace().footer()->droppedFrames, 0U);
    EXPECT_NE(session.trace().footer()->fingerprint, 0U);
    EXPECT_EQ(session.trace().footer()->fingerprint, headlessFingerprint());
}

TEST(WatchingARun, AnotherIsStartedWhileTheCardsOfTheLastAreDrawn) {
    WindowDriver driver;
    ASSERT_TRUE(driver.window().files().openPath(platform));
    // Something for the timeline to show.
    ASSERT_TRUE(driver.lab().document.set("faults[+]", "{at: 1s, kill: pod/transaction}", QStringLiteral("a fault")))
        << driver.lab().document.lastError().toStdString();
    driver.lab().control.setDuration(QStringLiteral("5s"));
    driver.lab().control.setSpeed(0);
    desktop::CanvasView& canvas = driver.window().workbench().canvas();
    const views::TraceSession& session = driver.lab().session;
    for (int run = 0; run < 6; ++run) {
        driver.trigger("run.start");
        ASSERT_TRUE(driver.waitFor([&] { return session.trace().frames().size() >= 3; }));
        if (run % 2 == 1) {
            ASSERT_TRUE(driver.waitFor([&] { return !session.isActive(); }));
        }
        // In the middle of a round of the cards: a third is refreshed at a time.
        for (int step = 0; step < run % 3; ++step) canvas.animate();
        // A bar that is set back paints the window at once, and with it whatever waits to be painted.
        driver.find<desktop::TimelineView>()->update();
        driver.lab().session.restart();
        for (int step = 0; step < 4; ++step) canvas.animate();
    }
    ASSERT_TRUE(driver.waitFor([&] { return !session.isActive(); }));
    EXPECT_EQ(session.message().toStdString(), "");
    EXPECT_EQ(session.trace().footer()->outcome, "completed");
}

}  // namespace
}  // namespace headroom::gui
