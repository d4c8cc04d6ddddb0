#include "services/embedded/embedded_broker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>

#include <array>
#include <map>
#include <memory>

namespace headroom::services {
namespace {

using testing::_;
using testing::AllOf;
using testing::Each;
using testing::Ge;
using testing::Lt;
using testing::Ne;
using testing::Pair;
using testing::SizeIs;

constexpr int patience = 20'000;  // milliseconds

struct Destroy {
    void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
};
using Client = std::unique_ptr<rd_kafka_t, Destroy>;

Client producer(const EmbeddedBroker& broker) {
    std::array<char, 512> why{};
    rd_kafka_conf_t* const configuration = rd_kafka_conf_new();
    for (const auto& [name, value] : std::map<std::string, std::string>{{"bootstrap.servers", broker.bootstrap()},
                                                                        {"topic.metadata.refresh.fast.interval.ms", "50"},
                                                                        {"reconnect.backoff.max.ms", "100"},
                                                                        {"log_level", "0"}})
        EXPECT_EQ(rd_kafka_conf_set(configuration, name.c_str(), value.c_str(), why.data(), why.size()), RD_KAFKA_CONF_OK)
            << why.data();
    Client client(rd_kafka_new(RD_KAFKA_PRODUCER, configuration, why.data(), why.size()));
    EXPECT_TRUE(client) << why.data();
    return client;
}

/// Leaders of a topic's partitions, by number, counted from 0.
std::map<int, int> leaders(rd_kafka_t* client, const std::string& topic) {
    rd_kafka_topic_t* const handle = rd_kafka_topic_new(client, topic.c_str(), nullptr);
    const struct rd_kafka_metadata* metadata = nullptr;
    EXPECT_EQ(rd_kafka_metadata(client, 0, handle, &metadata, patience), RD_KAFKA_RESP_ERR_NO_ERROR);
    std::map<int, int> found;
    for (int i = 0; metadata != nullptr && i < metadata->topics[0].partition_cnt; ++i)
        found[metadata->topics[0].partitions[i].id] = metadata->topics[0].partitions[i].leader - 1;
    if (metadata != nullptr) rd_kafka_metadata_destroy(metadata);
    rd_kafka_topic_destroy(handle);
    return found;
}

bool produce(rd_kafka_t* client, const std::string& topic, int partition) {
    std::string value = "a record";
    const rd_kafka_resp_err_t code = rd_kafka_producev(client, RD_KAFKA_VTYPE_TOPIC, topic.c_str(), RD_KAFKA_VTYPE_PARTITION,
                                                       partition, RD_KAFKA_VTYPE_MSGFLAGS, RD_KAFKA_MSG_F_COPY,
                                                       RD_KAFKA_VTYPE_VALUE, value.data(), value.size(), RD_KAFKA_VTYPE_END);
    return code == RD_KAFKA_RESP_ERR_NO_ERROR && rd_kafka_flush(client, patience) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

TEST(EmbeddedBroker, HasTheTopicsWithTheirPartitions) {
    EmbeddedBroker broker(3);
    broker.createTopic("orders", 6, 3);
    broker.createTopic("letters", 1, 1);
    const Client client = producer(broker);
    EXPECT_THAT(leaders(client.get(), "orders"), AllOf(SizeIs(6), Each(Pair(_, AllOf(Ge(0), Lt(3))))));
    EXPECT_THAT(leaders(client.get(), "letters"), SizeIs(1));
    EXPECT_TRUE(produce(client.get(), "letters", 0));
}

TEST(EmbeddedBroker, LeadsElsewhereWhileABrokerIsDown) {
    EmbeddedBroker broker(3);
    broker.createTopic("orders", 12, 2);
    broker.declareGroup("back");
    const Client client = producer(broker);
    const auto before = leaders(client.get(), "orders");
    const int victim = before.at(0);
    ASSERT_TRUE(produce(client.get(), "orders", 0));
    broker.setDown(victim);
    EXPECT_THAT(leaders(client.get(), "orders"), AllOf(SizeIs(12), Each(Pair(_, Ne(victim)))));
    EXPECT_TRUE(produce(client.get(), "orders", 0));
    broker.setUp(victim);
    EXPECT_EQ(leaders(client.get(), "orders"), before);
    EXPECT_TRUE(produce(client.get(), "orders", 0));
}

TEST(EmbeddedBroker, LeavesAPartitionWithoutAnotherReplicaWhereItIs) {
    EmbeddedBroker broker(2);
    broker.createTopic("letters", 2, 1);
    const Client client = producer(broker);
    const auto before = leaders(client.get(), "letters");
    broker.setDown(before.at(0));
    broker.setDown(before.at(0));
    broker.setDown(7);
    EXPECT_EQ(leaders(client.get(), "letters"), before);
}

}  // namespace
}  // namespace headroom::services
