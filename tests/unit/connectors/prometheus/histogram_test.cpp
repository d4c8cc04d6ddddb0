#include "connectors/prometheus/histogram.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::connectors::prometheus {
namespace {

constexpr double infinity = INFINITY;

TEST(HistogramQuantile, IsLinearInsideABucket) {
    const std::vector<Bucket> buckets{{0.1, 50}, {0.2, 100}, {infinity, 100}};
    EXPECT_DOUBLE_EQ(histogramQuantile(0.75, buckets), 0.15);
    EXPECT_DOUBLE_EQ(histogramQuantile(0.25, buckets), 0.05) << "the lowest bucket begins at 0";
    EXPECT_DOUBLE_EQ(histogramQuantile(1, buckets), 0.2);
}

TEST(HistogramQuantile, StaysAtTheHighestFiniteBound) {
    EXPECT_EQ(histogramQuantile(0.99, {{1, 5}, {2, 10}, {infinity, 100}}), 2);
}

TEST(HistogramQuantile, StaysAtALowestBoundBelowNothing) {
    EXPECT_EQ(histogramQuantile(0.1, {{-1, 50}, {1, 100}, {infinity, 100}}), -1);
}

TEST(HistogramQuantile, RaisesCountsThatShrink) {
    EXPECT_DOUBLE_EQ(histogramQuantile(0.5, {{1, 10}, {2, 8}, {3, 20}, {infinity, 20}}), 1);
    EXPECT_DOUBLE_EQ(histogramQuantile(0.75, {{1, 10}, {2, 8}, {3, 20}, {infinity, 20}}), 2.5);
}

TEST(HistogramQuantile, IsUnknownWithoutWhatItTakes) {
    EXPECT_TRUE(std::isnan(histogramQuantile(0.5, {})));
    EXPECT_TRUE(std::isnan(histogramQuantile(0.5, {{1, 5}, {2, 10}}))) << "no infinite bucket";
    EXPECT_TRUE(std::isnan(histogramQuantile(0.5, {{infinity, 10}})));
    EXPECT_TRUE(std::isnan(histogramQuantile(0.5, {{1, 0}, {infinity, 0}})));
    EXPECT_TRUE(std::isnan(histogramQuantile(NAN, {{1, 5}, {infinity, 5}})));
    EXPECT_EQ(histogramQuantile(-1, {{1, 5}, {infinity, 5}}), -infinity);
    EXPECT_EQ(histogramQuantile(2, {{1, 5}, {infinity, 5}}), infinity);
}

TEST(HistogramGrowth, IsTheDifference) {
    const Histogram before{{{1, 10}, {infinity, 20}}, 30};
    const Histogram now{{{1, 15}, {infinity, 40}}, 75};
    EXPECT_EQ(growth(before, now), (Histogram{{{1, 5}, {infinity, 20}}, 45}));
}

TEST(HistogramGrowth, IsAllOfItAfterAReset) {
    const Histogram before{{{1, 10}, {infinity, 20}}, 30};
    const Histogram restarted{{{1, 2}, {infinity, 25}}, 40};
    EXPECT_EQ(growth(before, restarted), restarted) << "one bucket has shrunk";
    const Histogram other{{{1, 10}, {2, 30}, {infinity, 30}}, 40};
    EXPECT_EQ(growth(before, other), other) << "other bounds: another program";
}

TEST(HistogramGrowth, HasNoSumThatIsNotKnownOnBothSides) {
    EXPECT_FALSE(growth({{{infinity, 1}}, {}}, {{{infinity, 2}}, 5}).sum);
}

TEST(AddedHistograms, KeepTheBoundsThatBothHave) {
    const Histogram a{{{1, 5}, {2, 7}, {infinity, 10}}, 12};
    const Histogram b{{{0.5, 1}, {2, 3}, {4, 4}, {infinity, 4}}, 6};
    EXPECT_EQ(added(a, b), (Histogram{{{2, 10}, {infinity, 14}}, 18}));
    EXPECT_EQ(added({}, a), a);
    EXPECT_EQ(added(a, {}), a);
}

TEST(SketchOfAHistogram, HasItsCountItsSumAndNearlyItsQuantiles) {
    const Histogram interval{{{0.005, 100}, {0.01, 400}, {0.1, 900}, {1, 1000}, {infinity, 1000}}, 61.5};
    const trace::LatencySketch sketch = toSketch(interval, 1e9);
    EXPECT_EQ(sketch.count(), 1000U);
    EXPECT_DOUBLE_EQ(sketch.sum(), 61.5e9);
    for (const double q : {0.05, 0.25, 0.5, 0.75, 0.95, 0.99}) {
        const double expected = histogramQuantile(q, interval.buckets) * 1e9;
        EXPECT_NEAR(sketch.quantile(q), expected, 0.02 * expected) << q;
    }
}

TEST(SketchOfAHistogram, PutsWhatIsBeyondAtTheHighestBound) {
    const trace::LatencySketch sketch = toSketch({{{0.1, 1}, {infinity, 10}}, {}}, 1e9);
    EXPECT_EQ(sketch.count(), 10U);
    EXPECT_EQ(sketch.max(), 100'000'000);
    EXPECT_TRUE(toSketch({{{infinity, 10}}, 5.0}, 1e9).empty()) << "nothing says how long they took";
}

TEST(SketchOfAHistogram, SurvivesNumbersThatMakeNoSense) {
    EXPECT_TRUE(toSketch({}, 1e9).empty());
    EXPECT_TRUE(toSketch({{{1, -5}, {infinity, -2}}, {}}, 1e9).empty());
    EXPECT_EQ(toSketch({{{1, 3}, {NAN, 7}, {2, NAN}, {infinity, 3}}, NAN}, 1e9).count(), 3U);
    EXPECT_GT(toSketch({{{1e300, 1e300}, {infinity, 1e308}}, 1e308}, 1e9).count(), 0U);
}

TEST(SketchOfAHistogram, LosesNoneOfMany) {
    EXPECT_EQ(toSketch({{{1, 1'000'000'007}, {infinity, 1'000'000'009}}, {}}, 1e9).count(), 1'000'000'009U);
}

}  // namespace
}  // namespace headroom::connectors::prometheus
