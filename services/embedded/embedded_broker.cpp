#include "services/embedded/embedded_broker.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <stdexcept>

#include "connectors/kafka/handles.h"

namespace headroom::services {

namespace {

void require(rd_kafka_resp_err_t code, const std::string& what) {
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        throw std::runtime_error("the embedded broker: " + what + ": " + rd_kafka_err2str(code));
}

void saveNoLog(const rd_kafka_t*, int, const char*, const char*) {}

constexpr int patience = 5000;  // milliseconds

/// The mock cluster counts from 1.
std::int32_t idOf(int broker) {
    return broker + 1;
}

}  // namespace

/// The cluster, and the client it needs for its books.
struct EmbeddedBroker::Cluster {
    rd_kafka_t* client = nullptr;
    rd_kafka_mock_cluster_t* mock = nullptr;

    explicit Cluster(int brokers) {
        std::array<char, 512> why{};
        rd_kafka_conf_t* const configuration = rd_kafka_conf_new();
        rd_kafka_conf_set_log_cb(configuration, saveNoLog);
        client = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, why.data(), why.size());
        if (client == nullptr) {
            rd_kafka_conf_destroy(configuration);
            throw std::runtime_error(std::string("the embedded broker: ") + why.data());
        }
        mock = rd_kafka_mock_cluster_new(client, brokers);
        if (mock != nullptr) return;
        rd_kafka_destroy(client);
        throw std::runtime_error("the embedded broker can't listen on 127.0.0.1");
    }
    /// So that the client can ask who leads.
    void connect() const { rd_kafka_brokers_add(client, rd_kafka_mock_cluster_bootstraps(mock)); }
    ~Cluster() {
        rd_kafka_mock_cluster_destroy(mock);
        rd_kafka_destroy(client);
    }
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;
};

EmbeddedBroker::EmbeddedBroker(int brokers) : m_brokers(std::max(brokers, 1)), m_cluster(std::make_unique<Cluster>(m_brokers)) {}

EmbeddedBroker::~EmbeddedBroker() = default;

std::string EmbeddedBroker::bootstrap() const {
    return rd_kafka_mock_cluster_bootstraps(m_cluster->mock);
}

// Each call waits for the mock cluster's thread, which without any traffic may look only once a second: as few as possible.

void EmbeddedBroker::createTopic(const std::string& name, int partitions, int replicas) {
    require(rd_kafka_mock_topic_create(m_cluster->mock, name.c_str(), partitions, 1), "topic " + name);
    m_replicas[name] = replicas;
}

void EmbeddedBroker::setRoundTrip(int milliseconds) {
    constexpr int all = -1;
    require(rd_kafka_mock_broker_set_rtt(m_cluster->mock, all, milliseconds), "time of its answers");
}

/// As the cluster tells any client; nothing where it doesn't answer.
std::map<EmbeddedBroker::Partition, int> EmbeddedBroker::leaders() const {
    const struct rd_kafka_metadata* answer = nullptr;
    m_cluster->connect();
    if (rd_kafka_metadata(m_cluster->client, 1, nullptr, &answer, patience) != RD_KAFKA_RESP_ERR_NO_ERROR) return {};
    const connectors::kafka::MetadataHandle metadata(answer);
    std::map<Partition, int> found;
    for (int i = 0; i < metadata->topic_cnt; ++i) {
        const rd_kafka_metadata_topic& topic = metadata->topics[i];
        for (int k = 0; k < topic.partition_cnt; ++k)
            found[{topic.topic, topic.partitions[k].id}] = topic.partitions[k].leader - 1;
    }
    return found;
}

void EmbeddedBroker::lead(const Partition& partition, int broker) {
    require(rd_kafka_mock_partition_set_leader(m_cluster->mock, partition.first.c_str(), partition.second, idOf(broker)),
            "leader of " + partition.first);
}

void EmbeddedBroker::moveLeaders(int from, int to) {
    for (const auto& [partition, leader] : leaders()) {
        const auto replicas = m_replicas.find(partition.first);
        if (leader != from || replicas == m_replicas.end() || replicas->second < 2) continue;
        m_moved.try_emplace(partition, from);
        lead(partition, to);
    }
}

void EmbeddedBroker::moveCoordinators(int to) {
    for (auto& [name, coordinator] : m_groups) {
        if (coordinator >= 0 && !m_down.contains(coordinator)) continue;
        require(rd_kafka_mock_coordinator_set(m_cluster->mock, "group", name.c_str(), idOf(to)), "coordinator of " + name);
        coordinator = to;
    }
}

/// The next one that is up; -1 where none is.
int EmbeddedBroker::findStandIn(int broker) const {
    for (int i = 1; i < m_brokers; ++i)
        if (const int other = (broker + i) % m_brokers; !m_down.contains(other)) return other;
    return -1;
}

void EmbeddedBroker::setDown(int broker) {
    if (broker < 0 || broker >= m_brokers || !m_down.insert(broker).second) return;
    require(rd_kafka_mock_broker_set_down(m_cluster->mock, idOf(broker)), "stop a broker");
    const int standIn = findStandIn(broker);
    if (standIn < 0) return;
    moveLeaders(broker, standIn);
    moveCoordinators(standIn);
}

void EmbeddedBroker::setUp(int broker) {
    if (m_down.erase(broker) == 0) return;
    require(rd_kafka_mock_broker_set_up(m_cluster->mock, idOf(broker)), "start a broker");
    for (auto moved = m_moved.begin(); moved != m_moved.end();) {
        if (moved->second == broker) lead(moved->first, broker);
        moved = moved->second == broker ? m_moved.erase(moved) : std::next(moved);
    }
}

}  // namespace headroom::services
