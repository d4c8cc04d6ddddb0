// What the other tests of this folder take for granted, held against Kafka's own tools.
#include "tests/integration/kafka/cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/integration/kafka/administration.h"
#include "tests/integration/kafka/group_member.h"
#include "tests/integration/kafka/record_source.h"

namespace headroom::integration {
namespace {

class RealCluster : public testing::Test {
protected:
    Cluster& m_cluster = Cluster::shared();
    Administration m_administration{m_cluster.bootstrap()};
    RecordSource m_source{m_cluster.bootstrap()};
};

TEST_F(RealCluster, CountsWhatWasProducedAndCommitted) {
    m_administration.createTopic("counted", 2);
    m_source.produce({"counted", 0, 10});
    m_source.produce({"counted", 1, 4});
    m_administration.commit("counting", {{{"counted", 0}, 3}, {{"counted", 1}, 4}});
    EXPECT_THAT(m_cluster.describe({"counting"}),
                testing::ElementsAre(DescribedPartition{"counting", "counted", 0, 3, 10, 7, ""},
                                     DescribedPartition{"counting", "counted", 1, 4, 4, 0, ""}));
    EXPECT_EQ(m_cluster.describeState("counting").state, "Empty");
    EXPECT_EQ(m_administration.endOffset("counted", 0), 10);
    EXPECT_EQ(m_administration.countRecords("counted", 0), 10);
}

TEST_F(RealCluster, HasMembersThatLive) {
    m_administration.createTopic("shared", 2);
    m_source.produce({"shared", 1, 5});
    std::string name;
    {
        GroupMember member(m_cluster.bootstrap(), "sharing", {"shared"});
        member.waitForPartitions(2);
        member.commit({{{"shared", 1}, 2}});
        name = member.memberId();
        EXPECT_THAT(m_cluster.describe({"sharing"}),
                    testing::ElementsAre(DescribedPartition{"sharing", "shared", 0, {}, 0, {}, name},
                                         DescribedPartition{"sharing", "shared", 1, 2, 5, 3, name}));
        EXPECT_EQ(m_cluster.describeState("sharing").state, "Stable");
    }
    EXPECT_THAT(m_cluster.describe({"sharing"}), testing::ElementsAre(DescribedPartition{"sharing", "shared", 1, 2, 5, 3, ""}));
}

TEST_F(RealCluster, KeepsTheTimesRecordsSay) {
    m_administration.createTopic("timed", 1);
    m_source.produce({"timed", 0, 10, 1'700'000'000'000, 1000});
    // The first record at or after 3.5 s is the one of 4 s.
    const CommandResult offset =
        m_cluster.run("org.apache.kafka.tools.GetOffsetShell", {"--topic", "timed", "--time", "1700000003500"});
    EXPECT_EQ(offset.output, "timed:0:4\n") << offset.error;
}

TEST_F(RealCluster, HoldsBackWhatATransactionHasNotCommitted) {
    m_administration.createTopic("transactional", 1);
    RecordSource source(m_cluster.bootstrap(), "one");
    source.beginTransaction();
    source.produce({"transactional", 0, 3});
    EXPECT_EQ(m_administration.endOffset("transactional", 0), 3);
    EXPECT_EQ(m_administration.countRecords("transactional", 0), 0);
    source.commitTransaction();
    m_administration.waitForTransactions("transactional", 0);
    EXPECT_EQ(m_administration.countRecords("transactional", 0), 3);
    source.beginTransaction();
    source.produce({"transactional", 0, 2});
    source.abortTransaction();
    m_administration.waitForTransactions("transactional", 0);
    EXPECT_EQ(m_administration.countRecords("transactional", 0), 3);
    // Three records, two that were taken back, and a marker after each transaction.
    EXPECT_EQ(m_administration.endOffset("transactional", 0), 7);
}

TEST_F(RealCluster, SaysWhatIsWrong) {
    EXPECT_THROW(m_administration.deleteTopic("never made"), std::runtime_error);
    EXPECT_THROW(m_administration.createTopic("wrong", 1, {{"no.such.setting", "1"}}), std::runtime_error);
    EXPECT_THROW(m_cluster.describe({"nobody"}), std::runtime_error);
}

}  // namespace
}  // namespace headroom::integration
