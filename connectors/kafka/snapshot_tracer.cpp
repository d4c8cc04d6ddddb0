#include "connectors/kafka/snapshot_tracer.h"

#include <fmt/format.h>

#include <algorithm>

#include "connectors/kafka/lag.h"
#include "connectors/kafka/retention.h"

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

/// A gauge that every element of a kind has.
struct Measure {
    std::string name;
    std::string unit;
};

const std::vector<Measure>& measuresOf(const std::string& kind) {
    static const std::map<std::string, std::vector<Measure>> measures{
        {"broker", {{"up", "1"}}},
        {"topic", {{"retained", "records"}, {"underReplicatedPartitions", "partitions"}, {"offlinePartitions", "partitions"}}},
        {"group",
         {{"consumerLag", "records"}, {"timeLag", "s"}, {"retentionLeft", "s"}, {"members", "consumers"}, {"stable", "1"}}}};
    static const std::vector<Measure> none;
    const auto found = measures.find(kind);
    return found == measures.end() ? none : found->second;
}

std::optional<double> isStable(GroupState state) {
    if (state == GroupState::Unknown) return std::nullopt;
    return state == GroupState::Stable ? 1 : 0;
}

}  // namespace

SnapshotTracer::SnapshotTracer(LiveTrace& trace, ElementNames names)
    : m_trace(trace), m_names(std::move(names)), m_cluster("cluster/" + m_names.cluster) {
    m_trace.element("cluster", m_names.cluster, "");
    for (const KnownElement& element : m_names.known) declareKnown(element);
}

void SnapshotTracer::declareKnown(const KnownElement& element) {
    m_trace.element(element.kind, element.name, element.parent);
    for (const Measure& measure : measuresOf(element.kind))
        m_trace.gauge(element.kind + "/" + element.name, measure.name, measure.unit, std::nullopt);
}

void SnapshotTracer::take(const Snapshot& snapshot, const std::vector<Finding>& findings, trace::Instant now) {
    const bool isBack = !m_hasSeen || !m_failure.empty();
    if (isBack && !snapshot.brokers.empty())
        tell(now, "observer.connected", m_cluster, "info",
             fmt::format("connected to cluster {}: {} broker{}", snapshot.clusterId.value_or("of an unknown id"),
                         snapshot.brokers.size(), snapshot.brokers.size() == 1 ? "" : "s"),
             "connected");
    m_failure.clear();
    takeProblems(snapshot.problems, now);
    takeBrokers(snapshot.brokers);
    for (const Topic& topic : snapshot.topics)
        if (!topic.isInternal()) takeTopic(topic, now);
    for (const Group& group : snapshot.groups) takeGroup(group, now);
    noteDeleted(snapshot, now);
    for (trace::Event& event : m_findings.changes(findings)) tell(now, std::move(event));
    m_hasSeen = true;
}

void SnapshotTracer::fail(const Error& error, trace::Instant now) {
    if (error.message != m_failure) tell(now, "observer.failed", m_cluster, "error", error.message, error.message);
    m_failure = error.message;
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

void SnapshotTracer::takeBrokers(const std::vector<Broker>& brokers) {
    for (const Broker& broker : brokers)
        if (std::ranges::find(m_brokers, broker.id) == m_brokers.end()) m_brokers.push_back(broker.id);
    for (const std::int32_t id : m_brokers) {
        const auto named = m_names.brokers.find(id);
        const std::string name = named == m_names.brokers.end() ? std::to_string(id) : named->second;
        m_trace.element("broker", name, m_cluster);
        m_trace.gauge("broker/" + name, "up", "1", std::ranges::find(brokers, id, &Broker::id) != brokers.end() ? 1 : 0);
    }
}

void SnapshotTracer::takeTopic(const Topic& topic, trace::Instant now) {
    m_trace.element("topic", topic.name, m_cluster);
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
    m_trace.count(element, "appended", "records", appended);
    m_trace.gauge(element, "retained", "records", retained(topic));
    m_trace.gauge(element, "underReplicatedPartitions", "partitions",
                  countIf(topic, [](const Partition& p) { return p.inSync.size() < p.replicas.size(); }));
    m_trace.gauge(element, "offlinePartitions", "partitions", countIf(topic, [](const Partition& p) { return !p.leader; }));
}

void SnapshotTracer::takeGroup(const Group& group, trace::Instant now) {
    GroupMemory& memory = m_groups[group.name];
    const auto parent = m_names.groupParents.find(group.name);
    m_trace.element("group", group.name, parent == m_names.groupParents.end() ? m_cluster : parent->second);
    const std::string element = "group/" + group.name;
    takePartitions(group, memory, now);
    const std::optional<std::int64_t> lag = totalLag(group);
    m_trace.gauge(element, "consumerLag", "records", number(lag));
    m_trace.gauge(element, "timeLag", "s", longestTimeLag(group));
    m_trace.gauge(element, "retentionLeft", "s", leastRetentionLeft(group));
    m_trace.gauge(element, "members", "consumers",
                  group.members ? std::optional(static_cast<double>(group.members->size())) : std::nullopt);
    m_trace.gauge(element, "stable", "1", isStable(group.state));
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
            m_trace.element("partitionOfGroup", share, element);
            m_trace.gauge("partitionOfGroup/" + share, "consumerLag", "records", number(partition.lag));
            m_trace.gauge("partitionOfGroup/" + share, "timeLag", "s", partition.timeLag);
            m_trace.gauge("partitionOfGroup/" + share, "retentionLeft", "s", partition.retentionLeft);
        }
    m_trace.count(element, "processed", "records", processed);
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
    event.kind = kind;
    event.element = element;
    event.severity = severity;
    event.summary = summary;
    event.reason.rule = kind;
    event.reason.result = result;
    event.reason.sentence = summary;
    tell(now, std::move(event));
}

void SnapshotTracer::tell(trace::Instant now, trace::Event event) {
    event.time = now;
    m_trace.event(std::move(event));
}

}  // namespace headroom::connectors::kafka
