// Somebody who has read the README only: from the start to a run, to what breaks first at twice the load, to the reason of a
// scale-up, by mouse and with the real engine at its ordinary speed. HEADROOM_PICTURES names a folder for what is
// seen on the way; the table of clicks and seconds is printed then.

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QDir>
#include <QElapsedTimer>
#include <QTabBar>
#include <QToolButton>

#include "app/desktop/inspector/headroom_panel.h"
#include "app/desktop/run/timeline_view.h"
#include "app/desktop/run/why_panel.h"
#include "app/desktop/shell/workbench.h"
#include "tests/gui/pictures/small_png.h"
#include "tests/gui/support/window_driver.h"

namespace headroom::gui {
namespace {

/// What a person needs to see where to click and to do it.
constexpr double secondsPerClick = 1.5;

class Newcomer : public ::testing::Test {
protected:
    Newcomer() { m_clock.start(); }
    void SetUp() override { m_driver = std::make_unique<WindowDriver>(); }

    WindowDriver& driver() { return *m_driver; }
    void click(QWidget* widget) { clickAt(widget, widget->rect().center()); }
    void clickAt(QWidget* widget, const QPoint& place) {
        ++m_clicks;
        QTest::mouseClick(widget, Qt::LeftButton, {}, place);
        QCoreApplication::processEvents();
    }
    void clickCard(const QString& title) {
        for (auto* card : driver().window().findChildren<QAbstractButton*>())
            if (card->isVisible() && card->accessibleName().contains(title)) return click(card);
        FAIL() << "there is no card " << title.toStdString();
    }
    void clickTab(const QString& title) {
        for (auto* bar : driver().window().findChildren<QTabBar*>())
            for (int tab = 0; bar->isVisible() && tab < bar->count(); ++tab)
                if (bar->tabText(tab) == title) return clickAt(bar, bar->tabRect(tab).center());
        FAIL() << "there is no tab " << title.toStdString();
    }
    /// A line of the table, and a picture.
    void note(const char* goal) {
        ++m_step;
        const QString folder = qEnvironmentVariable("HEADROOM_PICTURES");
        if (folder.isEmpty()) return;
        const double seconds = static_cast<double>(m_clock.elapsed()) / 1000;
        std::printf("| %s | %d | %.1f s | %.1f s |\n", goal, m_clicks, seconds, secondsPerClick * m_clicks);
        EXPECT_TRUE(
            saveSmall(driver().window().grab().toImage(), QDir(folder).filePath(QStringLiteral("newcomer-%1.png").arg(m_step))));
    }
    int actions() const { return m_clicks; }

private:
    QElapsedTimer m_clock;
    std::unique_ptr<WindowDriver> m_driver;
    int m_clicks = 0;
    int m_step = 0;
};

/// The first time the autoscaler of Transaction started pods.
std::optional<std::size_t> firstScaleUp(const trace::MemoryTrace& trace) {
    for (std::size_t i = 0; i < trace.events().size(); ++i)
        if (trace.events()[i].summary.find("HPA 2 → 3") != std::string::npos) return i;
    return std::nullopt;
}

TEST_F(Newcomer, RunsAsksWhatBreaksAndWhyInHalfAMinute) {
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
    ASSERT_TRUE(driver().waitFor([&] {
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
    driver().settle();
    note("the reason of a scale-up");
}

}  // namespace
}  // namespace headroom::gui
