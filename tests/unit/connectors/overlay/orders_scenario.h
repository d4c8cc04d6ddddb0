#pragma once

#include <stdexcept>
#include <string>

#include "connectors/kafka/snapshot.h"
#include "model/scenario/reader.h"

namespace headroom::connectors::overlay {

/// Two topics, one service that reads one of them, another that reads both; three brokers.
inline const std::string ordersText = R"(scenario: orders
kafka:
  main: {brokers: 3}
topics:
  orders: {partitions: 2, replicas: 1, config: {retention.ms: 3600000}}
  refunds: {partitions: 1, replicas: 1}
stores:
  ledger: {kind: postgresql, servers: 1, operations: {insert: 1ms}}
services:
  audit:
    listeners:
      audit: {topics: [orders], steps: [{cpu: 1ms}]}
  billing:
    listeners:
      orders: {topics: [orders], groupId: team.billing, steps: [{cpu: 1ms}]}
      refunds: {topics: [refunds], groupId: team.billing, steps: [{cpu: 1ms}]}
clients:
  users: {load: poisson(1/s), journey: [{publish: orders}]}
)";

inline model::Scenario scenarioOf(const std::string& text) {
    const model::ReadResult read = model::readScenarioText(text, "orders.yaml");
    std::string complaint;
    for (const model::Diagnostic& diagnostic : read.diagnostics.all()) complaint += model::toString(diagnostic) + "\n";
    if (!read.scenario || read.diagnostics.hasErrors()) throw std::runtime_error(complaint);
    return *read.scenario;
}

/// A cluster that is as the scenario says.
inline kafka::Snapshot ordersCluster() {
    using namespace kafka;
    Snapshot snapshot;
    snapshot.clusterId = "abc";
    snapshot.brokers = {{1, "a", 9092}, {2, "b", 9092}, {3, "c", 9092}};
    snapshot.topics = {{"__consumer_offsets", {{0, 1, {1}, {1}, {}, {}}}},
                       {"orders", {{0, 1, {1}, {1}, 0, 100}, {1, 2, {2}, {2}, 0, 50}}},
                       {"refunds", {{0, 3, {3}, {3}, 0, 7}}}};
    Group audit;
    audit.name = "audit";
    audit.state = GroupState::Stable;
    audit.isListed = true;
    audit.members = {{"m", "c", "/h", {{"orders", 0}, {"orders", 1}}}};
    audit.partitions = {{{"orders", 0}, 90, 100, 10, 2.0, {}}, {{"orders", 1}, 50, 50, 0, 0.0, {}}};
    Group billing = audit;
    billing.name = "team.billing";
    billing.members->front().assignment.push_back({"refunds", 0});
    billing.partitions->push_back({{"refunds", 0}, 7, 7, 0, 0.0, {}});
    snapshot.groups = {audit, billing};
    snapshot.hasAllGroups = true;
    return snapshot;
}

}  // namespace headroom::connectors::overlay
