#include "model/analysis/lag_trend.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace headroom::model {
namespace {

/// One sample a second.
std::vector<LagSample> samples(const std::vector<double>& lags) {
    std::vector<LagSample> all;
    for (const double lag : lags) all.push_back({Instant{} + Duration::seconds(static_cast<std::int64_t>(all.size())), lag});
    return all;
}

TEST(LagTrend, IsUnknownOfTooFewSamples) {
    const LagOutlook outlook = lagOutlook(samples({10, 20, 30, 40}));
    EXPECT_EQ(outlook.trend, LagTrend::Unknown);
    EXPECT_FALSE(outlook.growth);
    EXPECT_FALSE(outlook.drain);
    EXPECT_EQ(lagOutlook({}).trend, LagTrend::Unknown);
}

TEST(LagTrend, GrowsForEver) {
    const LagOutlook outlook = lagOutlook(samples({10, 20, 30, 40, 50}));
    EXPECT_EQ(outlook.trend, LagTrend::Growing);
    EXPECT_DOUBLE_EQ(outlook.growth.value(), 10);
    EXPECT_TRUE(std::isinf(outlook.drain.value()));
}

TEST(LagTrend, RecoversAndSaysWhen) {
    const LagOutlook outlook = lagOutlook(samples({1000, 900, 800, 700, 600}));
    EXPECT_EQ(outlook.trend, LagTrend::Recovering);
    EXPECT_DOUBLE_EQ(outlook.growth.value(), -100);
    EXPECT_DOUBLE_EQ(outlook.drain.value(), 6);
}

TEST(LagTrend, IsSteadyWhereNothingMoves) {
    const LagOutlook behind = lagOutlook(samples({7, 7, 7, 7, 7}));
    EXPECT_EQ(behind.trend, LagTrend::Steady);
    EXPECT_FALSE(behind.drain) << "nobody can say when";
    EXPECT_EQ(lagOutlook(samples({0, 0, 0, 0, 0})).drain, 0);
}

TEST(LagTrend, TakesNoSawtoothForATrend) {
    std::vector<double> lags;
    for (int i = 0; i < 60; ++i) lags.push_back(i % 5 * 100);  // a commit every five seconds
    EXPECT_EQ(lagOutlook(samples(lags)).trend, LagTrend::Steady);
}

TEST(LagTrend, SeesThroughASawtooth) {
    std::vector<double> lags;
    for (int i = 0; i < 60; ++i) lags.push_back(i % 5 * 100 + i * 20);
    const LagOutlook outlook = lagOutlook(samples(lags));
    EXPECT_EQ(outlook.trend, LagTrend::Growing);
    EXPECT_NEAR(outlook.growth.value(), 20, 2);
}

TEST(LagTrend, IsNotMisledByOneOutlier) {
    const LagOutlook outlook = lagOutlook(samples({100, 110, 120, 100000, 140, 150, 160, 170}));
    EXPECT_EQ(outlook.trend, LagTrend::Growing);
    EXPECT_NEAR(outlook.growth.value(), 10, 1);
}

TEST(LagTrend, DrainsNothingWhereNothingIsLeft) {
    EXPECT_EQ(lagOutlook(samples({400, 300, 200, 100, 0})).drain, 0);
}

TEST(LagTrend, ForgivesSamplesOfOneInstant) {
    const std::vector<LagSample> same(6, LagSample{Instant{}, 3});
    EXPECT_EQ(lagOutlook(same).trend, LagTrend::Unknown);
}

}  // namespace
}  // namespace headroom::model
