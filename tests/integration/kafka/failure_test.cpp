// What of a cluster stays known while one of its brokers hangs, and when it is dead.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "tests/integration/kafka/administration.h"
#include "tests/integration/kafka/cluster.h"
#include "tests/integration/kafka/observed_groups.h"
#include "tests/integration/kafka/record_source.h"

namespace headroom::integration {
namespace {

using connectors::kafka::Snapshot;

/// A topic with a partition on each broker and no replicas, ten records each, four of them committed.
class BrokerFailure : public testing::Test {
protected:
    using Lags = std::vector<std::optional<std::int64_t>>;
    static constexpr std::int64_t behind = 6;

    BrokerFailure() {
        Administration administration(m_cluster.bootstrap());
        RecordSource source(m_cluster.bootstrap());
        administration.createTopic("spread", 3);
        for (int partition = 0; partition < 3; ++partition) {
            source.produce({"spread", partition, 10});
            administration.commit("watched", {{{"spread", partition}, 10 - behind}});
        }
    }

    /// The lags by partition; none where there is nothing to see at all, within the time all requests may take together.
    Lags look() {
        Lags lags(3);
        const auto begin = std::chrono::steady_clock::now();
        try {
            for (const DescribedPartition& row : rowsOf(m_observed.look()))
                lags.at(static_cast<std::size_t>(row.partition)) = row.lag;
        } catch (const std::runtime_error&) {
        }
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
        // Unknown is unknown, and what is known is right.
        for (const auto& lag : lags) EXPECT_EQ(lag.value_or(behind), behind);
        return lags;
    }
    void waitForLags(const std::string& what, const Lags& expected) {
        waitUntil(what, [&] { return look() == expected || HasFailure(); });
    }
    /// The broker that most depends on: the group's coordinator. It leads a partition too.
    int victim() const { return m_cluster.describeState("watched").coordinator; }
    /// What is to be known when a broker isn't there.
    Lags lagsWithout(int broker) {
        Lags lags(3, behind);
        const Snapshot snapshot = m_observed.look();
        for (const auto& partition : topic(snapshot, "spread").partitions)
            if (partition.leader == broker) lags.at(static_cast<std::size_t>(partition.number)).reset();
        return lags;
    }

    Cluster& m_cluster = Cluster::shared();
    ObservedGroups m_observed{m_cluster.bootstrap(), {"watched"}, model::Duration::seconds(2)};
};

TEST_F(BrokerFailure, LeavesTheOtherBrokersFiguresKnown) {
    const Lags all(3, behind);
    waitForLags("all are known", all);

    // A half-open connection: it takes what it is sent and says nothing.
    const int hanging = victim();
    const Lags withoutIt = lagsWithout(hanging);
    EXPECT_EQ(std::ranges::count(withoutIt, std::optional<std::int64_t>()), 1);
    ASSERT_EQ(kill(m_cluster.broker(hanging), SIGSTOP), 0);
    waitForLags("the others are known while one hangs", withoutIt);
    ASSERT_EQ(kill(m_cluster.broker(hanging), SIGCONT), 0);
    waitForLags("all are known again", all);

    const int dead = victim();
    const Lags withoutThat = lagsWithout(dead);
    ASSERT_EQ(kill(m_cluster.broker(dead), SIGKILL), 0);
    waitForLags("the others are known without the dead one", withoutThat);
    waitUntil("it is missed", [&] { return m_observed.look().brokers.size() == 2; });
    EXPECT_EQ(look(), withoutThat);
}

}  // namespace
}  // namespace headroom::integration
