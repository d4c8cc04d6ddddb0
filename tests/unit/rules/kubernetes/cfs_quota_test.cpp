#include "model/rules/kubernetes/cfs_quota.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;

TEST(CfsQuota, isTheLimitsShareOfThePeriodAndAtLeastAMillisecond) {
    EXPECT_EQ(cfsQuota({500}), Duration::milliseconds(50));
    EXPECT_EQ(cfsQuota({2500}), Duration::milliseconds(250));
    EXPECT_EQ(cfsQuota({5}), Duration::milliseconds(1));
    EXPECT_EQ(cfsQuota({1000}, Duration::milliseconds(10)), Duration::milliseconds(10));
    EXPECT_TRUE(cfsQuota({0}).isInfinite());
}

TEST(CfsQuota, sharesAndWeightStayInTheirRanges) {
    EXPECT_EQ(cpuShares({1000}), 1024);
    EXPECT_EQ(cpuShares({0}), 2);
    EXPECT_EQ(cpuShares({1'000'000}), 262144);
    EXPECT_EQ(cpuWeight({0}), 1);
    EXPECT_EQ(cpuWeight({1000}), 39);
    EXPECT_EQ(cpuWeight({1'000'000}), 10000);
}

}  // namespace
}  // namespace headroom::rules
