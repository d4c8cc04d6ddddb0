#include "connectors/kafka/retention.h"

#include <gtest/gtest.h>

#include <limits>

namespace headroom::connectors::kafka {
namespace {

constexpr double forever = std::numeric_limits<double>::infinity();

std::map<std::string, std::string> properties(const std::string& policy, const std::string& time, const std::string& bytes) {
    return {{"cleanup.policy", policy}, {"retention.ms", time}, {"retention.bytes", bytes}, {"min.insync.replicas", "2"}};
}

TEST(TopicSettings, SayHowLongRecordsAreKept) {
    const TopicSettings hour = topicSettings(properties("delete", "3600000", "-1"));
    EXPECT_EQ(hour.retention, 3600);
    EXPECT_FALSE(hour.isLimitedBySize);
    EXPECT_EQ(hour.minInsyncReplicas, 2);
    EXPECT_EQ(topicSettings(properties("delete", "-1", "-1")).retention, forever);
    EXPECT_EQ(topicSettings(properties("compact", "3600000", "1000")).retention, forever);
    EXPECT_FALSE(topicSettings(properties("compact", "3600000", "1000")).isLimitedBySize);
    EXPECT_TRUE(topicSettings(properties("compact,delete", "3600000", "1000")).isLimitedBySize);
}

TEST(TopicSettings, AreUnknownWhereNobodySaysThem) {
    EXPECT_FALSE(topicSettings({}).retention);
    EXPECT_FALSE(topicSettings(properties("delete", "soon", "-1")).retention);
    EXPECT_FALSE(topicSettings({{"cleanup.policy", "delete"}, {"retention.ms", "5"}}).retention) << "a size may limit it";
}

/// One group with one share of a topic that keeps records for an hour.
Snapshot seen(std::optional<double> timeLag, std::optional<TopicSettings> settings = TopicSettings{3600, false, 1}) {
    Snapshot snapshot;
    snapshot.topics = {{"orders", {{0, 1, {1}, {1}, 0, 100}}, settings}};
    Group group;
    group.name = "audit";
    group.partitions = {{{"orders", 0}, 70, 100, 30, timeLag, {}}};
    snapshot.groups = {group};
    measureRetention(snapshot);
    return snapshot;
}

std::optional<double> leftOf(const Snapshot& snapshot) {
    return leastRetentionLeft(snapshot.groups.front());
}

TEST(Retention, IsWhatTheOldestUnreadRecordHasLeft) {
    EXPECT_EQ(leftOf(seen(600)), 3000);
    EXPECT_EQ(leftOf(seen(0)), 3600);
    EXPECT_EQ(leftOf(seen(4000)), 0) << "it may go at any time";
}

TEST(Retention, IsUnknownWhereOneOfItsPartsIs) {
    EXPECT_FALSE(leftOf(seen({})));
    EXPECT_FALSE(leftOf(seen(600, std::nullopt)));
    EXPECT_FALSE(leftOf(seen(600, TopicSettings{std::nullopt, false, 1})));
    EXPECT_FALSE(leftOf(seen(600, TopicSettings{3600, true, 1}))) << "nobody knows how large the topic is";
}

TEST(Retention, IsForEverWhateverTheAge) {
    EXPECT_EQ(leftOf(seen({}, TopicSettings{forever, false, 1})), forever);
}

TEST(Retention, OfAGroupIsTheLeastOfItsShares) {
    Snapshot snapshot = seen(600);
    snapshot.groups[0].partitions->push_back({{"orders", 1}, 1, 2, 1, 900.0, {}});
    measureRetention(snapshot);
    EXPECT_EQ(leftOf(snapshot), 2700);
    snapshot.groups[0].partitions->back().retentionLeft.reset();
    EXPECT_FALSE(leftOf(snapshot)) << "the unknown one may be the least";
}

}  // namespace
}  // namespace headroom::connectors::kafka
