#include "connectors/overlay/blueprint.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace headroom::connectors::overlay {
namespace {

using kafka::Scope;

bool isWithin(const std::vector<std::string>& wanted, const std::string& name) {
    return wanted.empty() || std::ranges::find(wanted, name) != wanted.end();
}

Error refused(const std::string& message) {
    return {Error::Kind::BadConfiguration, message, false};
}

Result<const model::KafkaCluster*> chosen(const model::Scenario& scenario, const std::string& name) {
    std::vector<std::string> names;
    names.reserve(scenario.clusters.size());
    for (const model::KafkaCluster& cluster : scenario.clusters) names.push_back(cluster.name);
    if (names.empty())
        return refused(
            fmt::format("scenario {} has no Kafka cluster to lay figures over; declare one under kafka", scenario.name));
    if (name.empty() && names.size() > 1)
        return refused(fmt::format("scenario {} has several Kafka clusters; say which this is with --cluster {}", scenario.name,
                                   fmt::join(names, " or --cluster ")));
    const model::KafkaCluster* found = scenario.findCluster(name.empty() ? names.front() : name);
    if (found != nullptr) return found;
    const std::string nearest = model::nearestWord(name, names);
    return refused(fmt::format(
        "--cluster: scenario {} has no Kafka cluster '{}'; {}", scenario.name, name,
        nearest.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : fmt::format("did you mean '{}'?", nearest)));
}

/// As a simulation does: listeners of one group id are members of one group, of the cluster of their first topic.
void addGroups(const model::Scenario& scenario, const Scope& scope, Blueprint& blueprint) {
    for (const model::Service& service : scenario.services)
        for (const model::Listener& listener : service.listeners) {
            const model::Topic* first = listener.topics.empty() ? nullptr : scenario.findTopic(listener.topics.front());
            if (first == nullptr || first->cluster != blueprint.cluster || !isWithin(scope.groups, listener.groupId)) continue;
            PlannedGroup& group = blueprint.groups[listener.groupId];
            if (group.service.empty()) group.service = service.name;
            for (const std::string& topic : listener.topics)
                if (isWithin(scope.topics, topic)) group.topics.insert(topic);
        }
}

/// In the order of a simulation.
void addElements(const model::Scenario& scenario, Blueprint& blueprint) {
    const std::string cluster = "cluster/" + blueprint.cluster;
    const auto add = [&](const char* kind, const std::string& name, const std::string& parent) {
        blueprint.elements.push_back({kind, name, parent});
    };
    for (const model::Store& store : scenario.stores) add("store", store.name, "");
    for (int i = 0; i < blueprint.brokers; ++i) add("broker", fmt::format("{}/{}", blueprint.cluster, i), cluster);
    for (const model::Topic& topic : scenario.topics)
        if (blueprint.topics.contains(topic.name)) add("topic", topic.name, cluster);
    for (const model::Service& service : scenario.services) {
        add("service", service.name, "");
        for (const auto& [name, group] : blueprint.groups)
            if (group.service == service.name) add("group", name, "service/" + service.name);
    }
    for (const model::Client& client : scenario.clients) add("client", client.name, "");
}

}  // namespace

Result<Blueprint> blueprintOf(const model::Scenario& scenario, const std::string& cluster, const Scope& scope) {
    const auto found = chosen(scenario, cluster);
    if (!found) return found.error();
    Blueprint blueprint;
    blueprint.scenario = scenario.name;
    blueprint.cluster = found.value()->name;
    blueprint.brokers = found.value()->brokers;
    for (const model::Topic& topic : scenario.topics)
        if (topic.cluster == blueprint.cluster && isWithin(scope.topics, topic.name))
            blueprint.topics[topic.name] = {topic.partitions, topic.replicas, topic.config};
    addGroups(scenario, scope, blueprint);
    addElements(scenario, blueprint);
    return blueprint;
}

Blueprint blueprintWithoutKafka(const model::Scenario& scenario) {
    Blueprint blueprint;
    blueprint.scenario = scenario.name;
    blueprint.brokers = 0;
    for (const model::Service& service : scenario.services)
        for (const model::Listener& listener : service.listeners) {
            PlannedGroup& group = blueprint.groups[listener.groupId];
            if (group.service.empty()) group.service = service.name;
        }
    addElements(scenario, blueprint);
    return blueprint;
}

kafka::ElementNames elementNames(const Blueprint& blueprint) {
    kafka::ElementNames names;
    names.cluster = blueprint.cluster;
    names.known = blueprint.elements;
    for (const auto& [name, group] : blueprint.groups) names.groupParents[name] = "service/" + group.service;
    return names;
}

std::set<std::int32_t> brokersOf(const kafka::Snapshot& snapshot) {
    std::set<std::int32_t> ids;
    for (const kafka::Broker& broker : snapshot.brokers) ids.insert(broker.id);
    for (const kafka::Topic& topic : snapshot.topics)
        for (const kafka::Partition& partition : topic.partitions)
            ids.insert(partition.replicas.begin(), partition.replicas.end());
    return ids;
}

std::map<std::int32_t, std::string> brokerNames(const Blueprint& blueprint, const kafka::Snapshot& snapshot,
                                                std::map<std::int32_t, std::string> known) {
    const std::set<std::int32_t> ids = brokersOf(snapshot);
    if (ids.empty()) return known;
    const std::int32_t first = *ids.begin() >= 1 && *ids.rbegin() <= blueprint.brokers ? 1 : 0;
    std::set<std::string> taken;
    for (const auto& [id, name] : known) taken.insert(name);
    const auto give = [&](std::int32_t id, std::int32_t place) {
        const std::string name = fmt::format("{}/{}", blueprint.cluster, place);
        if (place >= 0 && place < blueprint.brokers && taken.insert(name).second) known.emplace(id, name);
    };
    const bool isNumbered = known.empty() && *ids.begin() >= first && *ids.rbegin() < blueprint.brokers + first;
    for (const std::int32_t id : ids) {
        if (isNumbered) give(id, id - first);
        for (std::int32_t place = 0; place < blueprint.brokers && !known.contains(id); ++place) give(id, place);
    }
    return known;
}

}  // namespace headroom::connectors::overlay
