// The observer against librdkafka's mock cluster: real requests over loopback, no broker.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "connectors/kafka/lag.h"
#include "connectors/kafka/observer.h"
#include "tests/live/mock_kafka.h"

namespace headroom {
namespace {

using namespace connectors;
using namespace connectors::kafka;
using testing::HasSubstr;

Snapshot observe(const std::string& bootstrap, Scope scope) {
    ClientOptions options;
    options.bootstrap = bootstrap;
    auto observer = Observer::create(options, std::move(scope));
    if (!observer) throw std::runtime_error(observer.error().message);
    auto snapshot = observer.value()->observe();
    if (!snapshot) throw std::runtime_error(snapshot.error().message);
    return snapshot.value();
}

TEST(KafkaObserver, SeesTheClusterAsItIs) {
    MockKafka kafka(3);
    kafka.createTopic("orders", 4);
    kafka.produce("orders", 2, 17);
    const Snapshot seen = observe(kafka.bootstrap(), {});
    EXPECT_TRUE(seen.clusterId);
    ASSERT_EQ(seen.brokers.size(), 3U);
    EXPECT_EQ(seen.brokers.front().id, 1);
    const Topic& orders = topic(seen, "orders");
    ASSERT_EQ(orders.partitions.size(), 4U);
    EXPECT_EQ(orders.partitions[2].end, 17);
    EXPECT_EQ(orders.partitions[2].start, 0);
    EXPECT_EQ(orders.partitions[0].end, 0);
    EXPECT_TRUE(orders.partitions[0].leader);
}

TEST(KafkaObserver, MeasuresTheLagOfARealGroupToTheRecord) {
    MockKafka kafka;
    kafka.createTopic("orders", 1);
    kafka.produce("orders", 0, 1000);
    kafka.consume("audit", "orders", 377);
    const Snapshot seen = observe(kafka.bootstrap(), {{"audit"}, {}});
    const Group& audit = group(seen, "audit");
    ASSERT_TRUE(audit.partitions);
    ASSERT_EQ(audit.partitions->size(), 1U);
    EXPECT_EQ(audit.partitions->front().committed, 377);
    EXPECT_EQ(audit.partitions->front().end, 1000);
    EXPECT_EQ(audit.partitions->front().lag, 623);
}

TEST(KafkaObserver, CountsOnlyWhatAGroupHasCommitted) {
    MockKafka kafka(2);
    kafka.createTopic("orders", 3);
    kafka.createTopic("refunds", 1);
    for (int partition = 0; partition < 3; ++partition) kafka.produce("orders", partition, 10);
    kafka.commit("audit", "orders", 1, 4);
    const Snapshot seen = observe(kafka.bootstrap(), {{"audit", "nobody"}, {}});
    const Group& audit = group(seen, "audit");
    ASSERT_TRUE(audit.partitions);
    ASSERT_EQ(audit.partitions->size(), 1U);
    EXPECT_EQ(audit.partitions->front().place, (TopicPartition{"orders", 1}));
    EXPECT_EQ(audit.partitions->front().lag, 6);
    EXPECT_FALSE(totalLag(group(seen, "nobody")));
}

TEST(KafkaObserver, ShowsTheFirstGroupsWhileOthersAreStillAskedAbout) {
    MockKafka kafka;
    kafka.createTopic("orders", 1);
    kafka.createTopic("refunds", 1);
    kafka.produce("orders", 0, 9);
    kafka.commit("group-100", "orders", 0, 4);
    kafka.commit("group-459", "orders", 0, 7);
    ClientOptions options;
    options.bootstrap = kafka.bootstrap();
    Scope scope;
    for (int number = 100; number < 460; ++number) scope.groups.push_back("group-" + std::to_string(number));
    auto observer = Observer::create(options, scope);
    ASSERT_TRUE(observer);
    std::vector<Snapshot> parts;
    const auto whole = observer.value()->observe([] { return false; }, [&](Snapshot part) { parts.push_back(std::move(part)); });
    ASSERT_TRUE(whole) << whole.error().message;
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0].groups.size(), 50U);
    EXPECT_EQ(parts[1].groups.size(), 250U);
    for (const Snapshot& part : parts) {
        EXPECT_FALSE(part.hasAllGroups) << "none that is missing counts as deleted";
        EXPECT_EQ(totalLag(group(part, "group-100")), 5);
        ASSERT_EQ(part.topics.size(), 1U) << "none of these groups reads another";
        EXPECT_EQ(part.topics.front().name, "orders");
    }
    EXPECT_EQ(whole.value().groups.size(), 360U);
    EXPECT_EQ(totalLag(group(whole.value(), "group-459")), 2);
    EXPECT_EQ(topic(whole.value(), "refunds").partitions.front().end, 0);
}

TEST(KafkaObserver, LeavesALagThatWouldBeNegativeUnknown) {
    MockKafka kafka;
    kafka.createTopic("orders", 1);
    kafka.produce("orders", 0, 5);
    kafka.commit("audit", "orders", 0, 9);
    const Snapshot seen = observe(kafka.bootstrap(), {{"audit"}, {}});
    const GroupPartition& partition = group(seen, "audit").partitions.value().front();
    EXPECT_EQ(partition.committed, 9);
    EXPECT_EQ(partition.end, 5);
    EXPECT_FALSE(partition.lag);
    EXPECT_THAT(partition.note, HasSubstr("beyond the end"));
}

TEST(KafkaObserver, SaysWhatItCouldNotFindOut) {
    MockKafka kafka;
    kafka.createTopic("orders", 1);
    const Snapshot seen = observe(kafka.bootstrap(), {{}, {"orders", "odrers"}});
    EXPECT_EQ(seen.topics.size(), 1U);
    EXPECT_TRUE(seen.groups.empty());
    std::string problems;
    for (const Error& problem : seen.problems) problems += problem.message + "\n";
    EXPECT_THAT(problems, HasSubstr("odrers"));
    // The mock cluster refuses to list groups.
    EXPECT_THAT(problems, HasSubstr("--group"));
}

TEST(KafkaObserver, KeepsTheLagOfAGroupItCannotDescribe) {
    MockKafka kafka;
    kafka.createTopic("orders", 1);
    kafka.produce("orders", 0, 5);
    kafka.commit("audit", "orders", 0, 3);
    const Snapshot seen = observe(kafka.bootstrap(), {{"audit"}, {}});
    const Group& audit = group(seen, "audit");
    EXPECT_EQ(totalLag(audit), 2);
    EXPECT_FALSE(audit.members);
    EXPECT_NE(audit.state, GroupState::Dead);
}

TEST(KafkaObserver, CreatesNothing) {
    MockKafka kafka;
    kafka.createTopic("orders", 1);
    observe(kafka.bootstrap(), {{"audit"}, {"orders", "ghost"}});
    const Snapshot seen = observe(kafka.bootstrap(), {{"audit"}, {}});
    EXPECT_EQ(seen.topics.size(), 1U);
}

TEST(KafkaObserver, TellsOfABrokerThatIsGoneAndKeepsTheOthers) {
    MockKafka kafka(2);
    kafka.createTopic("orders", 1);
    kafka.createTopic("refunds", 1);
    rd_kafka_mock_partition_set_leader(kafka.cluster(), "orders", 0, 1);
    rd_kafka_mock_partition_set_leader(kafka.cluster(), "refunds", 0, 2);
    kafka.produce("orders", 0, 7);
    kafka.produce("refunds", 0, 8);
    rd_kafka_mock_broker_set_down(kafka.cluster(), 2);
    ClientOptions options;
    options.bootstrap = kafka.bootstrap();
    options.timeout = model::Duration::milliseconds(1500);
    const auto observer = Observer::create(options, {{"audit"}, {}});
    ASSERT_TRUE(observer);
    const auto seen = observer.value()->observe();
    ASSERT_TRUE(seen) << seen.error().message;
    EXPECT_EQ(topic(seen.value(), "orders").partitions[0].end, 7);
    EXPECT_FALSE(topic(seen.value(), "refunds").partitions[0].end);
    EXPECT_FALSE(seen.value().problems.empty());
}

TEST(KafkaObserver, SaysThatNobodyListens) {
    ClientOptions options;
    {
        MockKafka kafka;  // whose port is free again afterwards
        options.bootstrap = kafka.bootstrap();
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto observer = Observer::create(options, {});
    ASSERT_TRUE(observer);
    const auto seen = observer.value()->observe();
    ASSERT_FALSE(seen);
    EXPECT_EQ(seen.error().kind, Error::Kind::Unreachable) << seen.error().message;
    EXPECT_THAT(seen.error().message, HasSubstr("refused"));
    EXPECT_TRUE(seen.error().retriable);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(8));
}

TEST(KafkaObserver, RefusesPropertiesThatMakeNoSenseWithoutTellingSecrets) {
    ClientOptions options;
    options.bootstrap = "localhost:1";
    options.properties = {{"sasl.pasword", "hunter2"}};
    const auto misspelt = Observer::create(options, {});
    ASSERT_FALSE(misspelt);
    EXPECT_EQ(misspelt.error().kind, Error::Kind::BadConfiguration);
    EXPECT_THAT(misspelt.error().message, HasSubstr("sasl.pasword"));
    EXPECT_THAT(misspelt.error().message, testing::Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace headroom
