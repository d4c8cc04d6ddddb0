#include "connectors/kafka/described_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/kafka/lag.h"

namespace headroom::connectors::kafka {
namespace {

using testing::HasSubstr;

std::string messages(const DescribedGroups& read) {
    std::string all;
    for (const model::Diagnostic& diagnostic : read.diagnostics.all()) all += model::toString(diagnostic) + "\n";
    return all;
}

DescribedGroups read(const std::string& text) {
    return readDescribedGroups(text, "pasted.txt");
}

/// What must be understood without a word.
Snapshot understood(const std::string& text) {
    const DescribedGroups result = read(text);
    EXPECT_EQ(messages(result), "");
    return result.snapshot;
}

const std::string heads =
    "GROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID     HOST            "
    "CLIENT-ID\n";

TEST(DescribedGroups, AreReadAsKafkaPrintsThem) {
    const Snapshot seen = understood("\n" + heads +
                                     "audit           orders          0          377             1000            623             "
                                     "consumer-1-7f   /10.0.0.7       consumer-1\n"
                                     "audit           orders          1          5               5               0               "
                                     "consumer-1-7f   /10.0.0.7       consumer-1\n");
    const Group& audit = group(seen, "audit");
    EXPECT_EQ(totalLag(audit), 623);
    ASSERT_EQ(audit.partitions->size(), 2U);
    EXPECT_EQ(audit.partitions->front().committed, 377);
    EXPECT_EQ(audit.partitions->front().end, 1000);
    ASSERT_EQ(audit.members.value().size(), 1U);
    EXPECT_EQ(audit.members->front().host, "/10.0.0.7");
    EXPECT_EQ(audit.members->front().assignment.size(), 2U);
}

TEST(DescribedGroups, MayBeSeveralWithAPromptAndALogAroundThem) {
    const Snapshot seen = understood(
        "$ bin/kafka-consumer-groups.sh --bootstrap-server b:9092 --describe --all-groups\r\n"
        "[2024-05-01 10:00:00,000] WARN something (org.apache.kafka.clients)\r\n"
        "\r\nConsumer group 'billing' has no active members.\r\n\r\n" +
        heads + "billing orders 0 10 12 2 - - -\r\n\r\n" + heads + "audit orders 0 9 12 3 c-1 /h c\r\n$ \r\n");
    EXPECT_EQ(group(seen, "billing").state, GroupState::Empty);
    EXPECT_TRUE(group(seen, "billing").members.value().empty());
    EXPECT_EQ(totalLag(group(seen, "billing")), 2);
    EXPECT_EQ(totalLag(group(seen, "audit")), 3);
}

TEST(DescribedGroups, MayLackTheColumnOfTheGroupAsInOldVersions) {
    const Snapshot seen = understood(
        "Consumer group 'audit' has no active members.\n\n"
        "TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID\n"
        "orders 3 1 4 3 - - -\n");
    EXPECT_EQ(totalLag(group(seen, "audit")), 3);
}

TEST(DescribedGroups, MayHaveMoreColumnsAsInNewVersions) {
    const Snapshot seen = understood(
        "GROUP TOPIC PARTITION LEADER-EPOCH CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID\n"
        "audit orders 0 - 7 9 2 c-1 /h c\n");
    EXPECT_EQ(totalLag(group(seen, "audit")), 2);
}

TEST(DescribedGroups, MayHaveBlanksInTheirNames) {
    const Snapshot seen = understood(heads + "the night audit orders 0 7 9 2 c-1 /h c\n");
    EXPECT_EQ(totalLag(group(seen, "the night audit")), 2);
}

TEST(DescribedGroups, LeaveUnknownWhatIsNotCommitted) {
    const Snapshot seen = understood(heads + "audit orders 0 - 9 - c-1 /h c\naudit - - - - - c-2 /h c\n");
    const Group& audit = group(seen, "audit");
    EXPECT_FALSE(totalLag(audit));
    EXPECT_EQ(audit.members.value().size(), 2U) << "one has nothing to do";
    ASSERT_EQ(audit.partitions->size(), 1U);
    EXPECT_EQ(audit.partitions->front().end, 9);
    EXPECT_FALSE(audit.partitions->front().lag);
}

TEST(DescribedGroups, AreNeverBehindByLessThanNothing) {
    const Snapshot seen = understood(heads + "audit orders 0 9 4 -5 - - -\n");
    EXPECT_FALSE(group(seen, "audit").partitions->front().lag);
}

TEST(DescribedGroups, SayWhenTheyRebalanceOrDoNotExist) {
    const Snapshot seen =
        understood("Warning: Consumer group 'audit' is rebalancing.\n\nError: Consumer group 'gone' does not exist.\n");
    EXPECT_EQ(group(seen, "audit").state, GroupState::PreparingRebalance);
    EXPECT_EQ(group(seen, "gone").isListed, false);
}

TEST(DescribedGroups, AreRefusedWithThePlaceOfWhatIsWrong) {
    EXPECT_THAT(messages(read(heads + "audit orders zero 1 2 1 - - -\n")),
                HasSubstr("pasted.txt:2:14: error: PARTITION must be a whole number or '-', not 'zero'"));
    EXPECT_THAT(messages(read(heads + "audit orders 0 1 99999999999999999999 1 - - -\n")),
                HasSubstr("2:18: error: LOG-END-OFFSET"));
    EXPECT_THAT(messages(read(heads + "audit orders 0 -3 2 1 - - -\n")),
                HasSubstr("2:16: error: CURRENT-OFFSET must not be negative"));
    EXPECT_THAT(messages(read(heads + "audit orders 0\n")),
                HasSubstr("2:1: error: the line has 3 fields, the table's heads are 9"));
    EXPECT_THAT(messages(read(heads + "audit orders - 1 2 1 - - -\n")),
                HasSubstr("2:14: error: a topic's row needs a PARTITION"));
    EXPECT_THAT(messages(read(heads + "audit orders 9999999999 1 2 1 - - -\n")), HasSubstr("out of range"));
}

TEST(DescribedGroups, AreRefusedWithAPlaceWhateverTheirBytes) {
    EXPECT_THAT(messages(read(heads + "\xa9\x94 orders\n")), HasSubstr("2:1: error: the line has 2 fields"));
}

TEST(DescribedGroups, AreRefusedWhereThereIsNoTable) {
    EXPECT_THAT(messages(read("")), HasSubstr("pasted.txt:1:1: error: there is no table here"));
    EXPECT_THAT(messages(read("hello\nworld\n")), HasSubstr("there is no table here"));
    EXPECT_THAT(messages(read("GROUP COORDINATOR (ID) ASSIGNMENT-STRATEGY STATE #MEMBERS\naudit h:1 (1) range Stable 1\n")),
                HasSubstr("1:1: error: this table has no offsets; describe without --members and --state"));
    EXPECT_THAT(messages(read("Error: Executing consumer group command failed due to a time-out\n")),
                HasSubstr("1:1: error: the tool failed: Executing"));
    EXPECT_THAT(messages(read("Error:")), HasSubstr("1:1: error: the tool failed:"));
}

TEST(DescribedGroups, AreTakenWithAWarningWhereTheyContradictThemselves) {
    const DescribedGroups result = read(heads + "audit orders 0 1 9 3 - - -\naudit orders 0 2 9 7 - - -\n");
    EXPECT_FALSE(result.diagnostics.hasErrors());
    EXPECT_THAT(messages(result), HasSubstr("2:1: warning: LAG says 3, the offsets say 8"));
    EXPECT_THAT(messages(result), HasSubstr("3:1: warning: partition 0 of orders is described again"));
    EXPECT_EQ(totalLag(group(result.snapshot, "audit")), 7);
}

}  // namespace
}  // namespace headroom::connectors::kafka
