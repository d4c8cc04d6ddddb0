#include "model/rules/kubernetes/node_failure.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

TEST(NodeFailure, gracePeriodGrewInOneThirtyTwo) {
    EXPECT_EQ(nodeMonitorGracePeriod(31), Duration::seconds(40));
    EXPECT_EQ(nodeMonitorGracePeriod(32), Duration::seconds(50));
}

TEST(NodeFailure, isNoticedAtTheTickStrictlyAfterTheGracePeriod) {
    EXPECT_EQ(nodeUnknownAt({}, at(100), at(0)), at(155));  // seen at 100, over at 150, next tick 155
    EXPECT_EQ(nodeUnknownAt({}, at(101), at(0)), at(160));  // seen at 105
    EXPECT_EQ(nodeUnknownAt({}, at(100), at(2.5)), at(157.5));
    EXPECT_EQ(nodeUnknownAt({}, at(0), at(3)), at(58));
}

TEST(NodeFailure, defaultTolerationEvictsAfterFiveMinutes) {
    EXPECT_EQ(podEvictedAt({}, at(155)), at(455));
}

TEST(NodeFailure, zoneIsPartlyDisruptedFromThreeNodesAndFiftyFivePercent) {
    EXPECT_EQ(zoneState({}, 0, 1), ZoneState::FullDisruption);
    EXPECT_EQ(zoneState({}, 0, 0), ZoneState::Normal);
    EXPECT_EQ(zoneState({}, 1, 2), ZoneState::Normal);
    EXPECT_EQ(zoneState({}, 2, 3), ZoneState::PartialDisruption);
    EXPECT_EQ(zoneState({}, 9, 11), ZoneState::PartialDisruption);  // 0.55f itself
    EXPECT_EQ(zoneState({}, 10, 12), ZoneState::Normal);
}

TEST(NodeFailure, evictionsSlowDownInLargeDisruptedZonesAndStopInSmallOnes) {
    EXPECT_EQ(nodeEvictionRate({}, ZoneState::Normal, 10, false), 0.1);
    EXPECT_EQ(nodeEvictionRate({}, ZoneState::FullDisruption, 10, false), 0.1);
    EXPECT_EQ(nodeEvictionRate({}, ZoneState::FullDisruption, 10, true), 0);
    EXPECT_EQ(nodeEvictionRate({}, ZoneState::PartialDisruption, 50, false), 0);
    EXPECT_EQ(nodeEvictionRate({}, ZoneState::PartialDisruption, 51, false), 0.01);
}

}  // namespace
}  // namespace headroom::rules
