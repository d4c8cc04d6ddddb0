#pragma once
// What a scenario says of one Kafka cluster, so that what is seen of a real one can be laid over it.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "connectors/error.h"
#include "connectors/kafka/element_names.h"
#include "connectors/kafka/observer.h"
#include "model/scenario/scenario.h"

namespace headroom::connectors::overlay {

struct PlannedTopic {
    int partitions = 1;
    int replicas = 1;
    model::TopicConfig config;
};

struct PlannedGroup {
    std::string service;  ///< the first that has a listener of it
    std::set<std::string> topics;
};

struct Blueprint {
    std::string scenario;
    std::string cluster;  ///< its name there
    int brokers = 1;      ///< 0: none is looked at
    std::map<std::string, PlannedTopic> topics;  ///< by name
    std::map<std::string, PlannedGroup> groups;  ///< by group id
    std::vector<kafka::KnownElement>
        elements;  ///< what a simulation declares besides the cluster, as far as Kafka can know of it
};

/// Of the named cluster; of the only one where the name is empty. What the scope leaves out isn't looked at and isn't in it. An
/// error is one of what the user said.
Result<Blueprint> blueprintOf(const model::Scenario& scenario, const std::string& cluster, const kafka::Scope& scope);

/// Of a scenario whose Kafka, if it has any, isn't looked at: its clients, services with their groups, and stores.
Blueprint blueprintWithoutKafka(const model::Scenario& scenario);

/// By what names a trace of the cluster calls what is in it.
kafka::ElementNames elementNames(const Blueprint& blueprint);

/// The numbers of all brokers anybody has heard of: one that is down still holds replicas.
std::set<std::int32_t> brokersOf(const kafka::Snapshot& snapshot);

/// Names for the brokers that were seen or hold replicas, beside those that had one before. They are numbered from 0 in a
/// scenario: brokers numbered from 0 or from 1 keep their order's place, others get the first that is free. Brokers beyond the
/// scenario's get none.
std::map<std::int32_t, std::string> brokerNames(const Blueprint& blueprint, const kafka::Snapshot& snapshot,
                                                std::map<std::int32_t, std::string> known);

}  // namespace headroom::connectors::overlay
