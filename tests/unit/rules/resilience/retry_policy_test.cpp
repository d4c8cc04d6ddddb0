#include "model/rules/resilience/retry_policy.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;

model::RetryConfig exponential(std::int64_t milliseconds, double multiplier) {
    model::RetryConfig config;
    config.waitDuration = Duration::milliseconds(milliseconds);
    config.enableExponentialBackoff = true;
    config.exponentialBackoffMultiplier = multiplier;
    return config;
}

TEST(RetryPolicy, defaultsToThreeAttemptsHalfASecondApart) {
    const RetryPolicy policy(model::RetryConfig{});
    EXPECT_EQ(policy.afterFailure(1), Duration::milliseconds(500));
    EXPECT_EQ(policy.afterFailure(2), Duration::milliseconds(500));
    EXPECT_EQ(policy.afterFailure(3), std::nullopt);
}

TEST(RetryPolicy, truncatesAtEachStep) {
    const RetryPolicy policy(exponential(3, 1.5));
    EXPECT_EQ(policy.interval(2), Duration::milliseconds(4));  // 4.5
    EXPECT_EQ(policy.interval(3), Duration::milliseconds(6));  // not 6.75
    EXPECT_EQ(policy.interval(4), Duration::milliseconds(9));  // not 10.125
}

TEST(RetryPolicy, randomisesBetweenTheBoundsBothIncluded) {
    model::RetryConfig config;
    config.enableRandomizedWait = true;
    const RetryPolicy policy(config);
    EXPECT_EQ(policy.interval(1, 0), Duration::milliseconds(250));
    EXPECT_EQ(policy.interval(1, 0.5), Duration::milliseconds(500));
    EXPECT_EQ(policy.interval(1, 0.9999999), Duration::milliseconds(750));
}

TEST(RetryPolicy, randomisedWaitIsAtLeastOneMillisecond) {
    model::RetryConfig config;
    config.waitDuration = Duration::milliseconds(1);
    config.enableRandomizedWait = true;
    config.randomizedWaitFactor = 1;
    EXPECT_EQ(RetryPolicy(config).interval(1, 0), Duration::milliseconds(1));
}

TEST(RetryPolicy, capsAfterRandomising) {
    model::RetryConfig config = exponential(1000, 2);
    config.enableRandomizedWait = true;
    config.exponentialMaxWaitDuration = Duration::milliseconds(2100);
    const RetryPolicy policy(config);
    EXPECT_EQ(policy.interval(2, 0.9), Duration::milliseconds(2100));
    EXPECT_EQ(policy.interval(2, 0.1), Duration::milliseconds(1200));
}

TEST(RetryPolicy, growsWithoutOverflow) {
    EXPECT_TRUE(RetryPolicy(exponential(1000, 10)).interval(200).isInfinite());
}

TEST(RetryPolicy, mayLeaveRefusedCallsAlone) {
    model::RetryConfig config;
    EXPECT_TRUE(RetryPolicy(config).afterFailure(1, 0, true).has_value());
    config.retryCallNotPermitted = false;
    EXPECT_FALSE(RetryPolicy(config).afterFailure(1, 0, true).has_value());
    EXPECT_TRUE(RetryPolicy(config).afterFailure(1, 0, false).has_value());
}

TEST(RetryPolicy, refusesWhatIsNoDrawAndNoAttempt) {
    const RetryPolicy policy(model::RetryConfig{});
    EXPECT_THROW(policy.interval(0), std::logic_error);
    EXPECT_THROW(policy.interval(1, 1.0), std::logic_error);
    EXPECT_THROW(policy.interval(1, -0.1), std::logic_error);
}

RC_GTEST_PROP(RetryPolicy, staysWithinTheFactorOfTheBase, ()) {
    model::RetryConfig config = exponential(*rc::gen::inRange(2, 5000), 1 + *rc::gen::inRange(0, 30) / 10.0);
    const int failures = *rc::gen::inRange(1, 15);
    const auto base = static_cast<double>(RetryPolicy(config).interval(failures).toMilliseconds());
    config.enableRandomizedWait = true;
    config.randomizedWaitFactor = *rc::gen::inRange(0, 101) / 100.0;
    const double draw = *rc::gen::inRange(0, 1'000'000) / 1e6;
    const auto value = static_cast<double>(RetryPolicy(config).interval(failures, draw).toMilliseconds());
    RC_ASSERT(value >= std::max(1.0, base - config.randomizedWaitFactor * base - 1));
    RC_ASSERT(value <= base + config.randomizedWaitFactor * base + 1);
}

}  // namespace
}  // namespace headroom::rules
