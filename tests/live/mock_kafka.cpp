#include "tests/live/mock_kafka.h"

#include <array>
#include <stdexcept>
#include <utility>
#include <vector>

namespace headroom {
namespace {

constexpr int patience = 20'000;  // milliseconds

void require(bool good, const std::string& what) {
    if (!good) throw std::runtime_error("mock cluster: " + what);
}

void require(rd_kafka_resp_err_t code, const std::string& what) {
    require(code == RD_KAFKA_RESP_ERR_NO_ERROR, what + ": " + rd_kafka_err2str(code));
}

rd_kafka_t* create(rd_kafka_type_t type, const std::vector<std::pair<std::string, std::string>>& properties) {
    std::array<char, 512> why{};
    rd_kafka_conf_t* configuration = rd_kafka_conf_new();
    for (const auto& [name, value] : properties)
        require(rd_kafka_conf_set(configuration, name.c_str(), value.c_str(), why.data(), why.size()) == RD_KAFKA_CONF_OK,
                why.data());
    rd_kafka_t* client = rd_kafka_new(type, configuration, why.data(), why.size());
    require(client != nullptr, why.data());
    return client;
}

}  // namespace

MockKafka::MockKafka(int brokers)
    : m_owner(create(RD_KAFKA_PRODUCER, {{"test.mock.num.brokers", std::to_string(brokers)}, {"linger.ms", "0"}})),
      m_cluster(rd_kafka_handle_mock_cluster(m_owner.get())) {
    require(m_cluster != nullptr, "there is none");
}

MockKafka::~MockKafka() = default;

std::string MockKafka::bootstrap() const {
    return rd_kafka_mock_cluster_bootstraps(m_cluster);
}

void MockKafka::createTopic(const std::string& name, int partitions) {
    require(rd_kafka_mock_topic_create(m_cluster, name.c_str(), partitions, 1), "create " + name);
}

void MockKafka::produce(const std::string& topic, int partition, int records) {
    std::string value = "a record";
    for (int i = 0; i < records; ++i)
        // The macros of rdkafka.h have casts of C in them.
        require(rd_kafka_producev(m_owner.get(), RD_KAFKA_VTYPE_TOPIC, topic.c_str(), RD_KAFKA_VTYPE_PARTITION, partition,
                                  RD_KAFKA_VTYPE_MSGFLAGS, RD_KAFKA_MSG_F_COPY, RD_KAFKA_VTYPE_VALUE, value.data(), value.size(),
                                  RD_KAFKA_VTYPE_END),
                "produce");
    require(rd_kafka_flush(m_owner.get(), patience), "flush");
}

MockKafka::Client MockKafka::consumer(const std::string& group) const {
    Client client(create(RD_KAFKA_CONSUMER, {{"bootstrap.servers", bootstrap()},
                                             {"group.id", group},
                                             {"auto.offset.reset", "earliest"},
                                             {"enable.auto.commit", "false"}}));
    rd_kafka_poll_set_consumer(client.get());
    return client;
}

void MockKafka::consume(const std::string& group, const std::string& topic, int records) {
    const Client client = consumer(group);
    rd_kafka_topic_partition_list_t* topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, topic.c_str(), RD_KAFKA_PARTITION_UA);
    const rd_kafka_resp_err_t subscribed = rd_kafka_subscribe(client.get(), topics);
    rd_kafka_topic_partition_list_destroy(topics);
    require(subscribed, "subscribe");
    for (int read = 0; read < records;) {
        rd_kafka_message_t* message = rd_kafka_consumer_poll(client.get(), patience);
        require(message != nullptr, "nothing to read");
        const rd_kafka_resp_err_t code = message->err;
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR && ++read == records)
            require(rd_kafka_commit_message(client.get(), message, 0), "commit");
        rd_kafka_message_destroy(message);
        require(code, "read");
    }
    require(rd_kafka_consumer_close(client.get()), "leave");
}

void MockKafka::commit(const std::string& group, const std::string& topic, int partition, std::int64_t offset) {
    const Client client = consumer(group);
    rd_kafka_topic_partition_list_t* offsets = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(offsets, topic.c_str(), partition)->offset = offset;
    const rd_kafka_resp_err_t code = rd_kafka_commit(client.get(), offsets, 0);
    rd_kafka_topic_partition_list_destroy(offsets);
    require(code, "commit");
    require(rd_kafka_consumer_close(client.get()), "leave");
}

}  // namespace headroom
