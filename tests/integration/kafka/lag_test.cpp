// Lag as our observer sees it, equal to what the broker's own ConsumerGroupCommand says, to the record, while nothing moves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/integration/kafka/administration.h"
#include "tests/integration/kafka/cluster.h"
#include "tests/integration/kafka/group_member.h"
#include "tests/integration/kafka/observed_groups.h"
#include "tests/integration/kafka/record_source.h"

namespace headroom::integration {
namespace {

using connectors::kafka::GroupState;
using connectors::kafka::Snapshot;
using testing::ElementsAre;
using testing::IsEmpty;

class Lag : public testing::Test {
protected:
    Snapshot look(const std::vector<std::string>& groups) { return ObservedGroups(m_cluster.bootstrap(), groups).look(); }
    /// What we see is what ConsumerGroupCommand sees, members included; and something is seen.
    std::vector<DescribedPartition> expectAgreement(const std::vector<std::string>& groups) {
        const Snapshot snapshot = look(groups);
        EXPECT_THAT(snapshot.problems, IsEmpty()) << snapshot.problems.front().message;
        std::vector<DescribedPartition> rows = rowsOf(snapshot);
        EXPECT_EQ(rows, m_cluster.describe(groups));
        EXPECT_FALSE(rows.empty());
        return rows;
    }

    Cluster& m_cluster = Cluster::shared();
    Administration m_administration{m_cluster.bootstrap()};
    RecordSource m_source{m_cluster.bootstrap()};
};

TEST_F(Lag, OfSeveralGroupsTopicsAndPartitions) {
    for (const std::string topic : {"orders", "payments", "audit"}) m_administration.createTopic(topic, 3);
    int count = 1;
    for (const std::string topic : {"orders", "payments", "audit"})
        for (int partition = 0; partition < 3; ++partition) m_source.produce({topic, partition, 7 * count++});
    m_administration.commit("idle", {{{"orders", 0}, 7}, {{"orders", 1}, 0}, {{"payments", 2}, 13}});
    GroupMember first(m_cluster.bootstrap(), "busy", {"orders", "payments"});
    GroupMember second(m_cluster.bootstrap(), "busy", {"orders", "payments"});
    // Four and two, by the order of the names they were given.
    waitUntil("both have their share",
              [&] { return first.partitions() > 0 && second.partitions() > 0 && first.partitions() + second.partitions() == 6; });
    second.commit({{{"orders", 2}, 4}, {{"payments", 2}, 42}});

    const Snapshot snapshot = look({"busy", "idle"});
    EXPECT_EQ(group(snapshot, "busy").state, GroupState::Stable);
    EXPECT_EQ(group(snapshot, "busy").members->size(), 2U);
    EXPECT_EQ(group(snapshot, "idle").state, GroupState::Empty);
    EXPECT_THAT(*group(snapshot, "idle").members, IsEmpty());
    const std::vector<DescribedPartition> rows = expectAgreement({"busy", "idle"});
    ASSERT_EQ(rows.size(), 6U + 3U);
    EXPECT_EQ(rows[2].lag, 21 - 4);
    EXPECT_EQ(rows[5].lag, 0);
    EXPECT_EQ(rows[7], (DescribedPartition{"idle", "orders", 1, 0, 14, 14, ""}));
}

TEST_F(Lag, IsUnknownWithoutACommit) {
    m_administration.createTopic("half", 2);
    m_source.produce({"half", 0, 5});
    m_source.produce({"half", 1, 6});
    m_administration.commit("half-way", {{{"half", 0}, 2}});
    EXPECT_THAT(expectAgreement({"half-way"}), ElementsAre(DescribedPartition{"half-way", "half", 0, 2, 5, 3, ""}));
    // With a member, what it holds is shown, and what it committed nothing of is unknown, not zero.
    GroupMember member(m_cluster.bootstrap(), "half-way", {"half"});
    member.waitForPartitions(2);
    EXPECT_THAT(expectAgreement({"half-way"}),
                ElementsAre(DescribedPartition{"half-way", "half", 0, 2, 5, 3, member.memberId()},
                            DescribedPartition{"half-way", "half", 1, {}, 6, {}, member.memberId()}));
}

TEST_F(Lag, BeginsAnewWithATopicThatIsCreatedAgain) {
    m_administration.createTopic("reborn", 1);
    m_source.produce({"reborn", 0, 100});
    m_administration.commit("faithful", {{{"reborn", 0}, 90}});
    ObservedGroups observed(m_cluster.bootstrap(), {"faithful"});
    EXPECT_EQ(rowsOf(observed.look()), m_cluster.describe({"faithful"}));

    m_administration.deleteTopic("reborn");
    waitUntil("its commits are gone too", [&] {
        const std::vector<DescribedPartition> rows = rowsOf(observed.look());
        for (const DescribedPartition& row : rows) EXPECT_FALSE(row.lag) << testing::PrintToString(row);
        return rows.empty();
    });

    m_administration.createTopic("reborn", 2);
    RecordSource(m_cluster.bootstrap()).produce({"reborn", 1, 20});
    m_administration.commit("faithful", {{{"reborn", 1}, 5}});
    // The same observer, which knew the first topic.
    EXPECT_EQ(rowsOf(observed.look()), m_cluster.describe({"faithful"}));
    EXPECT_THAT(expectAgreement({"faithful"}), ElementsAre(DescribedPartition{"faithful", "reborn", 1, 5, 20, 15, ""}));
}

TEST_F(Lag, FollowsAGroupThatIsReset) {
    m_administration.createTopic("replayed", 2);
    m_source.produce({"replayed", 0, 50});
    m_source.produce({"replayed", 1, 60});
    m_administration.commit("replaying", {{{"replayed", 0}, 50}, {{"replayed", 1}, 60}});
    ObservedGroups observed(m_cluster.bootstrap(), {"replaying"});
    EXPECT_EQ(rowsOf(observed.look()).front().lag, 0);
    m_cluster.consumerGroups(
        {"--reset-offsets", "--group", "replaying", "--topic", "replayed", "--shift-by", "-20", "--execute"});
    EXPECT_EQ(rowsOf(observed.look()), m_cluster.describe({"replaying"}));
    EXPECT_THAT(expectAgreement({"replaying"}), ElementsAre(DescribedPartition{"replaying", "replayed", 0, 30, 50, 20, ""},
                                                            DescribedPartition{"replaying", "replayed", 1, 40, 60, 20, ""}));
}

TEST_F(Lag, CountsOffsetsThatCompactionTookAway) {
    m_administration.createTopic(
        "compacted", 1, {{"cleanup.policy", "compact"}, {"segment.bytes", "2048"}, {"min.cleanable.dirty.ratio", "0.01"}});
    // In batches smaller than a segment.
    for (int batch = 0; batch < 20; ++batch) m_source.produce({.topic = "compacted", .count = 20, .keys = 5});
    m_administration.commit("compacting", {{{"compacted", 0}, 10}});
    waitUntil("records are compacted away", [&] { return m_administration.countRecords("compacted", 0) < 200; });
    EXPECT_THAT(expectAgreement({"compacting"}), ElementsAre(DescribedPartition{"compacting", "compacted", 0, 10, 400, 390, ""}));
}

TEST_F(Lag, CountsOffsetsThatWereDeleted) {
    m_administration.createTopic("short-lived", 1);
    m_source.produce({"short-lived", 0, 100});
    m_administration.commit("late", {{{"short-lived", 0}, 10}});
    m_administration.deleteRecords("short-lived", 0, 70);
    EXPECT_THAT(expectAgreement({"late"}), ElementsAre(DescribedPartition{"late", "short-lived", 0, 10, 100, 90, ""}));
}

TEST_F(Lag, LeavesAsMuchTimeAsTheTopicKeepsRecords) {
    m_administration.createTopic("hourly", 1, {{"retention.ms", "3600000"}});
    m_administration.createTopic("kept", 1, {{"cleanup.policy", "compact"}});
    m_source.produce({"hourly", 0, 5});
    m_source.produce({.topic = "kept", .count = 5, .keys = 5});
    m_administration.commit("slow", {{{"hourly", 0}, 2}, {{"kept", 0}, 2}});
    const Snapshot snapshot = look({"slow"});
    EXPECT_EQ(topic(snapshot, "hourly").settings.value().retention, 3600);
    EXPECT_TRUE(std::isinf(topic(snapshot, "kept").settings.value().retention.value()));
    const auto& shares = group(snapshot, "slow").partitions.value();
    ASSERT_EQ(shares.size(), 2U);
    EXPECT_EQ(shares[0].retentionLeft.has_value(), shares[0].timeLag.has_value());
    if (shares[0].retentionLeft) {
        EXPECT_DOUBLE_EQ(*shares[0].retentionLeft, 3600 - *shares[0].timeLag);
    }
    EXPECT_TRUE(std::isinf(shares[1].retentionLeft.value()));
}

TEST_F(Lag, CountsTransactionsMarkersAndWhatIsStillOpen) {
    m_administration.createTopic("ledger", 1);
    m_administration.commit("reading", {{{"ledger", 0}, 0}});
    RecordSource source(m_cluster.bootstrap(), "bookkeeper");
    source.beginTransaction();
    source.produce({"ledger", 0, 10});
    EXPECT_THAT(expectAgreement({"reading"}), ElementsAre(DescribedPartition{"reading", "ledger", 0, 0, 10, 10, ""}));
    source.commitTransaction();
    source.beginTransaction();
    source.produce({"ledger", 0, 5});
    source.abortTransaction();
    m_administration.waitForTransactions("ledger", 0);
    EXPECT_THAT(expectAgreement({"reading"}), ElementsAre(DescribedPartition{"reading", "ledger", 0, 0, 17, 17, ""}));
}

TEST_F(Lag, IsUnknownRatherThanNegative) {
    m_administration.createTopic("ahead", 1);
    m_source.produce({"ahead", 0, 10});
    m_administration.commit("hasty", {{{"ahead", 0}, 25}});
    // ConsumerGroupCommand itself says -15.
    EXPECT_THAT(m_cluster.describe({"hasty"}), ElementsAre(DescribedPartition{"hasty", "ahead", 0, 25, 10, -15, ""}));
    EXPECT_THAT(rowsOf(look({"hasty"})), ElementsAre(DescribedPartition{"hasty", "ahead", 0, 25, 10, {}, ""}));
}

TEST_F(Lag, GoesWithItsGroup) {
    m_administration.createTopic("left", 1);
    m_source.produce({"left", 0, 3});
    m_administration.commit("leaving", {{{"left", 0}, 1}});
    ObservedGroups named(m_cluster.bootstrap(), {"leaving"});
    ObservedGroups all(m_cluster.bootstrap(), {});
    EXPECT_EQ(group(all.look(), "leaving").isListed, true);
    m_administration.deleteGroup("leaving");
    EXPECT_EQ(group(named.look(), "leaving").isListed, false);
    EXPECT_THAT(rowsOf(named.look()), IsEmpty());
    EXPECT_THROW(group(all.look(), "leaving"), std::out_of_range);
}

}  // namespace
}  // namespace headroom::integration
