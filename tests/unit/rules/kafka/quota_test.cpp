#include "model/rules/kafka/quota.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

Instant at(int ms) {
    return Instant::start() + Duration::milliseconds(ms);
}

TEST(Quota, TheWindowIsPaddedToTenSeconds) {
    QuotaMeter meter(100);
    meter.record(1000, at(0));
    EXPECT_EQ(meter.window(at(0)), Duration::seconds(10));
    EXPECT_EQ(meter.window(at(300)), Duration::milliseconds(10'300));
    EXPECT_DOUBLE_EQ(meter.rate(at(0)), 100);
    EXPECT_EQ(meter.throttleTime(at(0)), Duration{0});
}

TEST(Quota, ThrottlesByTheExcessOverTheWindow) {
    QuotaMeter meter(100);
    meter.record(1500, at(0));
    EXPECT_EQ(meter.throttleTime(at(0)), Duration::seconds(5));
    EXPECT_EQ(meter.throttleTime(at(0), Duration::seconds(1)), Duration::seconds(1));
}

TEST(Quota, IsNotBoundedByOneWindow) {
    QuotaMeter meter(100);
    meter.record(100'000, at(0));
    EXPECT_EQ(meter.throttleTime(at(0)), Duration::seconds(990));
}

TEST(Quota, OldSamplesAreForgotten) {
    QuotaMeter meter(100);
    meter.record(100'000, at(0));
    EXPECT_GT(meter.rate(at(10'999)), 0);
    EXPECT_DOUBLE_EQ(meter.rate(at(11'000)), 0);
}

TEST(Quota, TakesBackWhatAThrottledFetchDidNotGet) {
    QuotaMeter meter(100);
    meter.record(1500, at(0));
    meter.record(-1500, at(0));
    EXPECT_DOUBLE_EQ(meter.rate(at(0)), 0);
    EXPECT_DOUBLE_EQ(meter.mostPerFetch(), 1000);
}

TEST(Quota, ASteadyRateIsMeasuredAsItIs) {
    QuotaMeter meter(1000);
    for (int ms = 0; ms < 60'000; ms += 10) meter.record(20, at(ms));
    EXPECT_NEAR(meter.rate(at(60'000)), 2000, 20);
}

TEST(Quota, NeedsALimit) {
    EXPECT_THROW(QuotaMeter(0), std::logic_error);
}

}  // namespace
}  // namespace headroom::rules
