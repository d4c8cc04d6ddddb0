#include "model/trace/latency_sketch.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace headroom::trace {
namespace {

TEST(LatencySketch, BucketsCoverTheLineWithoutGaps) {
    for (std::uint32_t bucket = 0; bucket < 6000; ++bucket) {
        const std::uint64_t low = LatencySketch::lowerBound(bucket);
        EXPECT_EQ(LatencySketch::bucketOf(low), bucket);
        EXPECT_EQ(LatencySketch::bucketOf(LatencySketch::lowerBound(bucket + 1) - 1), bucket);
    }
}

TEST(LatencySketch, QuantilesStayWithinOnePercent) {
    LatencySketch sketch;
    for (int i = 1; i <= 100'000; ++i) sketch.add(i * 1000);
    for (double p : {0.01, 0.5, 0.95, 0.99, 0.999}) EXPECT_NEAR(sketch.quantile(p), p * 1e8, p * 1e8 * 0.01) << p;
    EXPECT_EQ(sketch.max(), 100'000'000);
}

TEST(LatencySketch, MergeEqualsTheSketchOfEverything) {
    LatencySketch a;
    LatencySketch b;
    LatencySketch both;
    for (int i = 0; i < 1000; ++i) {
        (i % 3 == 0 ? a : b).add(i * i);
        both.add(i * i);
    }
    a.merge(b);
    EXPECT_EQ(a, both);
}

TEST(LatencySketch, ClearLeavesNothingBehind) {
    LatencySketch sketch;
    sketch.add(1'000'000'007);
    sketch.add(3);
    sketch.clear();
    EXPECT_EQ(sketch, LatencySketch{});
    sketch.add(5);
    EXPECT_EQ(sketch.quantile(1), 5);
}

TEST(LatencySketch, AddingManyIsAddingEach) {
    const std::vector<std::int64_t> values{5, 0, 1'000'000'007, 255, 256, -3, 77'000, 5, 12'345'678'901};
    LatencySketch many;
    LatencySketch each;
    for (int round = 0; round < 2; ++round) {
        many.addAll(values.data(), values.size());
        for (const std::int64_t value : values) each.add(value);
    }
    many.addAll(nullptr, 0);
    EXPECT_EQ(many, each);
    EXPECT_EQ(many.min(), -3);
    EXPECT_EQ(many.sum(), each.sum());
}

}  // namespace
}  // namespace headroom::trace
