#include "sim/statistics/interval.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "sim/random/stream.h"

namespace headroom::sim {
namespace {

TEST(StudentT, MatchesTheTables) {
    EXPECT_NEAR(studentT(0.95, 1), 12.706204736, 1e-8);
    EXPECT_NEAR(studentT(0.95, 4), 2.776445105, 1e-8);
    EXPECT_NEAR(studentT(0.95, 10), 2.228138852, 1e-8);
    EXPECT_NEAR(studentT(0.99, 30), 2.749995654, 1e-8);
    EXPECT_NEAR(studentT(0.90, 120), 1.657650899, 1e-8);
    EXPECT_THROW(studentT(1, 5), std::logic_error);
    EXPECT_THROW(studentT(0.95, 0), std::logic_error);
}

TEST(StudentInterval, OfFiveKnownValues) {
    const Interval interval = studentInterval({1, 2, 3, 4, 5});
    EXPECT_DOUBLE_EQ(interval.mean, 3);
    EXPECT_NEAR(interval.halfWidth, 2.776445105 * std::sqrt(2.5 / 5), 1e-8);
    EXPECT_TRUE(interval.contains(4.9));
    EXPECT_FALSE(interval.contains(5));
}

TEST(StudentInterval, IsInfiniteBelowTwoObservations) {
    EXPECT_TRUE(std::isinf(studentInterval({7}).halfWidth));
    EXPECT_TRUE(std::isinf(studentInterval({}).relativePrecision()));
}

TEST(StudentInterval, CoversTheTrueMeanAsOftenAsItSays) {
    RandomStream random(11, "coverage");
    int covered = 0;
    for (int i = 0; i < 4000; ++i) {
        std::vector<double> values;
        for (int k = 0; k < 8; ++k) values.push_back(3 + random.normal());
        covered += studentInterval(values).contains(3);
    }
    // Four standard errors of a binomial with p = 0.95.
    EXPECT_NEAR(covered, 3800, 4 * std::sqrt(4000 * 0.95 * 0.05));
}

TEST(ReplicationRule, StopsOnceTheIntervalIsNarrowEnough) {
    ReplicationRule rule(0.05, 3, 100);
    rule.add(100);
    rule.add(100);
    EXPECT_FALSE(rule.isFinished());  // precise, but fewer than the least
    rule.add(130);
    EXPECT_FALSE(rule.isPrecise());
    EXPECT_GT(rule.expectedReplications(), 3U);
    while (!rule.isFinished()) rule.add(rule.interval().observations % 2 == 0 ? 98 : 102);
    EXPECT_TRUE(rule.isPrecise());
    EXPECT_LE(rule.interval().relativePrecision(), 0.05);
}

TEST(ReplicationRule, GivesUpAtTheMost) {
    ReplicationRule rule(0.001, 2, 4);
    for (const double value : {1.0, 100.0, 1.0, 100.0}) rule.add(value);
    EXPECT_TRUE(rule.isFinished());
    EXPECT_FALSE(rule.isPrecise());
}

}  // namespace
}  // namespace headroom::sim
