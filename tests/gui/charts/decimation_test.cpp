#include "app/desktop/views/charts/decimation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/desktop/views/charts/axis_ticks.h"

namespace headroom::views {
namespace {

struct Column {
    std::vector<double> times;
    std::vector<double> values;
};

Column noisy(std::size_t count) {
    Column column;
    for (std::size_t i = 0; i < count; ++i) {
        column.times.push_back(static_cast<double>(i));
        column.values.push_back(std::sin(static_cast<double>(i) * 0.7) + static_cast<double>(i * 7919 % 101) / 100);
    }
    return column;
}

std::size_t pointsIn(const std::vector<Stroke>& strokes) {
    std::size_t points = 0;
    for (const Stroke& stroke : strokes) points += stroke.size();
    return points;
}

TEST(Decimation, KeepsASpikeOfOneFrameAmongThousands) {
    Column column = noisy(3600);
    column.values[1777] = 99;
    column.values[2901] = -42;
    const auto strokes = decimated(column.times, column.values, {0, 3599}, 300);
    ASSERT_EQ(strokes.size(), 1U);
    EXPECT_LE(pointsIn(strokes), 4U * 301U);
    EXPECT_TRUE(std::ranges::find(strokes[0], ChartPoint{1777, 99}) != strokes[0].end());
    EXPECT_TRUE(std::ranges::find(strokes[0], ChartPoint{2901, -42}) != strokes[0].end());
}

TEST(Decimation, KeepsTheExtremesOfEveryBucket) {
    const Column column = noisy(5000);
    const auto strokes = decimated(column.times, column.values, {0, 4999}, 50);
    const double width = 4999.0 / 50;
    for (int bucket = 0; bucket < 50; ++bucket) {
        const auto isIn = [&](double t) { return std::floor(t / width) == bucket; };
        double least = 1e9, greatest = -1e9, keptLeast = 1e9, keptGreatest = -1e9;
        for (std::size_t i = 0; i < column.times.size(); ++i)
            if (isIn(column.times[i])) least = std::min(least, column.values[i]), greatest = std::max(greatest, column.values[i]);
        for (const ChartPoint& point : strokes[0])
            if (isIn(point.seconds)) keptLeast = std::min(keptLeast, point.value), keptGreatest = std::max(keptGreatest, point.value);
        EXPECT_EQ(keptLeast, least) << bucket;
        EXPECT_EQ(keptGreatest, greatest) << bucket;
    }
}

TEST(Decimation, GapsStayGaps) {
    Column column = noisy(100);
    for (std::size_t i = 40; i < 50; ++i) column.values[i] = std::nan("");
    column.values[0] = std::nan("");
    const auto strokes = decimated(column.times, column.values, {0, 99}, 10);
    ASSERT_EQ(strokes.size(), 2U);
    EXPECT_EQ(strokes[0].front().seconds, 1);
    EXPECT_EQ(strokes[0].back().seconds, 39);
    EXPECT_EQ(strokes[1].front().seconds, 50);
    for (const Stroke& stroke : strokes)
        for (const ChartPoint& point : stroke) EXPECT_FALSE(std::isnan(point.value));
}

TEST(Decimation, TakesOneFrameOnEachSideOfTheSpan) {
    const Column column = noisy(100);
    const auto strokes = decimated(column.times, column.values, {20.5, 30.5}, 400);
    ASSERT_EQ(strokes.size(), 1U);
    EXPECT_EQ(strokes[0].front().seconds, 20);
    EXPECT_EQ(strokes[0].back().seconds, 31);
}

TEST(Decimation, NothingGivesNothing) {
    EXPECT_TRUE(decimated({}, {}, {0, 10}, 10).empty());
    EXPECT_TRUE(decimated({1, 2}, {std::nan(""), std::nan("")}, {0, 10}, 10).empty());
    EXPECT_TRUE(decimated({1, 2}, {1, 2}, {5, 5}, 10).empty());
}

TEST(Decimation, PositionAtIsTheLastFrameNotLater) {
    const std::vector<double> times{1, 2, 4};
    EXPECT_EQ(positionAt(times, 0.5), 3U);
    EXPECT_EQ(positionAt(times, 1), 0U);
    EXPECT_EQ(positionAt(times, 3.9), 1U);
    EXPECT_EQ(positionAt(times, 400), 2U);
}

TEST(AxisTicks, AreRoundAndCoverTheGreatest) {
    const auto ticks = valueTicks(0, 4310, "/s", 5);
    EXPECT_EQ(ticks.front().value, 0);
    EXPECT_EQ(ticks.back().value, 5000);
    EXPECT_EQ(ticks[1].label, QStringLiteral("1 k/s"));
}

TEST(AxisTicks, WholeThingsHaveWholeTicks) {
    for (const Tick& tick : valueTicks(0, 1, "pods", 5)) EXPECT_EQ(tick.value, std::floor(tick.value));
    for (const Tick& tick : valueTicks(0, 12, "breakers", 5)) EXPECT_EQ(tick.value, std::floor(tick.value));
}

TEST(AxisTicks, WithoutAValueThereIsStillAnAxis) {
    const auto ticks = valueTicks(0, std::nan(""), "s", 4);
    EXPECT_GE(ticks.size(), 2U);
    EXPECT_GT(ticks.back().value, ticks.front().value);
}

TEST(AxisTicks, TimesAreRoundAndWithinTheSpan) {
    const auto ticks = timeTicks({0, 1200}, 6);
    ASSERT_EQ(ticks.size(), 5U);
    EXPECT_EQ(ticks[1].value, 300);
    EXPECT_EQ(ticks[1].label, QStringLiteral("05:00"));
    EXPECT_EQ(timeTicks({65, 130}, 6).front().label, QStringLiteral("01:15"));
}

}  // namespace
}  // namespace headroom::views
