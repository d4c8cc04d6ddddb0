#include "model/rules/kafka/replication.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace headroom::rules {
namespace {

using model::Acks;
using model::BrokerIndex;
using model::Duration;
using model::Instant;
using model::Offset;

constexpr Duration kLag = Duration::seconds(30);

Instant at(int seconds) {
    return Instant::start() + Duration::seconds(seconds);
}
std::vector<BrokerIndex> brokers(std::vector<std::uint32_t> numbers) {
    std::vector<BrokerIndex> result;
    for (const auto number : numbers) result.push_back({number});
    return result;
}

TEST(FollowerProgress, AFetchAtTheEndCatchesUpNow) {
    FollowerProgress follower(false, at(0));
    EXPECT_FALSE(follower.isCaughtUp({5}, at(0), kLag));
    follower.fetched({5}, {5}, at(1));
    EXPECT_EQ(follower.lastCaughtUp(), at(1));
    EXPECT_EQ(follower.logEnd(), Offset{5});
}

TEST(FollowerProgress, AFetchAtTheEndOfTheFetchBeforeCatchesUpThen) {
    FollowerProgress follower(false, at(0));
    follower.fetched({0}, {10}, at(1));
    EXPECT_FALSE(follower.lastCaughtUp());
    follower.fetched({10}, {50}, at(2));
    EXPECT_EQ(follower.lastCaughtUp(), at(1));
    follower.fetched({20}, {80}, at(3));
    EXPECT_EQ(follower.lastCaughtUp(), at(1));
}

TEST(FollowerProgress, FallsOutOnlyAfterTheLagTimeAndWithAnotherEnd) {
    FollowerProgress follower(true, at(0));
    follower.fetched({5}, {5}, at(1));
    EXPECT_TRUE(follower.isCaughtUp({5}, at(1000), kLag));  // an idle partition
    EXPECT_TRUE(follower.isCaughtUp({6}, at(31), kLag));
    EXPECT_FALSE(follower.isCaughtUp({6}, at(32), kLag));
    EXPECT_EQ(isrShrinkCheckInterval(kLag), Duration::seconds(15));
}

TEST(Isr, JoiningNeedsTheHighWatermarkTheEpochStartAndALiveBroker) {
    EXPECT_TRUE(mayJoinIsr({10}, {10}, {8}, true));
    EXPECT_FALSE(mayJoinIsr({9}, {10}, {8}, true));
    EXPECT_FALSE(mayJoinIsr({10}, {10}, {11}, true));
    EXPECT_FALSE(mayJoinIsr({10}, {10}, {8}, false));
}

TEST(HighWatermark, IsTheLeastEndOfTheIsrAndOfThoseJoining) {
    const std::vector<FollowerView> followers{{Offset{7}, true, false}, {Offset{3}, false, false}};
    EXPECT_EQ(highWatermark({2}, {9}, followers, 2, 1), Offset{7});
    const std::vector<FollowerView> joining{{Offset{7}, true, false}, {Offset{3}, false, true}};
    EXPECT_EQ(highWatermark({2}, {9}, joining, 2, 1), Offset{3});
}

TEST(HighWatermark, StaysWithoutEnoughReplicasOrBeforeAFirstFetch) {
    const std::vector<FollowerView> followers{{Offset{7}, true, false}};
    EXPECT_EQ(highWatermark({2}, {9}, followers, 1, 2), Offset{2});
    const std::vector<FollowerView> unknown{{std::nullopt, true, false}};
    EXPECT_EQ(highWatermark({2}, {9}, unknown, 2, 1), Offset{2});
    EXPECT_EQ(effectiveMinIsr(3, 1), 1);
}

RC_GTEST_PROP(HighWatermarkProperty, NeverFallsAndNeverPassesAnIsrMember, ()) {
    const Offset current{*rc::gen::inRange(0, 50)};
    const Offset leaderEnd{current.value + *rc::gen::inRange(0, 50)};
    std::vector<FollowerView> followers;
    const int count = *rc::gen::inRange(0, 4);
    for (int i = 0; i < count; ++i) {
        followers.push_back({Offset{*rc::gen::inRange(0, 100)}, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()});
    }
    const Offset result = highWatermark(current, leaderEnd, followers, *rc::gen::inRange(1, 4), *rc::gen::inRange(1, 4));
    RC_ASSERT(result >= current);
    RC_ASSERT(result <= leaderEnd);
    for (const FollowerView& follower : followers) {
        if (follower.isInMaximalIsr) RC_ASSERT(result == current || result <= *follower.logEnd);
    }
}

TEST(Acks, AllNeedsTheIsrBeforeAndAfter) {
    EXPECT_EQ(mayAppend(Acks::All, 1, 2), AckState::NotEnoughReplicas);
    EXPECT_EQ(mayAppend(Acks::Leader, 1, 2), AckState::Complete);
    EXPECT_EQ(ackState(Acks::All, {10}, {9}, 2, 2), AckState::Waiting);
    EXPECT_EQ(ackState(Acks::All, {10}, {10}, 2, 2), AckState::Complete);
    EXPECT_EQ(ackState(Acks::All, {10}, {10}, 1, 2), AckState::NotEnoughReplicasAfterAppend);
    EXPECT_EQ(ackState(Acks::Leader, {10}, {0}, 1, 2), AckState::Complete);
}

TEST(Leader, StaysWhileInTheIsrAndAlive) {
    const auto replicas = brokers({0, 1, 2});
    EXPECT_EQ(chooseLeader(BrokerIndex{1}, replicas, brokers({1, 2}), brokers({0, 1, 2}), false),
              (LeaderChoice{BrokerIndex{1}, false}));
}

TEST(Leader, IsTheFirstReplicaInTheIsrAndAlive) {
    const auto replicas = brokers({0, 1, 2});
    EXPECT_EQ(chooseLeader(BrokerIndex{0}, replicas, brokers({0, 2, 1}), brokers({1, 2}), false),
              (LeaderChoice{BrokerIndex{1}, false}));
}

TEST(Leader, UncleanOnlyWhereAllowed) {
    const auto replicas = brokers({0, 1, 2});
    EXPECT_EQ(chooseLeader(BrokerIndex{0}, replicas, brokers({0}), brokers({2, 1}), false), LeaderChoice{});
    EXPECT_EQ(chooseLeader(BrokerIndex{0}, replicas, brokers({0}), brokers({2, 1}), true), (LeaderChoice{BrokerIndex{1}, true}));
    EXPECT_EQ(chooseLeader(BrokerIndex{0}, replicas, brokers({0}), {}, true), LeaderChoice{});
}

TEST(Isr, TheLastMemberStays) {
    EXPECT_EQ(isrWithout(brokers({0, 1}), {0}), brokers({1}));
    EXPECT_EQ(isrWithout(brokers({0}), {0}), brokers({0}));
}

TEST(Broker, IsFencedStrictlyAfterItsSession) {
    EXPECT_FALSE(isBrokerSessionExpired(at(0), at(9), Duration::seconds(9)));
    EXPECT_TRUE(isBrokerSessionExpired(at(0), at(9) + Duration{1}, Duration::seconds(9)));
}

TEST(Leader, GoesBackToThePreferredReplicaOnceItIsInTheIsr) {
    const auto replicas = brokers({0, 1});
    const auto all = brokers({0, 1});
    EXPECT_TRUE(shouldElectPreferred(BrokerIndex{1}, replicas, all, all));
    EXPECT_FALSE(shouldElectPreferred(BrokerIndex{0}, replicas, all, all));
    EXPECT_FALSE(shouldElectPreferred(BrokerIndex{1}, replicas, brokers({1}), all));
    EXPECT_FALSE(shouldElectPreferred(BrokerIndex{1}, replicas, all, brokers({1})));
}

TEST(Leader, ImbalanceCountsAboveThePercentage) {
    EXPECT_FALSE(isLeaderImbalanced(10, 1));
    EXPECT_TRUE(isLeaderImbalanced(10, 2));
    EXPECT_FALSE(isLeaderImbalanced(0, 0));
}

}  // namespace
}  // namespace headroom::rules
