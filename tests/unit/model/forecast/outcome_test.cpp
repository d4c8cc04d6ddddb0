#include "model/forecast/outcome.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/unit/model/forecast/forecast_samples.h"

namespace headroom::forecast {
namespace {

using samples::TraceMaker;

const double infinite = std::numeric_limits<double>::infinity();

TEST(Outcome, DrainsAtTheFirstFrameWithASteadyLag) {
    TraceMaker maker;
    maker.with("group/audit", "consumerLag", {900, 500, 100, 40, 120}).counter("group/audit", "expiredUnread", {0, 0, 3, 3, 7});
    const Outcome outcome = outcomeOf(maker.made(), "audit", 100);
    EXPECT_EQ(outcome.drained, 2);
    EXPECT_EQ(outcome.lagAtEnd, 120);
    EXPECT_EQ(outcome.lost, 7);
    EXPECT_EQ(outcome.firstLost, 2);
    EXPECT_EQ(outcomeOf(maker.trace, "audit", 10).drained, infinite);
}

TEST(Outcome, OfAGroupNobodySawIsUnknown) {
    TraceMaker maker;
    maker.with("group/audit", "consumerLag", {900});
    const Outcome outcome = outcomeOf(maker.made(), "mailer", 100);
    EXPECT_EQ(outcome.drained, infinite);
    EXPECT_TRUE(std::isnan(outcome.lagAtEnd));
    EXPECT_TRUE(std::isnan(outcome.lost));
}

TEST(Band, OfNineteenHoldsAnotherWithNinetyPercent) {
    std::vector<double> values(19);
    std::iota(values.begin(), values.end(), 1);
    const Band band = bandOf(values);
    EXPECT_EQ(band.median, 10);
    EXPECT_EQ(band.low, 1);
    EXPECT_EQ(band.high, 19);
    EXPECT_DOUBLE_EQ(band.coverage, 0.9);
    values.resize(39);
    std::iota(values.begin(), values.end(), 1);
    EXPECT_EQ(bandOf(values).low, 2);
    EXPECT_EQ(bandOf(values).high, 38);
    EXPECT_DOUBLE_EQ(bandOf(values).coverage, 0.9);
}

TEST(Band, OfFewSaysHowLittleItHolds) {
    EXPECT_DOUBLE_EQ(bandOf({1, 2, 3}).coverage, 0.5);
    EXPECT_EQ(bandOf({5}).coverage, 0);
    EXPECT_EQ(bandOf({5}).median, 5);
    EXPECT_EQ(bandOf({4, 2}).median, 3);
}

TEST(Band, CountsWhatNeverHappens) {
    const Band band = bandOf({infinite, 3, infinite, 1, infinite});
    EXPECT_EQ(band.median, infinite);
    EXPECT_EQ(band.low, 1);
    EXPECT_EQ(bandOf({infinite, infinite}).median, infinite);
}

}  // namespace
}  // namespace headroom::forecast
