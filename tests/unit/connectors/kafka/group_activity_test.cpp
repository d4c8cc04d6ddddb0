#include "connectors/kafka/group_activity.h"

#include <gtest/gtest.h>

namespace headroom::connectors::kafka {
namespace {

const Quiet moving{model::Duration{}, model::Duration{}};
const Quiet quiet{quietAfter, quietAfter};

Group groupWith(std::size_t members, std::int64_t lag) {
    Group group;
    group.name = "audit";
    group.state = members > 0 ? GroupState::Stable : GroupState::Empty;
    group.isListed = true;
    group.members = std::vector<Member>(members);
    group.partitions = {{{"orders", 0}, 0, lag, lag, {}, {}}};
    return group;
}

std::string words(const Group& group, const Quiet& since) {
    return describeActivity(group, activityOf(group, since));
}

TEST(GroupActivity, TellsIdleFromEmptyFromDeleted) {
    EXPECT_EQ(words(groupWith(3, 0), moving), "active, 3 members");
    EXPECT_EQ(words(groupWith(1, 0), quiet), "idle, 1 member");
    EXPECT_EQ(words(groupWith(0, 0), quiet), "empty");
    Group deleted = groupWith(0, 0);
    deleted.isListed = false;
    EXPECT_EQ(words(deleted, quiet), "deleted");
}

TEST(GroupActivity, TellsStalledFromIdle) {
    EXPECT_EQ(words(groupWith(2, 100), quiet), "stalled, 2 members");
    EXPECT_EQ(words(groupWith(2, 100), {moving.arrivals, quiet.commits}), "stalled, 2 members");
    EXPECT_EQ(words(groupWith(2, 0), {quiet.arrivals, moving.commits}), "active, 2 members");
    EXPECT_EQ(words(groupWith(2, 100), {}), "active, 2 members") << "nobody has watched yet";
}

TEST(GroupActivity, NeverTakesAGroupItCannotDescribeForADeadOne) {
    Group group = groupWith(2, 5);
    group.members.reset();
    EXPECT_EQ(words(group, moving), "members unknown");
    group.state = GroupState::Unknown;
    EXPECT_EQ(words(group, moving), "members unknown");
    EXPECT_EQ(words(group, quiet), "stalled, members unknown");
}

TEST(GroupActivity, SaysThatItRebalances) {
    Group group = groupWith(2, 5);
    group.state = GroupState::PreparingRebalance;
    EXPECT_EQ(words(group, quiet), "rebalancing, 2 members");
}

}  // namespace
}  // namespace headroom::connectors::kafka
