// --set, variants and the defaults that versions choose.
#include <gtest/gtest.h>

#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

const char* const shop = R"(scenario: shop
services:
  order:
    operations: {place: [{publish: orders}]}
    listeners: {audit: {topics: [orders], steps: [{cpu: 1ms}]}}
kafka: {main: {brokers: 3}}
topics: {orders: {partitions: 12, replicas: 3, config: {min.insync.replicas: 2}}}
faults:
  - {at: 5s, kill: pod/order}
variants:
  small:
    description: fewer partitions
    set: {topics.orders.partitions: 3}
    faults: []
)";

std::string originOf(const Scenario& scenario, const std::string& path) {
    for (const EffectiveValue& value : scenario.effective)
        if (value.path == path) return value.value + " from " + value.origin;
    return "nothing";
}

// A path makes what is missing, so a misspelt name makes an element; only what it lacks tells.
TEST(Settings, OfAMisspeltElementWarnThatItDoesNothing) {
    ReadOptions options;
    options.settings = {{"services.oder.replicas", "4"}};
    const ReadResult result = readText(shop, options);
    ASSERT_TRUE(result.scenario) << findings(result);
    EXPECT_EQ(findings(result), "--set services.oder.replicas=4:1:1: warning: service 'oder' does nothing: it has no operations "
                                "and no listeners; did you mean 'order'?\n");
    options.settings = {{"stores.cache.servers", "4"}};
    EXPECT_EQ(findings(readText(shop, options)),
              "--set stores.cache.servers=4:1:1: warning: store 'cache' does nothing: it has no operations\n");
    EXPECT_EQ(findings(readText(shop)), "");
}

TEST(Settings, ReplaceAndInsertValues) {
    ReadOptions options;
    options.settings = {{"topics.orders.config.'min.insync.replicas'", "1"},
                        {"services.order.replicas", "4"},
                        {"faults[0].at", "9s"},
                        {"faults[+]", "{at: 12s, kill: broker/main/2}"}};
    const ReadResult result = readText(shop, options);
    ASSERT_TRUE(result.scenario) << findings(result);
    EXPECT_EQ(result.scenario->topics[0].config.minInsyncReplicas, 1);
    EXPECT_EQ(result.scenario->services[0].deployment.replicas, 4);
    ASSERT_EQ(result.scenario->faults.size(), 2U);
    EXPECT_EQ(result.scenario->faults[0].at, Instant{9'000'000'000});
    EXPECT_EQ(std::get<KillBroker>(result.scenario->faults[1].action).broker, 2);
    EXPECT_EQ(originOf(*result.scenario, "services.order.replicas"), "4 from --set");
    EXPECT_EQ(result.text, shop);
}

TEST(Settings, WinOverVariants) {
    ReadOptions options;
    options.variant = "small";
    const ReadResult variant = readText(shop, options);
    ASSERT_TRUE(variant.scenario) << findings(variant);
    EXPECT_EQ(variant.scenario->topics[0].partitions, 3);
    EXPECT_TRUE(variant.scenario->faults.empty());
    EXPECT_EQ(variant.scenario->description, "fewer partitions");
    EXPECT_EQ(originOf(*variant.scenario, "topics.orders.partitions"), "3 from test.yaml:13:37");
    options.settings = {{"topics.orders.partitions", "6"}};
    EXPECT_EQ(readText(shop, options).scenario->topics[0].partitions, 6);
}

TEST(Settings, OverrideAPropertyWrittenDotted) {
    const std::string text =
        "scenario: x\nservices:\n  s:\n    application:\n      server.tomcat.threads.max: 10\n    operations: {o: [{cpu: "
        "1ms}]}\n";
    ReadOptions options;
    options.settings = {{"services.s.application.server.tomcat.threads.max", "25"}};
    const ReadResult result = readText(text, options);
    ASSERT_TRUE(result.scenario) << findings(result);
    EXPECT_EQ(result.scenario->services[0].threads, 25);
}

TEST(Settings, TakeGuessesInPropertiesToo) {
    const std::string text =
        "scenario: x\nservices:\n  s:\n    consumer: {max.poll.records: guess(100..400)}\n    application:\n"
        "      spring.datasource.hikari.connection-timeout: guess(2s..4s)\n"
        "      spring.datasource.hikari.maximum-pool-size: guess(4..2)\n    operations: {o: [{cpu: 1ms}]}\n";
    const ReadResult broken = readText(text);
    EXPECT_EQ(findings(broken),
              "test.yaml:7:51: error: 'maximum-pool-size' can't be 'guess(4..2)'; it is a whole number from 1 to 1000000\n");
    std::string good = text;
    good.replace(good.find("4..2"), 4, "2..9");
    const ReadResult result = readText(good);
    ASSERT_TRUE(result.scenario) << findings(result);
    ASSERT_EQ(result.scenario->guesses.size(), 3U);
    EXPECT_EQ(result.scenario->guesses[0].unit, "s");
    EXPECT_DOUBLE_EQ(result.scenario->guesses[0].value, 3);
}

ConsumerConfig consumerOf(const std::string& versions) {
    const ReadResult result = readText(std::string(shop) + "versions: " + versions + "\n");
    EXPECT_TRUE(result.scenario) << findings(result);
    return result.scenario ? result.scenario->services.at(0).listeners.at(0).consumer : ConsumerConfig{};
}

ProducerConfig producerOf(const std::string& versions) {
    const ReadResult result = readText(std::string(shop) + "versions: " + versions + "\n");
    EXPECT_TRUE(result.scenario) << findings(result);
    return result.scenario ? result.scenario->services.at(0).producer : ProducerConfig{};
}

TEST(VersionDefaults, FollowKafkaAndTheClient) {
    EXPECT_EQ(producerOf("{kafka: \"3.9\"}").linger, Duration{0});
    EXPECT_EQ(producerOf("{kafka: \"4.0\"}").linger, Duration::milliseconds(5));
    EXPECT_EQ(producerOf("{kafka: \"2.8\"}").acks, Acks::Leader);
    EXPECT_EQ(producerOf("{client: librdkafka}").partitioner, ProducerConfig::Partitioner::ConsistentRandom);
    EXPECT_EQ(producerOf("{client: librdkafka}").linger, Duration::milliseconds(5));
    EXPECT_EQ(consumerOf("{kafka: \"3.9\"}").sessionTimeout, Duration::seconds(45));
    EXPECT_EQ(consumerOf("{kafka: \"2.8\"}").sessionTimeout, Duration::seconds(10));
    EXPECT_EQ(consumerOf("{client: librdkafka}").isolationLevel, ConsumerConfig::Isolation::ReadCommitted);
    EXPECT_FALSE(consumerOf("{kafka: \"3.9\"}").enableAutoCommit);
}

TEST(VersionDefaults, FollowKubernetes) {
    const auto grace = [](const std::string& version) {
        return readText(std::string(shop) + "versions: {kubernetes: \"" + version + "\"}\n").scenario->nodeMonitorGracePeriod;
    };
    EXPECT_EQ(grace("1.31"), Duration::seconds(40));
    EXPECT_EQ(grace("1.32"), Duration::seconds(50));
}

TEST(VersionDefaults, AreListedWithTheirOrigin) {
    const ReadResult result = readText(std::string(shop) + "versions: {kafka: \"4.0\"}\n");
    ASSERT_TRUE(result.scenario);
    EXPECT_EQ(originOf(*result.scenario, "services.order.application.spring.kafka.producer.properties.'linger.ms'"),
              "5 from default of Kafka 4.0");
    EXPECT_EQ(originOf(*result.scenario, "topics.orders.config.'min.insync.replicas'"), "2 from test.yaml:7:78");
}

}  // namespace
}  // namespace headroom::model
