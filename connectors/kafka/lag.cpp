#include "connectors/kafka/lag.h"

#include <algorithm>
#include <map>

namespace headroom::connectors::kafka {
namespace {

using Ends = std::map<TopicPartition, std::optional<std::int64_t>>;

Ends endsOf(const Snapshot& snapshot) {
    Ends ends;
    for (const Topic& topic : snapshot.topics)
        for (const Partition& partition : topic.partitions) ends[{topic.name, partition.number}] = partition.end;
    return ends;
}

void addAssigned(Group& group) {
    if (!group.members || !group.partitions) return;
    std::vector<GroupPartition>& partitions = *group.partitions;
    std::ranges::sort(partitions, {}, &GroupPartition::place);
    std::vector<GroupPartition> missing;
    for (const Member& member : *group.members)
        for (const TopicPartition& place : member.assignment)
            if (!std::ranges::binary_search(partitions, place, {}, &GroupPartition::place))
                missing.push_back({place, {}, {}, {}, {}, "nothing committed yet"});
    partitions.insert(partitions.end(), missing.begin(), missing.end());
    std::ranges::sort(partitions, {}, &GroupPartition::place);
}

bool isLeftOut(const GroupPartition& partition, const std::vector<std::string>& keepTopics) {
    return !keepTopics.empty() && std::ranges::find(keepTopics, partition.place.topic) == keepTopics.end();
}

}  // namespace

void measureLag(GroupPartition& partition, std::optional<std::int64_t> end) {
    partition.end = end;
    partition.lag.reset();
    if (!partition.committed || !end) return;
    if (*partition.committed > *end) {
        partition.note = "committed beyond the end: the topic was created anew, or cut";
        return;
    }
    partition.lag = *end - *partition.committed;
}

void measureLag(Snapshot& snapshot, const std::vector<std::string>& keepTopics) {
    const Ends ends = endsOf(snapshot);
    for (Group& group : snapshot.groups) {
        addAssigned(group);
        if (!group.partitions) continue;
        std::erase_if(*group.partitions, [&](const GroupPartition& partition) { return isLeftOut(partition, keepTopics); });
        for (GroupPartition& partition : *group.partitions) {
            const auto found = ends.find(partition.place);
            measureLag(partition, found == ends.end() ? std::nullopt : found->second);
            if (found == ends.end()) partition.note = "there is no such partition, or none this client may describe";
        }
    }
}

std::optional<std::int64_t> totalLag(const Group& group) {
    std::optional<std::int64_t> total;
    if (!group.partitions) return total;
    for (const GroupPartition& partition : *group.partitions) {
        if (partition.committed && !partition.end && partition.note.empty()) return std::nullopt;
        if (partition.lag) total = total.value_or(0) + *partition.lag;
    }
    return total;
}

std::optional<double> longestTimeLag(const Group& group) {
    if (!totalLag(group)) return std::nullopt;
    double longest = 0;
    for (const GroupPartition& partition : *group.partitions) {
        if (!partition.lag) continue;
        if (!partition.timeLag) return std::nullopt;
        longest = std::max(longest, *partition.timeLag);
    }
    return longest;
}

}  // namespace headroom::connectors::kafka
