#pragma once
// Where things live: which cluster a topic belongs to, which brokers hold a partition, which zones a service's pods use.

#include <string>
#include <vector>

#include "model/scenario/scenario.h"

namespace headroom::model {

/// The cluster a topic names, or the only one there is; null when neither exists.
const KafkaCluster* clusterOf(const Topic& topic, const Scenario& scenario);

/// Brokers of a partition's replicas, preferred leader first: consecutive brokers from the partition's number on, as Kafka
/// assigns them without racks.
std::vector<int> replicaBrokers(const Topic& topic, const KafkaCluster& cluster, int partition);

/// Zones of a service's pods; empty when the scenario has no zones.
std::vector<std::string> zonesOf(const Service& service, const Scenario& scenario);

/// Zone of a broker; empty when the cluster has none.
std::string zoneOf(const KafkaCluster& cluster, int broker);

/// Mean one-way latency in seconds between a member of `from` and one of `to`, spread evenly; empty zones cost nothing.
double meanLatency(const std::vector<std::string>& from, const std::vector<std::string>& to, const Scenario& scenario);

/// The link that governs traffic from one zone to another; null inside a zone or where none is declared.
const ZoneLink* findLink(const std::string& from, const std::string& to, const Scenario& scenario);

}  // namespace headroom::model
