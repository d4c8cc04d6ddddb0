// A group whose members our client can't describe (KIP-848) keeps its lag, and isn't called dead.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <string>
#include <vector>

#include "tests/golden/cli/program.h"
#include "tests/integration/kafka/administration.h"
#include "tests/integration/kafka/cluster.h"
#include "tests/integration/kafka/group_member.h"
#include "tests/integration/kafka/observed_groups.h"
#include "tests/integration/kafka/record_source.h"

namespace headroom::integration {
namespace {

using connectors::kafka::GroupState;
using connectors::kafka::Snapshot;

class Protocol : public testing::Test {
protected:
    Protocol() {
        m_administration.createTopic(m_topic, 2);
        m_source.produce({m_topic, 0, 20});
        m_source.produce({m_topic, 1, 30});
    }

    /// A topic of each test's own.
    std::string m_topic = std::string("topic-") + testing::UnitTest::GetInstance()->current_test_info()->name();
    Cluster& m_cluster = Cluster::shared();
    Administration m_administration{m_cluster.bootstrap()};
    RecordSource m_source{m_cluster.bootstrap()};
};

TEST_F(Protocol, OfTheNewKindLeavesMembersUnknownAndLagKnown) {
    Program consumer(m_cluster.command("org.apache.kafka.tools.consumer.ConsoleConsumer",
                                       {"--topic", m_topic, "--group", "modern", "--from-beginning", "--consumer-property",
                                        "group.protocol=consumer", "--consumer-property", "auto.commit.interval.ms=50"}));
    ObservedGroups named(m_cluster.bootstrap(), {"modern"});
    ObservedGroups all(m_cluster.bootstrap(), {});
    waitUntil("all is consumed", [&] {
        const std::vector<DescribedPartition> rows = rowsOf(named.look());
        return rows.size() == 2 && rows[0].lag == 0 && rows[1].lag == 0;
    });
    std::vector<DescribedPartition> truth = m_cluster.describe({"modern"});
    ASSERT_EQ(truth.size(), 2U);
    for (DescribedPartition& row : truth) {
        EXPECT_NE(row.member, "");
        row.member.clear();
    }
    for (ObservedGroups* observed : {&named, &all}) {
        const Snapshot snapshot = observed->look();
        EXPECT_EQ(rowsOf(snapshot), truth);
        EXPECT_FALSE(group(snapshot, "modern").members);
        EXPECT_NE(group(snapshot, "modern").state, GroupState::Dead);
        EXPECT_NE(group(snapshot, "modern").state, GroupState::Empty);
    }
    // Its consumer killed, what comes is behind.
    consumer.signal(SIGKILL);
    consumer.finish();
    m_source.produce({m_topic, 1, 12});
    EXPECT_EQ(rowsOf(named.look())[1].lag, 12);
}

TEST_F(Protocol, OfTheOldKindIsDescribedAsEver) {
    m_administration.commit("classical", {{{m_topic, 0}, 4}});
    GroupMember member(m_cluster.bootstrap(), "classical", {m_topic});
    member.waitForPartitions(2);
    const Snapshot snapshot = ObservedGroups(m_cluster.bootstrap(), {"classical"}).look();
    EXPECT_EQ(rowsOf(snapshot), m_cluster.describe({"classical"}));
    EXPECT_EQ(group(snapshot, "classical").state, GroupState::Stable);
}

}  // namespace
}  // namespace headroom::integration
