#include "app/desktop/charts/chart_view.h"

#include <gtest/gtest.h>

#include "app/presentation/format.h"
#include "tests/gui/charts/charts_fixture.h"

namespace headroom::desktop {
namespace {

using views::ChartKind;

TEST(ChartView, BrushingOneChartZoomsAll) {
    ShownCharts shown;
    shown.drag(shown.chart(ChartKind::Throughput), 20, 60);
    ASSERT_TRUE(shown.panel.board().isZoomed());
    EXPECT_NEAR(shown.panel.board().span().from, 20, 0.5);
    EXPECT_NEAR(shown.panel.board().span().to, 60, 0.5);
    for (const ChartView* chart : shown.panel.stack().charts()) EXPECT_EQ(chart->scale().span, shown.panel.board().span());
    QTest::mouseDClick(shown.chart(ChartKind::Latency).viewport(), Qt::LeftButton, {},
                       shown.at(shown.chart(ChartKind::Latency), 40));
    EXPECT_FALSE(shown.panel.board().isZoomed());
}

TEST(ChartView, BrushIsShownOnAllWhileItLasts) {
    ShownCharts shown;
    ChartView& chart = shown.chart(ChartKind::Replicas);
    QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, shown.at(chart, 10));
    QTest::mouseMove(chart.viewport(), shown.at(chart, 30));
    ASSERT_TRUE(shown.panel.stack().interaction().brush().has_value());
    EXPECT_NEAR(shown.panel.stack().interaction().brush()->to, 30, 0.5);
    QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, shown.at(chart, 30));
    EXPECT_FALSE(shown.panel.stack().interaction().brush().has_value());
}

TEST(ChartView, AClickMovesThePlayheadAndItCanBeDragged) {
    ShownCharts shown;
    ChartView& chart = shown.chart(ChartKind::Throughput);
    QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, shown.at(chart, 30.4));
    EXPECT_EQ(views::secondsOf(shown.playhead.instant()), 30);
    shown.drag(chart, 30, 50.4);
    EXPECT_EQ(views::secondsOf(shown.playhead.instant()), 50);
    EXPECT_FALSE(shown.panel.board().isZoomed()) << "dragging the playhead is no brush";
}

TEST(ChartView, HoverReadsOutTheValuesOfTheTraceInAllCharts) {
    ShownCharts shown;
    ChartView& chart = shown.chart(ChartKind::Throughput);
    QTest::mouseMove(chart.viewport(), shown.at(chart, 42.5));
    const double lag = shown.sample.trace().column({6})[41];
    const QString expected = QStringLiteral("audit: ") + QString::fromStdString(presentation::formatValue(lag, "records"));
    EXPECT_EQ(shown.chart(ChartKind::ConsumerLag).readOutTexts(), QStringList{expected});
    QTest::mouseMove(chart.viewport(), QPoint(2, 2));
    const double newest = shown.sample.trace().column({6})[99];
    EXPECT_EQ(shown.chart(ChartKind::ConsumerLag).readOutTexts().front(),
              QStringLiteral("audit: ") + QString::fromStdString(presentation::formatValue(newest, "records")));
}

TEST(ChartView, LinesAndGridAgreeHoweverTheChartsWereResized) {
    ShownCharts shown;
    for (const int height : {1600, 420, 900}) {
        shown.panel.resize(shown.panel.width(), height);
        QCoreApplication::processEvents();
        for (ChartView* view : shown.panel.stack().charts()) {
            const QPointF corner = view->chart()->mapToPosition({view->scale().span.from, view->scale().low}, view->chart()->series().front());
            EXPECT_NEAR(corner.y(), view->scale().plot.bottom(), 1) << height;
            EXPECT_NEAR(corner.x(), view->scale().plot.left(), 1) << height;
        }
    }
}

TEST(ChartView, TheKeyboardMovesZoomsAndPans) {
    ShownCharts shown;
    ChartView& chart = shown.chart(ChartKind::Throughput);
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Left);
    EXPECT_EQ(views::secondsOf(shown.playhead.instant()), 99);
    QTest::keyClick(&chart, Qt::Key_Left, Qt::ShiftModifier);
    EXPECT_EQ(views::secondsOf(shown.playhead.instant()), 89);
    QTest::keyClick(&chart, Qt::Key_Right);
    EXPECT_EQ(views::secondsOf(shown.playhead.instant()), 90);
    QTest::keyClick(&chart, Qt::Key_Plus);
    ASSERT_TRUE(shown.panel.board().isZoomed());
    EXPECT_TRUE(shown.panel.board().span().contains(90));
    const double from = shown.panel.board().span().from;
    QTest::keyClick(&chart, Qt::Key_Left, Qt::AltModifier);
    EXPECT_LT(shown.panel.board().span().from, from);
    QTest::keyClick(&chart, Qt::Key_0);
    EXPECT_FALSE(shown.panel.board().isZoomed());
}

TEST(ChartView, ThePlayheadOfOthersIsFollowed) {
    ShownCharts shown;
    shown.playhead.moveTo(model::Instant::start() + model::Duration::seconds(12));
    EXPECT_TRUE(shown.chart(ChartKind::ConsumerLag).readOutTexts().front().endsWith(QStringLiteral("110 records")));
}

}  // namespace
}  // namespace headroom::desktop
