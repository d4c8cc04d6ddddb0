#pragma once
// Where a scenario and a cluster differ.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "connectors/kafka/finding.h"
#include "connectors/overlay/blueprint.h"

namespace headroom::connectors::overlay {

enum class DriftKind { OnlyInScenario, OnlyInCluster, Differs };

/// One difference. What nobody could find out is none.
struct DriftItem {
    DriftKind kind = DriftKind::Differs;
    std::string element;  ///< id, as in a trace
    std::string thing;    ///< "topic orders", "group audit", "cluster main"
    std::string
        property;  ///< what differs: "partitions", "replication factor", "retention.ms", ...; empty where a thing is missing
    std::string unit;
    std::optional<double> scenario;  ///< of the property; absent: it isn't a number, or a thing is missing
    std::optional<double> cluster;
    std::string text;  ///< "orders: partitions 24 in the scenario, 12 in the cluster"; "topic orders" where it is missing
};

/// By kind, then by element.
std::vector<DriftItem> compare(const Blueprint& blueprint, const kafka::Snapshot& snapshot);

/// The same for a trace: one finding each.
std::vector<kafka::Finding> findingsOf(const std::vector<DriftItem>& drift);

/// The snapshot as kafka::toJson gives it, with the scenario's name and the drift.
std::string toJson(const kafka::Snapshot& snapshot, const Blueprint& blueprint, const std::vector<DriftItem>& drift);

}  // namespace headroom::connectors::overlay
