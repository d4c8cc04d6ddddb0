#include "services/embedded/embedded_broker.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

namespace headroom::services {

namespace {

void require(rd_kafka_resp_err_t code, const std::string& what) {
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        throw std::runtime_error("the embedded broker: " + what + ": " + rd_kafka_err2str(code));
}

void saveNoLog(const rd_kafka_t*, int, const char*, const char*) {}

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
    // With one replica the mock cluster gives partition n to broker n modulo their number.
    require(rd_kafka_mock_topic_create(m_cluster->mock, name.c_str(), partitions, 1), "topic " + name);
    for (int number = 0; number < partitions; ++number) {
        const int preferred = number % m_brokers;
        m_partitions.push_back({name, number, preferred, std::clamp(replicas, 1, m_brokers), preferred});
    }
    if (!m_down.empty()) arrange();
}

void EmbeddedBroker::declareGroup(const std::string& group) {
    const auto [place, isNew] = m_groups.try_emplace(group);
    if (isNew) place->second.preferred = static_cast<int>(m_groups.size() - 1) % m_brokers;
    if (!m_down.empty()) arrange();
}

/// Of so many brokers from the preferred one on, the first that is up; that itself where none is.
int EmbeddedBroker::standIn(int preferred, int candidates) const {
    for (int i = 0; i < candidates; ++i)
        if (const int broker = (preferred + i) % m_brokers; !m_down.contains(broker)) return broker;
    return preferred;
}

void EmbeddedBroker::lead(Partition& partition, int broker) {
    require(rd_kafka_mock_partition_set_leader(m_cluster->mock, partition.topic.c_str(), partition.number, idOf(broker)),
            "leader of " + partition.topic);
    partition.leader = broker;
}

void EmbeddedBroker::coordinate(const std::string& name, Group& group, int broker) {
    require(rd_kafka_mock_coordinator_set(m_cluster->mock, "group", name.c_str(), idOf(broker)), "coordinator of " + name);
    group.coordinator = broker;
}

void EmbeddedBroker::arrange() {
    for (Partition& partition : m_partitions)
        if (const int leader = standIn(partition.preferred, partition.replicas); leader != partition.leader)
            lead(partition, leader);
    for (auto& [name, group] : m_groups)  // until then by a hash that nobody tells
        if (const int coordinator = standIn(group.preferred, m_brokers); coordinator != group.coordinator)
            coordinate(name, group, coordinator);
}

void EmbeddedBroker::setDown(int broker) {
    if (broker < 0 || broker >= m_brokers || !m_down.insert(broker).second) return;
    require(rd_kafka_mock_broker_set_down(m_cluster->mock, idOf(broker)), "stop a broker");
    arrange();
}

void EmbeddedBroker::setUp(int broker) {
    if (m_down.erase(broker) == 0) return;
    require(rd_kafka_mock_broker_set_up(m_cluster->mock, idOf(broker)), "start a broker");
    arrange();
}

}  // namespace headroom::services
