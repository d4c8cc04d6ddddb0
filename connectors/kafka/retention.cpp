#include "connectors/kafka/retention.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "connectors/kafka/lag.h"

namespace headroom::connectors::kafka {
namespace {

constexpr double forever = std::numeric_limits<double>::infinity();

std::optional<std::int64_t> numberIn(const std::map<std::string, std::string>& values, const std::string& name) {
    const auto found = values.find(name);
    std::int64_t number = 0;
    if (found == values.end()) return std::nullopt;
    const char* const end = found->second.data() + found->second.size();
    const auto [stop, failure] = std::from_chars(found->second.data(), end, number);
    return failure == std::errc{} && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace

TopicSettings topicSettings(const std::map<std::string, std::string>& values) {
    TopicSettings settings;
    if (const auto least = numberIn(values, "min.insync.replicas")) settings.minInsyncReplicas = static_cast<int>(*least);
    const auto policy = values.find("cleanup.policy");
    const auto time = numberIn(values, "retention.ms");
    const auto bytes = numberIn(values, "retention.bytes");
    if (policy == values.end() || !time || !bytes) return settings;
    const bool isDeleted = policy->second.find("delete") != std::string::npos;
    settings.retention = !isDeleted || *time < 0 ? forever : static_cast<double>(*time) * 1e-3;
    settings.isLimitedBySize = isDeleted && *bytes >= 0;
    return settings;
}

void measureRetention(Snapshot& snapshot) {
    std::map<std::string, double> kept;
    for (const Topic& topic : snapshot.topics)
        if (topic.settings && topic.settings->retention && !topic.settings->isLimitedBySize)
            kept[topic.name] = *topic.settings->retention;
    for (Group& group : snapshot.groups) {
        if (!group.partitions) continue;
        for (GroupPartition& partition : *group.partitions) {
            const auto found = kept.find(partition.place.topic);
            if (found == kept.end() || !partition.lag) continue;
            // Whatever its age, what is kept for ever is.
            const std::optional<double> age = found->second == forever ? 0 : partition.timeLag;
            if (age) partition.retentionLeft = std::max(0.0, found->second - *age);
        }
    }
}

std::optional<double> leastRetentionLeft(const Group& group) {
    if (!totalLag(group)) return std::nullopt;
    double least = forever;
    for (const GroupPartition& partition : *group.partitions) {
        if (!partition.lag) continue;
        if (!partition.retentionLeft) return std::nullopt;
        least = std::min(least, *partition.retentionLeft);
    }
    return least;
}

}  // namespace headroom::connectors::kafka
