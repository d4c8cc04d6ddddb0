#include "connectors/kafka/snapshot_tracer.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/kafka/lag.h"

namespace headroom::connectors::kafka {
namespace {

std::optional<double> number(const std::optional<std::int64_t>& value) {
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

std::string placeName(const TopicPartition& place) {
    return fmt::format("{}/{}", place.topic, place.partition);
}

/// Records between start and end of all partitions; absent where one is unknown.
std::optional<double> retained(const Topic& topic) {
    double sum = 0;
    for (const Partition& partition : topic.partitions) {
        if (!partition.start || !partition.end) return std::nullopt;
        sum += static_cast<double>(std::max<std::int64_t>(0, *partition.end - *partition.start));
    }
    return sum;
}

double countIf(const Topic& topic, bool (*holds)(const Partition&)) {
    return static_cast<double>(std::ranges::count_if(topic.partitions, holds));
}

std::optional<double> isStable(GroupState state) {
    if (state == GroupState::Unknown) return std::nullopt;
    return state == GroupState::Stable ? 1 : 0;
}

}  // namespace

SnapshotTracer::SnapshotTracer(trace::TraceSink& sink, std::string cluster)
    : m_sink(sink), m_values(sink), m_cluster(std::move(cluster)) {
    m_values.element("cluster", m_cluster, "");
    m_cluster = "cluster/" + m_cluster;
}

void SnapshotTracer::take(const Snapshot& snapshot, trace::Instant now) {
    const bool isBack = !m_hasSeen || !m_failure.empty();
    if (isBack && !snapshot.brokers.empty())
        tell(now, "observer.connected", m_cluster, "info",
             fmt::format("connected to cluster {}: {} broker{}", snapshot.clusterId.value_or("of an unknown id"),
                         snapshot.brokers.size(), snapshot.brokers.size() == 1 ? "" : "s"),
             "connected");
    m_failure.clear();
    takeProblems(snapshot.problems, now);
    for (const Broker& broker : snapshot.brokers) {
        m_values.element("broker", std::to_string(broker.id), m_cluster);
        if (std::ranges::find(m_brokers, broker.id) == m_brokers.end()) m_brokers.push_back(broker.id);
    }
    for (const std::int32_t id : m_brokers)
        m_values.gauge("broker/" + std::to_string(id), "up", "1",
                       std::ranges::find(snapshot.brokers, id, &Broker::id) != snapshot.brokers.end() ? 1 : 0);
    for (const Topic& topic : snapshot.topics)
        if (!topic.isInternal()) takeTopic(topic, now);
    for (const Group& group : snapshot.groups) takeGroup(group, now);
    noteDeleted(snapshot, now);
    m_hasSeen = true;
    m_values.frame(now);
}

void SnapshotTracer::fail(const Error& error, trace::Instant now) {
    if (error.message != m_failure) tell(now, "observer.failed", m_cluster, "error", error.message, error.message);
    m_failure = error.message;
    m_values.frame(now);
}

void SnapshotTracer::takeProblems(const std::vector<Error>& problems, trace::Instant now) {
    std::vector<std::string> messages;
    for (const Error& problem : problems)
        if (std::ranges::find(messages, problem.message) == messages.end()) messages.push_back(problem.message);
    for (const std::string& message : messages)
        if (std::ranges::find(m_problems, message) == m_problems.end())
            tell(now, "observer.problem", m_cluster, "warning", message, message);
    for (const std::string& message : m_problems)
        if (std::ranges::find(messages, message) == messages.end())
            tell(now, "observer.solved", m_cluster, "info", "no longer: " + message, message);
    m_problems = std::move(messages);
}

void SnapshotTracer::takeTopic(const Topic& topic, trace::Instant now) {
    m_values.element("topic", topic.name, m_cluster);
    const std::string element = "topic/" + topic.name;
    double appended = 0;
    for (const Partition& partition : topic.partitions) {
        const TopicPartition place{topic.name, partition.number};
        appended += growth("end/" + placeName(place), partition.end);
        const auto [known, isNew] = m_leaders.try_emplace(place, partition.leader);
        if (!isNew && known->second != partition.leader) {
            const std::string leader = partition.leader ? "broker " + std::to_string(*partition.leader) : "nobody";
            tell(now, "partition.leader", element, partition.leader ? "info" : "warning",
                 fmt::format("{}-{} is led by {}", topic.name, partition.number, leader), leader);
            known->second = partition.leader;
        }
    }
    m_values.count(element, "appended", "records", appended);
    m_values.gauge(element, "retained", "records", retained(topic));
    m_values.gauge(element, "underReplicatedPartitions", "partitions",
                   countIf(topic, [](const Partition& p) { return p.inSync.size() < p.replicas.size(); }));
    m_values.gauge(element, "offlinePartitions", "partitions", countIf(topic, [](const Partition& p) { return !p.leader; }));
}

void SnapshotTracer::takeGroup(const Group& group, trace::Instant now) {
    GroupMemory& memory = m_groups[group.name];
    m_values.element("group", group.name, m_cluster);
    const std::string element = "group/" + group.name;
    takePartitions(group, memory, now);
    const std::optional<std::int64_t> lag = totalLag(group);
    m_values.gauge(element, "consumerLag", "records", number(lag));
    m_values.gauge(element, "timeLag", "s", longestTimeLag(group));
    m_values.gauge(element, "members", "consumers",
                   group.members ? std::optional(static_cast<double>(group.members->size())) : std::nullopt);
    m_values.gauge(element, "stable", "1", isStable(group.state));
    const auto since = [&](const std::optional<trace::Instant>& then) {
        return then ? std::optional(now - *then) : std::nullopt;
    };
    const GroupActivity activity = activityOf(group, {since(memory.arrived), since(memory.committed)});
    noteActivity(group.name, describeActivity(group, activity), now);
}

void SnapshotTracer::takePartitions(const Group& group, GroupMemory& memory, trace::Instant now) {
    const std::string element = "group/" + group.name;
    double processed = 0;
    double arrived = 0;
    if (group.partitions)
        for (const GroupPartition& partition : *group.partitions) {
            const std::string share = group.name + "/" + placeName(partition.place);
            processed += growth("commit/" + share, partition.committed);
            arrived += growth("arrival/" + share, partition.end);
            m_values.element("partitionOfGroup", share, element);
            m_values.gauge("partitionOfGroup/" + share, "consumerLag", "records", number(partition.lag));
            m_values.gauge("partitionOfGroup/" + share, "timeLag", "s", partition.timeLag);
        }
    m_values.count(element, "processed", "records", processed);
    if (!group.partitions) return;
    if (!memory.arrived || arrived > 0) memory.arrived = now;
    if (!memory.committed || processed > 0) memory.committed = now;
}

void SnapshotTracer::noteDeleted(const Snapshot& snapshot, trace::Instant now) {
    if (!snapshot.hasAllGroups) return;
    for (const auto& [name, memory] : m_groups)
        if (!std::ranges::binary_search(snapshot.groups, name, {}, &Group::name)) noteActivity(name, "deleted", now);
}

void SnapshotTracer::noteActivity(const std::string& group, const std::string& activity, trace::Instant now) {
    std::string& known = m_groups[group].activity;
    if (known == activity) return;
    known = activity;
    tell(now, "group.state", "group/" + group, activity == "deleted" ? "warning" : "info",
         fmt::format("group {}: {}", group, activity), activity);
}

double SnapshotTracer::growth(const std::string& key, std::optional<std::int64_t> position) {
    if (!position) return 0;
    const auto [known, isNew] = m_positions.try_emplace(key, *position);
    const std::int64_t before = known->second;
    known->second = *position;
    return isNew ? 0 : static_cast<double>(std::max<std::int64_t>(0, *position - before));
}

void SnapshotTracer::tell(trace::Instant now, const std::string& kind, const std::string& element, const std::string& severity,
                          const std::string& summary, const std::string& result) {
    trace::Event event;
    event.time = now;
    event.sequence = ++m_sequence;
    event.kind = kind;
    event.element = element;
    event.severity = severity;
    event.summary = summary;
    event.reason.rule = kind;
    event.reason.result = result;
    event.reason.sentence = summary;
    m_sink.event(event);
}

}  // namespace headroom::connectors::kafka
