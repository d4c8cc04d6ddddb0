#include "model/rules/kafka/group.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

constexpr Duration kDelay = Duration::seconds(3);

JoiningMember joined(std::string id, std::vector<AssignorKind> protocols = {AssignorKind::Range}) {
    return {std::move(id), false, true, Duration::seconds(300), std::move(protocols)};
}

TEST(InitialJoin, EndsAfterOneDelayIfNobodyElseComes) {
    const InitialJoinWait wait = firstJoinWait(kDelay, Duration::seconds(300));
    EXPECT_EQ(wait, (InitialJoinWait{kDelay, Duration::seconds(297)}));
    EXPECT_FALSE(nextJoinWait(wait, kDelay, false));
}

TEST(InitialJoin, IsExtendedUpToTheRebalanceTimeout) {
    std::optional<InitialJoinWait> wait = firstJoinWait(kDelay, Duration::seconds(10));
    Duration total;
    while (wait) {
        total += wait->delay;
        wait = nextJoinWait(*wait, kDelay, true);
    }
    EXPECT_EQ(total, Duration::seconds(10));
    EXPECT_EQ(firstJoinWait(kDelay, Duration::seconds(1)).remaining, Duration{0});
}

TEST(Join, CompletesWhenAllHaveRejoinedAndNoIdIsPending) {
    std::vector<JoiningMember> members{joined("a"), joined("b")};
    EXPECT_TRUE(isJoinComplete(members, 0));
    EXPECT_FALSE(isJoinComplete(members, 1));
    members[1].hasJoined = false;
    EXPECT_FALSE(isJoinComplete(members, 0));
    EXPECT_TRUE(isRemovedAfterJoin(members[1]));
    members[1].isStatic = true;
    EXPECT_FALSE(isRemovedAfterJoin(members[1]));
    members[1].rebalanceTimeout = Duration::seconds(600);
    EXPECT_EQ(joinTimeout(members), Duration::seconds(600));
}

TEST(Leader, KeepsOfficeWhileItRejoins) {
    std::vector<JoiningMember> members{joined("a"), joined("b"), joined("c")};
    EXPECT_EQ(chooseGroupLeader(members, std::nullopt), "a");
    EXPECT_EQ(chooseGroupLeader(members, "c"), "c");
    members[2].hasJoined = false;
    EXPECT_EQ(chooseGroupLeader(members, "c"), "a");
    EXPECT_EQ(chooseGroupLeader(members, "left"), "a");
    for (JoiningMember& member : members) member.hasJoined = false;
    EXPECT_FALSE(chooseGroupLeader(members, "c"));
}

TEST(Vote, GoesToTheFirstCommonProtocolOfEach) {
    constexpr auto Range = AssignorKind::Range;
    constexpr auto Sticky = AssignorKind::Sticky;
    constexpr auto CooperativeSticky = AssignorKind::CooperativeSticky;
    EXPECT_EQ(voteAssignor(std::vector{joined("a", {Range, CooperativeSticky}), joined("b", {CooperativeSticky})}),
              CooperativeSticky);
    EXPECT_EQ(voteAssignor(std::vector{joined("a", {Range, Sticky}), joined("b", {Sticky, Range}), joined("c", {Sticky, Range})}),
              Sticky);
    EXPECT_FALSE(voteAssignor(std::vector{joined("a", {Range}), joined("b", {Sticky})}));
    EXPECT_FALSE(voteAssignor(std::vector<JoiningMember>{}));
}

TEST(Rejoin, OnlyALeaderOrAChangeRebalancesAStableGroup) {
    EXPECT_EQ(rejoinInStable(false, false), RejoinAnswer::CurrentGeneration);
    EXPECT_EQ(rejoinInStable(true, false), RejoinAnswer::Rebalance);
    EXPECT_EQ(rejoinInStable(false, true), RejoinAnswer::Rebalance);
    EXPECT_EQ(staticRejoinInStable(true), RejoinAnswer::CurrentGeneration);
    EXPECT_EQ(staticRejoinInStable(false), RejoinAnswer::Rebalance);
}

TEST(Timeouts, SessionAndPoll) {
    const auto at = [](int seconds) { return Instant::start() + Duration::seconds(seconds); };
    EXPECT_FALSE(isMemberSessionExpired(at(0), at(44), Duration::seconds(45), false));
    EXPECT_TRUE(isMemberSessionExpired(at(0), at(45), Duration::seconds(45), false));
    EXPECT_FALSE(isMemberSessionExpired(at(0), at(4500), Duration::seconds(45), true));
    EXPECT_FALSE(isPollOverdue(at(0), at(299), Duration::seconds(300)));
    EXPECT_TRUE(isPollOverdue(at(0), at(300), Duration::seconds(300)));
}

TEST(Revocation, EagerGivesUpAllCooperativeOnlyWhatMoved) {
    const std::vector<TopicPartition> owned{{"t", 0}, {"t", 1}};
    EXPECT_EQ(revokedBeforeJoin(AssignorKind::Sticky, owned), owned);
    EXPECT_TRUE(revokedBeforeJoin(AssignorKind::CooperativeSticky, owned).empty());
    EXPECT_EQ(revokedAfterSync(owned, {{"t", 1}, {"t", 2}}), (std::vector<TopicPartition>{{"t", 0}}));
}

}  // namespace
}  // namespace headroom::rules
