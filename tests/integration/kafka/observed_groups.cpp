#include "tests/integration/kafka/observed_groups.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::integration {

namespace {

using namespace connectors::kafka;

std::string holderOf(const TopicPartition& place, const Group& group) {
    if (!group.members) return "";
    for (const Member& member : *group.members)
        if (std::ranges::find(member.assignment, place) != member.assignment.end()) return member.id;
    return "";
}

}  // namespace

ObservedGroups::ObservedGroups(const std::string& bootstrap, const std::vector<std::string>& groups, model::Duration timeout) {
    ClientOptions options;
    options.timeout = timeout;
    options.bootstrap = bootstrap;
    auto observer = Observer::create(options, Scope{groups, {}});
    if (!observer) throw std::runtime_error(observer.error().message);
    m_observer = std::move(observer.value());
}

Snapshot ObservedGroups::look() {
    auto snapshot = m_observer->observe();
    if (!snapshot) throw std::runtime_error(snapshot.error().message);
    return std::move(snapshot.value());
}

std::vector<DescribedPartition> rowsOf(const Snapshot& snapshot) {
    std::vector<DescribedPartition> rows;
    for (const Group& group : snapshot.groups)
        for (const GroupPartition& partition : group.partitions.value_or(std::vector<GroupPartition>{}))
            rows.push_back({group.name, partition.place.topic, partition.place.partition, partition.committed, partition.end,
                            partition.lag, holderOf(partition.place, group)});
    std::ranges::sort(rows);
    return rows;
}

}  // namespace headroom::integration
