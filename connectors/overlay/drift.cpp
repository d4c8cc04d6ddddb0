#include "connectors/overlay/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace headroom::connectors::overlay {
namespace {

using kafka::Snapshot;

constexpr double unlimited = -1;

/// Collects what one comparison finds.
class Comparison {
public:
    Comparison(const Blueprint& blueprint, const Snapshot& snapshot) : m_blueprint(blueprint), m_snapshot(snapshot) {}

    std::vector<DriftItem> run() {
        // Pasted output knows of groups only.
        if (!m_snapshot.brokers.empty()) {
            brokers();
            topics();
        }
        groups();
        std::ranges::stable_sort(m_items, [](const DriftItem& a, const DriftItem& b) {
            return a.kind != b.kind ? a.kind < b.kind : a.element < b.element;
        });
        return std::move(m_items);
    }

private:
    void missing(DriftKind kind, const std::string& what, const std::string& name) {
        m_items.push_back({kind, what + "/" + name, what + " " + name, "", "", {}, {}, what + " " + name});
    }

    void differs(const std::string& what, const std::string& name, const std::string& property, const std::string& unit,
                 double scenario, double cluster) {
        if (scenario == cluster) return;
        const auto number = [](double value) {
            return value == unlimited ? std::string("unlimited") : fmt::format("{:.0f}", value);
        };
        m_items.push_back(
            {DriftKind::Differs, what + "/" + name, what + " " + name, property, unit, scenario, cluster,
             fmt::format("{}: {} {} in the scenario, {} in the cluster", name, property, number(scenario), number(cluster))});
    }

    void brokers() {
        const auto seen = static_cast<double>(brokersOf(m_snapshot).size());
        differs("cluster", m_blueprint.cluster, "brokers", "brokers", m_blueprint.brokers, seen);
    }

    void topics() {
        const std::vector<kafka::Topic>& seen = m_snapshot.topics;
        for (const auto& [name, planned] : m_blueprint.topics) {
            const auto found = std::ranges::find(seen, name, &kafka::Topic::name);
            const bool isUnknown = std::ranges::find(m_snapshot.undescribed, name) != m_snapshot.undescribed.end();
            if (found != seen.end())
                topic(planned, *found);
            else if (!isUnknown)
                missing(DriftKind::OnlyInScenario, "topic", name);
        }
        for (const kafka::Topic& topic : seen)
            if (!topic.isInternal() && !m_blueprint.topics.contains(topic.name))
                missing(DriftKind::OnlyInCluster, "topic", topic.name);
    }

    void topic(const PlannedTopic& planned, const kafka::Topic& seen) {
        differs("topic", seen.name, "partitions", "partitions", planned.partitions, static_cast<double>(seen.partitions.size()));
        std::set<std::size_t> factors;
        for (const kafka::Partition& partition : seen.partitions) factors.insert(partition.replicas.size());
        // While partitions are reassigned they have more replicas than they are to have.
        if (!factors.empty())
            differs("topic", seen.name, "replication factor", "replicas", planned.replicas,
                    static_cast<double>(*factors.begin()));
        settings(planned, seen);
    }

    void settings(const PlannedTopic& planned, const kafka::Topic& seen) {
        if (!seen.settings) return;
        const auto milliseconds = [](double seconds) { return std::isinf(seconds) ? unlimited : std::round(seconds * 1e3); };
        const model::Duration& kept = planned.config.retentionTime;
        // What is only compacted is kept for ever, whatever its retention says.
        if (seen.settings->retention && !planned.config.compact)
            differs("topic", seen.name, "retention.ms", "ms", kept.isInfinite() ? unlimited : milliseconds(kept.toSeconds()),
                    milliseconds(*seen.settings->retention));
        if (seen.settings->minInsyncReplicas)
            differs("topic", seen.name, "min.insync.replicas", "replicas", planned.config.minInsyncReplicas,
                    *seen.settings->minInsyncReplicas);
    }

    void groups() {
        for (const auto& [name, planned] : m_blueprint.groups) {
            const auto found = std::ranges::find(m_snapshot.groups, name, &kafka::Group::name);
            const bool isThere = found != m_snapshot.groups.end() && found->isListed.value_or(true);
            if (isThere)
                group(planned, *found);
            else if (m_snapshot.hasAllGroups)
                missing(DriftKind::OnlyInScenario, "group", name);
        }
        for (const kafka::Group& group : m_snapshot.groups)
            if (group.isListed.value_or(true) && !m_blueprint.groups.contains(group.name))
                missing(DriftKind::OnlyInCluster, "group", group.name);
    }

    /// What it reads. Only a stable group with known members has all it reads assigned.
    void group(const PlannedGroup& planned, const kafka::Group& seen) {
        if (!seen.partitions) return;
        std::set<std::string> topics;
        for (const kafka::GroupPartition& partition : *seen.partitions) topics.insert(partition.place.topic);
        const bool isComplete = seen.members && seen.state == kafka::GroupState::Stable;
        const auto reads = [&](const std::string& topic, const char* where, const char* elsewhere) {
            m_items.push_back({DriftKind::Differs,
                               "group/" + seen.name,
                               "group " + seen.name,
                               "reads " + topic,
                               "",
                               {},
                               {},
                               fmt::format("{}: reads {} in {}, not in {}", seen.name, topic, where, elsewhere)});
        };
        for (const std::string& topic : planned.topics)
            if (isComplete && !topics.contains(topic)) reads(topic, "the scenario", "the cluster");
        for (const std::string& topic : topics)
            if (!planned.topics.contains(topic)) reads(topic, "the cluster", "the scenario");
    }

    const Blueprint& m_blueprint;
    const Snapshot& m_snapshot;
    std::vector<DriftItem> m_items;
};

const char* ruleOf(DriftKind kind) {
    switch (kind) {
        case DriftKind::OnlyInScenario: return "drift.onlyInScenario";
        case DriftKind::OnlyInCluster: return "drift.onlyInCluster";
        case DriftKind::Differs: break;
    }
    return "drift.differs";
}

std::string summaryOf(const DriftItem& item) {
    switch (item.kind) {
        case DriftKind::OnlyInScenario:
            return fmt::format("only in the scenario: {}; there is none, or none this client may describe", item.text);
        case DriftKind::OnlyInCluster: return "only in the cluster: " + item.text;
        case DriftKind::Differs: break;
    }
    return item.text;
}

}  // namespace

std::vector<DriftItem> compare(const Blueprint& blueprint, const Snapshot& snapshot) {
    return Comparison(blueprint, snapshot).run();
}

std::vector<kafka::Finding> findingsOf(const std::vector<DriftItem>& drift) {
    std::vector<kafka::Finding> findings;
    for (const DriftItem& item : drift) {
        trace::Event event;
        event.kind = "drift.found";
        event.element = item.element;
        event.severity = item.kind == DriftKind::OnlyInCluster ? "info" : "warning";
        event.summary = summaryOf(item);
        event.reason.rule = ruleOf(item.kind);
        if (item.scenario) event.reason.inputs.push_back({"scenario", *item.scenario, item.unit});
        if (item.cluster) event.reason.inputs.push_back({"cluster", *item.cluster, item.unit});
        event.reason.result = item.text;
        event.reason.sentence = event.summary;
        findings.push_back({std::string("drift/") + ruleOf(item.kind) + "/" + item.text, std::move(event), "drift.gone"});
    }
    return findings;
}

}  // namespace headroom::connectors::overlay
