// From the start to a run, to what breaks first at twice the load, to the reason of a scale-up.

#include "tests/gui/newcomer/newcomer.h"

#include <QToolButton>

#include "app/desktop/inspector/headroom_panel.h"
#include "app/desktop/run/timeline_view.h"
#include "app/desktop/run/why_panel.h"
#include "app/desktop/shell/workbench.h"

namespace headroom::gui {
namespace {

struct FirstRun : Newcomer {
    FirstRun() : Newcomer("newcomer") {}
};

/// The first time the autoscaler of Transaction started pods.
std::optional<std::size_t> firstScaleUp(const trace::MemoryTrace& trace) {
    for (std::size_t i = 0; i < trace.events().size(); ++i)
        if (trace.events()[i].summary.find("HPA 2 → 3") != std::string::npos) return i;
    return std::nullopt;
}

TEST_F(FirstRun, RunsAsksWhatBreaksAndWhyInHalfAMinute) {
    note("the window is there");
    clickCard(QStringLiteral("Transaction platform"));
    note("the platform is drawn, its headroom below it");

    click(driver().find<QToolButton>("start"));
    desktop::CanvasView& canvas = driver().window().workbench().canvas();
    const auto& trace = driver().lab().session.trace();
    ASSERT_TRUE(driver().waitFor([&] { return canvas.isAnimated() && trace.frames().size() > 20; }));
    EXPECT_LE(actions(), 2);
    note("the run moves");

    // Twice the load is what the panel asks from the start.
    clickTab(QStringLiteral("Headroom"));
    auto* panel = driver().find<desktop::HeadroomPanel>();
    EXPECT_TRUE(panel->isVisible());
    ASSERT_TRUE(driver().waitFor([&] {
        return panel->text().contains(QStringLiteral("2 times the load fits; the first to be full"));
    })) << panel->text().toStdString();
    EXPECT_LE(actions(), 3);
    note("what breaks first at twice the load");

    clickTab(QStringLiteral("Timeline"));
    auto* timeline = driver().find<desktop::TimelineView>();
    QPoint mark;
    ASSERT_TRUE(waitForRun([&] {
        const auto event = firstScaleUp(trace);
        if (!event) return false;
        mark = QPointF(timeline->scale().xOf(trace.events()[*event].time), timeline->laneCentre(views::Lane::Scaling)).toPoint();
        return timeline->eventAt(mark) == event;
    }));
    clickAt(timeline, mark);
    auto* why = driver().find<desktop::WhyPanel>();
    EXPECT_TRUE(why->isVisible());
    EXPECT_NE(why->sentence().indexOf(QStringLiteral("HPA 2 → 3: ceil(2 ×")), -1) << why->sentence().toStdString();
    EXPECT_LE(actions(), 5);
    // By the run's own pace; a person's machine keeps up with it, a sanitizer doesn't.
    const double machineSeconds = trace.events()[*firstScaleUp(trace)].time.toSeconds() / driver().lab().control.speed();
    EXPECT_LE(machineSeconds + secondsPerClick * actions(), 30);
    driver().settle();
    note("the reason of a scale-up");
}

}  // namespace
}  // namespace headroom::gui
