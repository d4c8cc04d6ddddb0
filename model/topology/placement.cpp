#include "model/topology/placement.h"

#include <algorithm>

namespace headroom::model {

const KafkaCluster* clusterOf(const Topic& topic, const Scenario& scenario) {
    const auto found = std::ranges::find(scenario.clusters, topic.cluster, &KafkaCluster::name);
    if (found != scenario.clusters.end()) return &*found;
    return topic.cluster.empty() && scenario.clusters.size() == 1 ? &scenario.clusters.front() : nullptr;
}

std::vector<int> replicaBrokers(const Topic& topic, const KafkaCluster& cluster, int partition) {
    const int count = std::max(0, std::min(topic.replicas, cluster.brokers));
    std::vector<int> brokers;
    brokers.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) brokers.push_back((partition + i) % cluster.brokers);
    return brokers;
}

std::vector<std::string> zonesOf(const Service& service, const Scenario& scenario) {
    if (!service.zones.empty()) return service.zones;
    std::vector<std::string> all;
    for (const Zone& zone : scenario.zones) all.push_back(zone.name);
    return all;
}

std::string zoneOf(const KafkaCluster& cluster, int broker) {
    return cluster.zones.empty() ? std::string() : cluster.zones[static_cast<std::size_t>(broker) % cluster.zones.size()];
}

const ZoneLink* findLink(const std::string& from, const std::string& to, const Scenario& scenario) {
    if (from == to) return nullptr;
    const ZoneLink* general = nullptr;
    for (const ZoneLink& link : scenario.links) {
        if (link.from == from && link.to == to) return &link;
        if (link.from.empty() && link.to.empty()) general = &link;
    }
    return general;
}

double meanLatency(const std::vector<std::string>& from, const std::vector<std::string>& to, const Scenario& scenario) {
    double sum = 0;
    for (const std::string& a : from)
        for (const std::string& b : to) {
            const auto zone = std::ranges::find(scenario.zones, a, &Zone::name);
            if (a == b && zone != scenario.zones.end()) sum += zone->latencyWithin.mean;
            if (const ZoneLink* link = findLink(a, b, scenario)) sum += link->latency.mean;
        }
    const std::size_t pairs = from.size() * to.size();
    return pairs == 0 ? 0 : sum / static_cast<double>(pairs);
}

}  // namespace headroom::model
