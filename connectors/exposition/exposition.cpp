#include "connectors/exposition/exposition.h"

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom::connectors::exposition {
namespace {

using kafka::Group;
using kafka::GroupPartition;
using kafka::Partition;
using kafka::Snapshot;
using kafka::Topic;

std::string escaped(std::string_view text) {
    std::string result;
    for (const char byte : text) {
        if (byte == '\\' || byte == '"') result += '\\';
        if (byte == '\n')
            result += "\\n";
        else
            result += byte;
    }
    return result;
}

std::string numberText(double value) {
    return std::isinf(value) ? (value > 0 ? "+Inf" : "-Inf") : fmt::format("{}", value);
}

/// Families of samples in the order of their first one, each with its help.
class Families {
public:
    using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    void gauge(const std::string& name, std::string_view help, Labels labels, std::optional<double> value) {
        if (!value || std::isnan(*value)) return;
        const auto [place, isNew] = m_places.try_emplace(name, m_families.size());
        if (isNew) m_families.push_back(fmt::format("# HELP {} {}\n# TYPE {} gauge\n", name, help, name));
        std::string text;
        for (const auto& [label, content] : labels)
            text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", label, escaped(content));
        m_families[place->second] += name + (text.empty() ? "" : "{" + text + "}") + " " + numberText(*value) + "\n";
    }
    std::string text() const {
        std::string all;
        for (const std::string& family : m_families) all += family;
        return all;
    }

private:
    std::map<std::string, std::size_t> m_places;
    std::vector<std::string> m_families;
};

template <class T>
std::optional<double> number(const std::optional<T>& value) {
    return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

void addPartition(Families& all, const Topic& topic, const Partition& partition) {
    const std::string place = std::to_string(partition.number);
    const auto add = [&](const char* name, const char* help, std::optional<double> value) {
        all.gauge(name, help, {{"topic", topic.name}, {"partition", place}}, value);
    };
    add("kafka_topic_partition_current_offset", "One beyond the last record (high watermark).", number(partition.end));
    add("kafka_topic_partition_oldest_offset", "Of the first record there still is.", number(partition.start));
    add("kafka_topic_partition_leader", "The broker that leads it.", number(partition.leader));
    const auto replicas = static_cast<double>(partition.replicas.size());
    const auto inSync = static_cast<double>(partition.inSync.size());
    add("kafka_topic_partition_replicas", "How many replicas it has.", replicas);
    add("kafka_topic_partition_in_sync_replica", "How many of them are in sync.", inSync);
    add("kafka_topic_partition_under_replicated_partition", "1 where fewer are in sync than there are.",
        inSync < replicas ? 1 : 0);
}

void addTopic(Families& all, const Topic& topic) {
    all.gauge("kafka_topic_partitions", "How many partitions it has.", {{"topic", topic.name}},
              static_cast<double>(topic.partitions.size()));
    if (topic.settings)
        all.gauge("kafka_topic_retention_seconds", "How long records are kept at least, by retention.ms.",
                  {{"topic", topic.name}}, topic.settings->retention);
    for (const Partition& partition : topic.partitions) addPartition(all, topic, partition);
}

/// What a group's shares of a topic add up to.
struct Sum {
    std::optional<double> lag;
    bool isKnown = true;
};

void addShare(Families& all, const Group& group, const GroupPartition& share) {
    const std::string place = std::to_string(share.place.partition);
    const auto add = [&](const char* name, const char* help, std::optional<double> value) {
        all.gauge(name, help, {{"consumergroup", group.name}, {"topic", share.place.topic}, {"partition", place}}, value);
    };
    add("kafka_consumergroup_current_offset", "What the group has committed.", number(share.committed));
    add("kafka_consumergroup_lag", "Records between the commit and the end.", number(share.lag));
    add("kafka_consumergroup_lag_seconds", "How long the first record that isn't committed has been waiting.", share.timeLag);
    add("kafka_consumergroup_retention_left_seconds", "Until the first record that isn't committed may be deleted.",
        share.retentionLeft);
}

void addGroup(Families& all, const Group& group) {
    if (group.members)
        all.gauge("kafka_consumergroup_members", "How many members it has.", {{"consumergroup", group.name}},
                  static_cast<double>(group.members->size()));
    if (!group.partitions) return;
    std::map<std::string, Sum> sums;
    for (const GroupPartition& share : *group.partitions) {
        addShare(all, group, share);
        Sum& sum = sums[share.place.topic];
        // As for a group: what can't be behind counts for nothing, what couldn't be read makes the sum unknown.
        if (share.lag) sum.lag = sum.lag.value_or(0) + static_cast<double>(*share.lag);
        if (share.committed && !share.end && share.note.empty()) sum.isKnown = false;
    }
    for (const auto& [topic, sum] : sums)
        all.gauge("kafka_consumergroup_lag_sum", "Records over all partitions of the topic.",
                  {{"consumergroup", group.name}, {"topic", topic}}, sum.isKnown ? sum.lag : std::nullopt);
}

void addLook(Families& all, bool hasSeen, double at) {
    all.gauge("headroom_up", "1 where the last look has seen the cluster.", {}, hasSeen ? 1 : 0);
    all.gauge("headroom_last_look_timestamp_seconds", "When the last look ended.", {}, at);
}

}  // namespace

std::string exposition(const Snapshot& snapshot, double at) {
    Families all;
    addLook(all, true, at);
    all.gauge("headroom_problems", "How many things couldn't be found out.", {}, static_cast<double>(snapshot.problems.size()));
    all.gauge("kafka_brokers", "How many brokers there are.", {}, static_cast<double>(snapshot.brokers.size()));
    for (const Topic& topic : snapshot.topics)
        if (!topic.isInternal()) addTopic(all, topic);
    for (const Group& group : snapshot.groups) addGroup(all, group);
    return all.text();
}

std::string expositionOfFailure(double at) {
    Families all;
    addLook(all, false, at);
    return all.text();
}

}  // namespace headroom::connectors::exposition
