// A client ends in time though librdkafka doesn't.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>

#include "connectors/kafka/client.h"
#include "tests/live/mock_kafka.h"

namespace headroom {
namespace {

using namespace connectors::kafka;

constexpr int patience = 20'000;  // milliseconds

using Message = std::unique_ptr<rd_kafka_message_t, Destroy<rd_kafka_message_destroy>>;

Message readFirst(rd_kafka_t* client, const std::string& topic) {
    const PartitionsHandle partitions(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(partitions.get(), topic.c_str(), 0)->offset = 0;
    EXPECT_EQ(rd_kafka_assign(client, partitions.get()), RD_KAFKA_RESP_ERR_NO_ERROR);
    return Message(rd_kafka_consumer_poll(client, patience));
}

TEST(ClientEnd, DoesNotWaitForABrokerThatIsHeldForGood) {
    MockKafka kafka;
    kafka.createTopic("orders", 1);
    kafka.produce("orders", 0, 1);
    ClientOptions options;
    options.bootstrap = kafka.bootstrap();
    options.timeout = model::Duration::milliseconds(300);
    auto client = Client::create(options);
    ASSERT_TRUE(client) << client.error().message;
    // A message that is kept keeps the broker it came from: librdkafka waits until it is given back.
    const Message kept = readFirst(client.value()->handle(), "orders");
    ASSERT_NE(kept, nullptr);
    ASSERT_EQ(kept->err, RD_KAFKA_RESP_ERR_NO_ERROR);
    const auto began = std::chrono::steady_clock::now();
    client.value().reset();
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(30)) << "a time-out of 300 ms, at least a second";
}

}  // namespace
}  // namespace headroom
