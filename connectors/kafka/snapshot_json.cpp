#include "connectors/kafka/snapshot_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "connectors/kafka/lag.h"
#include "connectors/kafka/retention.h"
#include "connectors/kafka/snapshot_document.h"

namespace headroom::connectors::kafka {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

/// As in a trace: JSON has no number for it.
Json orInfinity(const std::optional<double>& value) {
    return value && std::isinf(*value) ? Json("Infinity") : orNull(value);
}

Json of(const Broker& broker) {
    return {{"id", broker.id}, {"host", broker.host}, {"port", broker.port}};
}

Json of(const Error& error) {
    return {{"message", error.message}, {"retriable", error.retriable}};
}

Json of(const std::optional<TopicSettings>& settings) {
    if (!settings) return nullptr;
    return {{"retentionSeconds", orInfinity(settings->retention)},
            {"isLimitedBySize", settings->isLimitedBySize},
            {"minInsyncReplicas", orNull(settings->minInsyncReplicas)}};
}

Json of(const Topic& topic) {
    Json partitions = Json::array();
    for (const Partition& partition : topic.partitions)
        partitions.push_back({{"partition", partition.number},
                              {"leader", orNull(partition.leader)},
                              {"replicas", partition.replicas},
                              {"inSync", partition.inSync},
                              {"start", orNull(partition.start)},
                              {"end", orNull(partition.end)}});
    return {{"topic", topic.name}, {"settings", of(topic.settings)}, {"partitions", std::move(partitions)}};
}

Json of(const Member& member) {
    Json assignment = Json::array();
    for (const TopicPartition& place : member.assignment)
        assignment.push_back({{"topic", place.topic}, {"partition", place.partition}});
    return {{"id", member.id}, {"clientId", member.clientId}, {"host", member.host}, {"assignment", std::move(assignment)}};
}

Json of(const GroupPartition& partition) {
    Json json{{"topic", partition.place.topic},
              {"partition", partition.place.partition},
              {"committed", orNull(partition.committed)},
              {"end", orNull(partition.end)},
              {"lag", orNull(partition.lag)},
              {"timeLagSeconds", orNull(partition.timeLag)},
              {"retentionLeftSeconds", orInfinity(partition.retentionLeft)}};
    if (!partition.note.empty()) json["note"] = partition.note;
    return json;
}

Json of(const Group& group);

template <class T>
Json ofAll(const std::vector<T>& things) {
    Json array = Json::array();
    for (const T& thing : things) array.push_back(of(thing));
    return array;
}

Json of(const Group& group) {
    return {{"group", group.name},
            {"state", group.state == GroupState::Unknown ? Json(nullptr) : Json(wordOf(group.state))},
            {"lag", orNull(totalLag(group))},
            {"timeLagSeconds", orNull(longestTimeLag(group))},
            {"retentionLeftSeconds", orInfinity(leastRetentionLeft(group))},
            {"members", group.members ? ofAll(*group.members) : Json(nullptr)},
            {"partitions", group.partitions ? ofAll(*group.partitions) : Json(nullptr)}};
}

}  // namespace

nlohmann::ordered_json documentOf(const Snapshot& snapshot) {
    return {{"clusterId", orNull(snapshot.clusterId)},
            {"brokers", ofAll(snapshot.brokers)},
            {"topics", ofAll(snapshot.topics)},
            {"groups", ofAll(snapshot.groups)},
            {"problems", ofAll(snapshot.problems)}};
}

std::string textOf(const nlohmann::ordered_json& document) {
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string toJson(const Snapshot& snapshot) {
    return textOf(documentOf(snapshot));
}

}  // namespace headroom::connectors::kafka
