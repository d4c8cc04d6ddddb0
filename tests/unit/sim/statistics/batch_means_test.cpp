#include "sim/statistics/batch_means.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/random/stream.h"

namespace headroom::sim {
namespace {

TEST(LagOneAutocorrelation, OfKnownSeries) {
    EXPECT_DOUBLE_EQ(lagOneAutocorrelation({1, 2, 3, 4}), 0.25);
    EXPECT_DOUBLE_EQ(lagOneAutocorrelation({1, -1, 1, -1}), -0.75);
    EXPECT_EQ(lagOneAutocorrelation({5, 5, 5}), 0);
}

TEST(BatchMeans, KeepsTheMeanAndBoundsItsMemory) {
    BatchMeans batches;
    for (int i = 0; i < 100'000; ++i) batches.add(i % 2);
    EXPECT_EQ(batches.count(), 100'000U);
    EXPECT_NEAR(batches.interval().mean, 0.5, 1e-12);
    EXPECT_LT(batches.interval().observations, 256U);
    EXPECT_GE(batches.batchSize() * (batches.interval().observations + 1), 100'000U - 2 * batches.batchSize());
}

TEST(BatchMeans, LeavesIndependentValuesInSmallBatches) {
    RandomStream random(1, "iid");
    BatchMeans batches;
    for (int i = 0; i < 200; ++i) batches.add(random.normal());
    EXPECT_EQ(batches.batchSize(), 1U);
    EXPECT_TRUE(batches.isReliable());
}

/// AR(1): x' = a x + noise; its mean's standard error is that of independent values times (1 + a) / (1 - a) in variance.
TEST(BatchMeans, CoversTheMeanOfACorrelatedSeries) {
    int covered = 0;
    int reliable = 0;
    constexpr int runs = 300;
    for (int run = 0; run < runs; ++run) {
        RandomStream random(static_cast<std::uint64_t>(run), "ar1");
        BatchMeans batches;
        double x = random.normal() / std::sqrt(1 - 0.9 * 0.9);
        for (int i = 0; i < 20'000; ++i) {
            x = 0.9 * x + random.normal();
            batches.add(10 + x);
        }
        covered += batches.interval().contains(10);
        reliable += batches.isReliable();
    }
    // The test of independence lets some correlation through: nominal 95 %, at least 90 % is what batch means promise.
    EXPECT_GE(covered, runs * 90 / 100);
    EXPECT_GE(reliable, runs * 90 / 100);
}

TEST(Mser5, FindsTheEndOfATransient) {
    RandomStream random(5, "transient");
    std::vector<double> values;
    for (int i = 0; i < 1000; ++i) values.push_back((i < 200 ? 50.0 - i * 0.25 : 0.0) + random.normal());
    const std::size_t cut = mser5(values);
    EXPECT_GE(cut, 185U);
    EXPECT_LE(cut, 250U);
    EXPECT_EQ(cut % 5, 0U);
}

TEST(Mser5, CutsTheFirstGroupOfAStep) {
    std::vector<double> values(100, 1.0);
    for (int i = 0; i < 5; ++i) values[static_cast<std::size_t>(i)] = 100;
    EXPECT_EQ(mser5(values), 5U);
}

TEST(Mser5, NeverCutsMoreThanHalf) {
    std::vector<double> rising;
    for (int i = 0; i < 100; ++i) rising.push_back(i);
    EXPECT_LE(mser5(rising), 50U);
    EXPECT_EQ(mser5({1, 2, 3}), 0U);
}

}  // namespace
}  // namespace headroom::sim
