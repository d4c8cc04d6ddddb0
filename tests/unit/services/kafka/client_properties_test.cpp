#include "services/kafka/client_properties.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::services {
namespace {

using testing::Contains;
using testing::Pair;

const KafkaAccess access{"127.0.0.1:1", {}, "orders-0"};

TEST(ClientProperties, LibrdkafkaTakesTheDefaultsOfScenarios) {
    EXPECT_NO_THROW(configuration(access, producerProperties({})));
    EXPECT_NO_THROW(configuration(access, consumerProperties({}, "audit")));
}

TEST(ClientProperties, SayWhatTheScenarioSays) {
    model::ProducerConfig producer;
    producer.acks = model::Acks::Leader;
    producer.enableIdempotence = false;
    producer.linger = model::Duration::milliseconds(5);
    producer.compressionType = model::Compression::Lz4;
    const auto made = producerProperties(producer);
    EXPECT_THAT(made, Contains(Pair("acks", "1")));
    EXPECT_THAT(made, Contains(Pair("linger.ms", "5")));
    EXPECT_THAT(made, Contains(Pair("compression.type", "lz4")));
    EXPECT_THAT(made, Contains(Pair("partitioner", "murmur2_random")));

    model::ConsumerConfig consumer;
    consumer.autoOffsetReset = model::ConsumerConfig::OffsetReset::Earliest;
    consumer.partitionAssignmentStrategy = {model::ConsumerConfig::Assignor::CooperativeSticky};
    const auto read = consumerProperties(consumer, "audit");
    EXPECT_THAT(read, Contains(Pair("group.id", "audit")));
    EXPECT_THAT(read, Contains(Pair("auto.offset.reset", "earliest")));
    EXPECT_THAT(read, Contains(Pair("partition.assignment.strategy", "cooperative-sticky")));
    EXPECT_THAT(read, Contains(Pair("enable.auto.commit", "false")));
}

TEST(ClientProperties, StayWithinWhatLibrdkafkaAllows) {
    model::ProducerConfig producer;
    producer.deliveryTimeout = producer.linger = model::Duration::infinite();
    producer.maxInFlightRequestsPerConnection = 100;
    EXPECT_NO_THROW(configuration(access, producerProperties(producer)));
    model::ConsumerConfig consumer;
    consumer.maxPollInterval = model::Duration::infinite();
    consumer.fetchMinBytes = model::Bytes{0};
    EXPECT_NO_THROW(configuration(access, consumerProperties(consumer, "audit")));
}

TEST(ClientProperties, ThatAreRefusedAreNamedWithoutTheirValue) {
    KafkaAccess secret = access;
    secret.properties = {{"sasl.passwort", "hunter2"}};
    try {
        configuration(secret, {});
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("sasl.passwort"));
        EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("hunter2")));
    }
}

}  // namespace
}  // namespace headroom::services
