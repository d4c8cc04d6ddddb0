// What is broken on the way from a broker stays unknown, and costs nobody more than its time-out.
#include <gtest/gtest.h>

#include <chrono>

#include "connectors/kafka/lag.h"
#include "connectors/kafka/observer.h"
#include "tests/live/corrupting_proxy.h"
#include "tests/live/mock_kafka.h"

namespace headroom {
namespace {

using namespace connectors;
using namespace connectors::kafka;

int portOf(const MockKafka& kafka) {
    const std::string bootstrap = kafka.bootstrap();
    return std::stoi(bootstrap.substr(bootstrap.rfind(':') + 1));
}

Result<Snapshot> look(const std::string& place, model::Duration timeout) {
    ClientOptions options;
    options.bootstrap = place;
    options.timeout = timeout;
    auto observer = Observer::create(options, {{"audit"}, {}});
    if (!observer) return observer.error();
    return observer.value()->observe();
}

/// What must hold of whatever was understood.
void expectSense(const Result<Snapshot>& seen) {
    if (!seen) {
        EXPECT_FALSE(seen.error().message.empty());
        return;
    }
    for (const Group& group : seen.value().groups)
        for (const GroupPartition& partition : group.partitions.value_or(std::vector<GroupPartition>{})) {
            if (!partition.lag) continue;
            EXPECT_GE(*partition.lag, 0);
            EXPECT_TRUE(partition.end && partition.committed) << "a lag of what nobody knows";
        }
    for (const Topic& topic : seen.value().topics)
        for (const Partition& partition : topic.partitions) EXPECT_GE(partition.start.value_or(0), 0);
}

class BrokenAnswers : public testing::TestWithParam<std::uint64_t> {
protected:
    BrokenAnswers() {
        m_kafka.createTopic("orders", 3);
        m_kafka.produce("orders", 0, 50);
        m_kafka.commit("audit", "orders", 0, 20);
    }
    MockKafka m_kafka;
};

TEST_F(BrokenAnswers, AreWholeWhereNothingIsBroken) {
    const CorruptingProxy proxy(portOf(m_kafka), {});
    const auto seen = look(proxy.place(), model::Duration::seconds(5));
    ASSERT_TRUE(seen) << seen.error().message;
    EXPECT_EQ(group(seen.value(), "audit").partitions->front().lag, 30) << "the proxy itself changes nothing";
    EXPECT_EQ(std::to_string(seen.value().brokers.front().port), proxy.place().substr(proxy.place().rfind(':') + 1))
        << "nobody goes around it";
}

TEST_P(BrokenAnswers, LeaveUnknownWhatTheySpoil) {
    const std::uint64_t seed = GetParam();
    // From a bit in some answers to several in each; the first answers may be whole, so that later ones are reached.
    const CorruptingProxy::Spoiling spoiling{seed, seed % 3 == 0 ? 0.0005 : 0.003, static_cast<int>(seed % 5), seed % 2 == 0};
    const CorruptingProxy proxy(portOf(m_kafka), spoiling);
    const auto began = std::chrono::steady_clock::now();
    expectSense(look(proxy.place(), model::Duration::milliseconds(300)));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    EXPECT_LT(took.count(), 30) << "some ten parts, a time-out each";
    const auto whole = look(m_kafka.bootstrap(), model::Duration::seconds(5));
    ASSERT_TRUE(whole) << whole.error().message;
    EXPECT_EQ(group(whole.value(), "audit").partitions->front().lag, 30);
}

INSTANTIATE_TEST_SUITE_P(Seeds, BrokenAnswers, testing::Range<std::uint64_t>(1, 21));

}  // namespace
}  // namespace headroom
