#include "model/calibration/binned_times.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::calibration {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

TEST(Binned, CountsWhatASketchHoldsBetweenBounds) {
    trace::LatencySketch sketch;
    sketch.add(5'000'000, 10);
    sketch.add(15'000'000, 20);
    sketch.add(3'000'000'000, 1);
    const BinnedTimes times = binned(sketch, {0.01, 0.02, 1});
    EXPECT_THAT(times.counts, ElementsAre(DoubleNear(10, 1e-9), DoubleNear(20, 1e-9), DoubleNear(0, 1e-9), DoubleNear(1, 1e-9)));
    EXPECT_EQ(times.count, 31);
    EXPECT_DOUBLE_EQ(times.sum, 0.05 + 0.3 + 3);
    EXPECT_EQ(times.filled(), 3U);
}

TEST(Binned, SharesABucketThatABoundCuts) {
    trace::LatencySketch sketch;
    const auto bucket = trace::LatencySketch::bucketOf(10'000'000);
    sketch.add(10'000'000, 100);
    const double low = static_cast<double>(trace::LatencySketch::lowerBound(bucket)) / 1e9;
    const double high = static_cast<double>(trace::LatencySketch::lowerBound(bucket + 1)) / 1e9;
    const BinnedTimes times = binned(sketch, {low + (high - low) / 4});
    EXPECT_THAT(times.counts, ElementsAre(DoubleNear(25, 1e-6), DoubleNear(75, 1e-6)));
}

TEST(BinnedTimes, HaveQuantilesAsIfEvenWithinABin) {
    BinnedTimes times;
    times.edges = {0, 0.01, 0.02, 0.04};
    times.counts = {0, 50, 50};
    times.count = 100;
    EXPECT_DOUBLE_EQ(times.quantile(0.25), 0.015);
    EXPECT_DOUBLE_EQ(times.quantile(0.75), 0.03);
}

TEST(CommonBounds, AreThoseThatAllHistogramsHave) {
    EXPECT_THAT(commonBounds({{1, 2, 3, 4}, {2, 4, 8}}), ElementsAre(2, 4));
    EXPECT_THAT(commonBounds({}), testing::IsEmpty());
    EXPECT_THAT(commonBounds({{1, 2}}), ElementsAre(1, 2));
}

}  // namespace
}  // namespace headroom::calibration
