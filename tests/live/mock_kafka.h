#pragma once

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <memory>
#include <string>

namespace headroom {

/// librdkafka's mock cluster on loopback, in this process, with one to write into it and consumers to read from it.
/// A step that fails throws std::runtime_error.
class MockKafka {
public:
    explicit MockKafka(int brokers = 1);
    ~MockKafka();
    MockKafka(const MockKafka&) = delete;
    MockKafka& operator=(const MockKafka&) = delete;

    std::string bootstrap() const;
    rd_kafka_mock_cluster_t* cluster() const { return m_cluster; }

    void createTopic(const std::string& name, int partitions);
    void produce(const std::string& topic, int partition, int records);
    /// A member joins the group, reads so many records of its only topic, commits after the last and leaves.
    void consume(const std::string& group, const std::string& topic, int records);
    /// Says that the group has done all before the offset, without joining it.
    void commit(const std::string& group, const std::string& topic, int partition, std::int64_t offset);

private:
    struct Closer {
        void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
    };
    using Client = std::unique_ptr<rd_kafka_t, Closer>;
    Client consumer(const std::string& group) const;

    Client m_owner;
    rd_kafka_mock_cluster_t* m_cluster = nullptr;
};

}  // namespace headroom
