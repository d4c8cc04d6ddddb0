#include "connectors/kafka/metadata.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::connectors::kafka {
namespace {

Partition partitionOf(const rd_kafka_metadata_partition& described) {
    Partition partition;
    partition.number = described.id;
    if (described.leader >= 0) partition.leader = described.leader;
    partition.replicas.assign(described.replicas, described.replicas + described.replica_cnt);
    partition.inSync.assign(described.isrs, described.isrs + described.isr_cnt);
    return partition;
}

Topic topicOf(const rd_kafka_metadata_topic& described) {
    Topic topic;
    topic.name = described.topic;
    for (int i = 0; i < described.partition_cnt; ++i) topic.partitions.push_back(partitionOf(described.partitions[i]));
    std::ranges::sort(topic.partitions, {}, &Partition::number);
    return topic;
}

bool isWanted(const std::vector<std::string>& wanted, const std::string& name) {
    return wanted.empty() || std::ranges::find(wanted, name) != wanted.end();
}

void readTopics(Client& client, const struct rd_kafka_metadata& metadata, const std::vector<std::string>& wanted,
                Snapshot& snapshot) {
    for (int i = 0; i < metadata.topic_cnt; ++i) {
        const rd_kafka_metadata_topic& described = metadata.topics[i];
        if (!isWanted(wanted, described.topic)) continue;
        if (described.err == RD_KAFKA_RESP_ERR_NO_ERROR || described.partition_cnt > 0) {
            snapshot.topics.push_back(topicOf(described));
            continue;
        }
        snapshot.problems.push_back(client.failure(described.err, fmt::format("topic {}", described.topic)));
        if (kindOf(described.err) != Error::Kind::Gone) snapshot.undescribed.emplace_back(described.topic);
    }
    std::ranges::sort(snapshot.topics, {}, &Topic::name);
    for (const std::string& name : wanted)
        if (std::ranges::find(snapshot.topics, name, &Topic::name) == snapshot.topics.end())
            snapshot.problems.push_back(
                {Error::Kind::Gone, fmt::format("topic {}: there is none, or none this client may describe", name), true});
}

std::optional<std::string> clusterId(Client& client) {
    char* id = rd_kafka_clusterid(client.handle(), client.timeoutMilliseconds());
    if (id == nullptr) return std::nullopt;
    std::string copy = id;
    rd_kafka_mem_free(client.handle(), id);
    return copy;
}

}  // namespace

std::optional<Error> readMetadata(Client& client, const std::vector<std::string>& wanted, Snapshot& snapshot) {
    if (auto error = client.connect()) return error;
    const struct rd_kafka_metadata* found = nullptr;
    const rd_kafka_resp_err_t code = rd_kafka_metadata(client.handle(), 1, nullptr, &found, client.timeoutMilliseconds());
    const MetadataHandle metadata(found);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return client.failure(code, "the cluster's metadata");
    for (int i = 0; i < metadata->broker_cnt; ++i) {
        const rd_kafka_metadata_broker& broker = metadata->brokers[i];
        snapshot.brokers.push_back({broker.id, broker.host, broker.port});
    }
    std::ranges::sort(snapshot.brokers, {}, &Broker::id);
    readTopics(client, *metadata, wanted, snapshot);
    snapshot.clusterId = clusterId(client);
    return std::nullopt;
}

}  // namespace headroom::connectors::kafka
