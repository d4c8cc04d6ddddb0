#include "connectors/kafka/lag.h"

#include <gtest/gtest.h>

namespace headroom::connectors::kafka {
namespace {

GroupPartition committed(std::optional<std::int64_t> offset, std::int32_t number = 0) {
    return {{"orders", number}, offset, {}, {}, {}, {}};
}

std::optional<std::int64_t> lagOf(std::optional<std::int64_t> commit, std::optional<std::int64_t> end) {
    GroupPartition partition = committed(commit);
    measureLag(partition, end);
    return partition.lag;
}

TEST(Lag, IsTheEndMinusTheCommit) {
    EXPECT_EQ(lagOf(377, 1000), 623);
    EXPECT_EQ(lagOf(5, 5), 0);
    EXPECT_EQ(lagOf(0, 0), 0);
}

TEST(Lag, IsUnknownWithoutEither) {
    EXPECT_FALSE(lagOf({}, 1000));
    EXPECT_FALSE(lagOf(5, {}));
}

TEST(Lag, IsNeverNegative) {
    EXPECT_FALSE(lagOf(6, 5));
}

Snapshot snapshotOf(std::vector<GroupPartition> partitions) {
    Snapshot snapshot;
    Topic orders{"orders", {}};
    for (std::int32_t number = 0; number < 3; ++number) orders.partitions.push_back({number, 1, {1}, {1}, 0, 10 * (number + 1)});
    snapshot.topics.push_back(orders);
    Group group;
    group.name = "audit";
    group.partitions = std::move(partitions);
    snapshot.groups.push_back(group);
    return snapshot;
}

TEST(Lag, AddsUpOverWhatIsCommitted) {
    Snapshot snapshot = snapshotOf({committed(4, 0), committed(15, 1)});
    measureLag(snapshot);
    EXPECT_EQ(totalLag(snapshot.groups[0]), 6 + 5);
}

TEST(Lag, OfAPartitionThatAMemberHoldsWithoutACommitIsUnknown) {
    Snapshot snapshot = snapshotOf({committed(4, 0)});
    snapshot.groups[0].members = {{"c-1", "c", "/h", {{"orders", 0}, {"orders", 2}}}};
    measureLag(snapshot);
    ASSERT_EQ(snapshot.groups[0].partitions->size(), 2U);
    EXPECT_EQ(snapshot.groups[0].partitions->back().end, 30);
    EXPECT_FALSE(snapshot.groups[0].partitions->back().lag);
    EXPECT_EQ(totalLag(snapshot.groups[0]), 6);
}

TEST(Lag, LeavesOutTopicsThatAreGone) {
    Snapshot snapshot = snapshotOf({committed(4, 0), {{"refunds", 0}, 9, {}, {}, {}, {}}});
    measureLag(snapshot);
    EXPECT_EQ(totalLag(snapshot.groups[0]), 6);
    EXPECT_FALSE(snapshot.groups[0].partitions->back().note.empty());
}

TEST(Lag, IsUnknownAsAWholeWhereAnEndCouldNotBeRead) {
    Snapshot snapshot = snapshotOf({committed(4, 0), committed(15, 1)});
    snapshot.topics[0].partitions[1].end.reset();
    measureLag(snapshot);
    EXPECT_FALSE(totalLag(snapshot.groups[0]));
}

TEST(Lag, KeepsOnlyTheTopicsAskedFor) {
    Snapshot snapshot = snapshotOf({committed(4, 0), {{"refunds", 0}, 9, {}, {}, {}, {}}});
    measureLag(snapshot, {"orders"});
    EXPECT_EQ(snapshot.groups[0].partitions->size(), 1U);
}

TEST(Lag, IsUnknownWhereOffsetsAre) {
    Snapshot snapshot = snapshotOf({});
    snapshot.groups[0].partitions.reset();
    measureLag(snapshot);
    EXPECT_FALSE(totalLag(snapshot.groups[0]));
}

}  // namespace
}  // namespace headroom::connectors::kafka
