#include "app/desktop/views/charts/chart_board.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <cmath>

#include "app/desktop/views/charts/chart_csv.h"
#include "tests/gui/charts/sample_trace.h"

namespace headroom::views {
namespace {

const Chart* find(const ChartBoard& board, ChartKind kind) {
    for (const Chart& chart : board.charts())
        if (chart.kind == kind) return &chart;
    return nullptr;
}

TEST(ChartBoard, ShowsTheWholeSystemUntilSomethingIsSelected) {
    SampleTrace sample;
    Selection selection;
    ChartBoard board({{&sample, QString()}}, selection);
    EXPECT_TRUE(board.charts().empty());
    sample.addFrames(20);
    ASSERT_NE(find(board, ChartKind::Throughput), nullptr);
    EXPECT_EQ(find(board, ChartKind::Throughput)->lines.size(), 2U);
    selection.set(QStringLiteral("group/audit"));
    EXPECT_EQ(find(board, ChartKind::Throughput)->lines.size(), 1U);
    EXPECT_EQ(find(board, ChartKind::Replicas), nullptr) << "a group has no pods";
    selection.set(QString());
    EXPECT_NE(find(board, ChartKind::Replicas), nullptr);
}

TEST(ChartBoard, OneElementShowsAllPercentilesAndReadyAndWantedReplicas) {
    SampleTrace sample;
    sample.addFrames(20);
    Selection selection;
    selection.set(QStringLiteral("service/shop"));
    const ChartBoard board({{&sample, QString()}}, selection);
    ASSERT_EQ(find(board, ChartKind::Latency)->lines.size(), 3U);
    ASSERT_EQ(find(board, ChartKind::Replicas)->lines.size(), 2U);
    EXPECT_EQ(find(board, ChartKind::Replicas)->lines[1].label, QStringLiteral("shop wanted"));
    EXPECT_EQ(find(board, ChartKind::Replicas)->lines[1].pattern, LinePattern::Dashed);
}

TEST(ChartBoard, GrowingEqualsBeginningWithAll) {
    SampleTrace sample;
    Selection selection;
    ChartBoard growing({{&sample, QString()}}, selection);
    for (int i = 0; i < 10; ++i) sample.addFrames(13);
    const ChartBoard whole({{&sample, QString()}}, selection);
    ASSERT_EQ(growing.charts(), whole.charts());
    for (const Chart& chart : whole.charts())
        for (const ChartLine& line : chart.lines) EXPECT_EQ(growing.values(line), whole.values(line)) << line.label.toStdString();
}

TEST(ChartBoard, HasATimeForEachValueOfATraceThatHasNotYetToldItsGrowth) {
    SampleTrace sample;
    sample.addFrames(3);
    Selection selection;
    ChartBoard board({{&sample, QString()}}, selection);
    for (int i = 0; i < 5; ++i) sample.addFrame(0);
    selection.set(QStringLiteral("group/audit"));
    const Chart* chart = find(board, ChartKind::Throughput);
    ASSERT_NE(chart, nullptr);
    EXPECT_EQ(board.times(0).size(), 8U);
    EXPECT_EQ(board.values(chart->lines.front()).size(), 8U);
    EXPECT_DOUBLE_EQ(board.greatest(*chart, {0, 100}), 100);
}

TEST(ChartBoard, GrowthIsNoRearrangement) {
    SampleTrace sample;
    sample.addFrames(20);
    Selection selection;
    ChartBoard board({{&sample, QString()}}, selection);
    QSignalSpy rearranged(&board, &ChartBoard::rearranged);
    QSignalSpy grew(&board, &ChartBoard::grew);
    sample.addFrames(5);
    EXPECT_EQ(rearranged.count(), 0);
    EXPECT_EQ(grew.count(), 1);
}

TEST(ChartBoard, ZoomStaysWithinTheTraceAndEndsWithReset) {
    SampleTrace sample(100);
    sample.addFrames(100);
    sample.finish();
    Selection selection;
    ChartBoard board({{&sample, QString()}}, selection);
    EXPECT_EQ(board.span(), (TimeSpan{0, 100}));
    board.zoomTo({-5, 30});
    EXPECT_EQ(board.span(), (TimeSpan{0, 30}));
    board.zoomTo({10, 10.5});
    EXPECT_EQ(board.span(), (TimeSpan{0, 30})) << "less than two frames show nothing";
    board.resetZoom();
    EXPECT_FALSE(board.isZoomed());
}

TEST(ChartBoard, ChartsCanBeChosen) {
    SampleTrace sample;
    sample.addFrames(20);
    Selection selection;
    ChartBoard board({{&sample, QString()}}, selection);
    board.setWanted(ChartKind::Latency, false);
    EXPECT_EQ(find(board, ChartKind::Latency), nullptr);
    board.setWanted(ChartKind::Latency, true);
    EXPECT_NE(find(board, ChartKind::Latency), nullptr);
}

TEST(ChartBoard, FaultsLastFromBeginningToEnd) {
    SampleTrace sample;
    sample.addFrames(20);
    sample.addEvent(4, "fault.began", "service/shop", "1 pod(s) of shop killed");
    sample.addEvent(6, "fault.began", "service/shop", "shop is slow for 5 s");
    sample.addEvent(11, "fault.ended", "service/shop", "shop is slow for 5 s");
    sample.addEvent(15, "fault.began", "group/audit", "audit cut off for 60 s");
    Selection selection;
    const ChartBoard board({{&sample, QString()}}, selection);
    ASSERT_EQ(board.faults().size(), 3U);
    EXPECT_EQ(board.faults()[0].span, (TimeSpan{4, 4}));
    EXPECT_EQ(board.faults()[1].span, (TimeSpan{6, 11}));
    EXPECT_EQ(board.faults()[2].span, (TimeSpan{15, 20})) << "still under way";
}

TEST(ChartBoard, CsvHasAColumnALineInBaseUnitsAndARowAFrame) {
    SampleTrace sample;
    for (int i = 0; i < 3; ++i) sample.addFrame(i == 1 ? std::nan("") : 5.0 * i);
    Selection selection;
    selection.set(QStringLiteral("group/audit"));
    const ChartBoard board({{&sample, QString()}}, selection);
    EXPECT_EQ(chartCsv(board),
              "time [s],group/audit throughput [/s],group/audit consumerLag [records]\r\n"
              "1,100,0\r\n"
              "2,100,\r\n"
              "3,100,10\r\n");
}

TEST(ChartBoard, TwoSourcesShareLooksAndAreToldApartByPatternAndTag) {
    SampleTrace a;
    SampleTrace b;
    a.addFrames(20);
    b.addFrames(30);
    Selection selection;
    selection.set(QStringLiteral("group/audit"));
    const ChartBoard board({{&a, QStringLiteral("A")}, {&b, QStringLiteral("B")}}, selection);
    const Chart* lag = find(board, ChartKind::ConsumerLag);
    ASSERT_EQ(lag->lines.size(), 2U);
    EXPECT_EQ(lag->lines[0].look, lag->lines[1].look);
    EXPECT_NE(lag->lines[0].pattern, lag->lines[1].pattern);
    EXPECT_EQ(lag->lines[1].label, QStringLiteral("audit B"));
    EXPECT_TRUE(std::isnan(board.valueAt(lag->lines[0], 0.5)));
    EXPECT_EQ(board.valueAt(lag->lines[1], 30), 290);
}

}  // namespace
}  // namespace headroom::views
