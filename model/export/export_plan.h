#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/scenario/needs.h"
#include "model/scenario/scenario.h"

namespace headroom::model {

/// Where every container has what it needs.
namespace inside {
constexpr const char* image = "headroom-service:0.1.0";
constexpr int port = 8080;
constexpr const char* scenarioFolder = "/etc/headroom";
constexpr const char* scenarioFile = "/etc/headroom/scenario.yaml";
constexpr const char* dataFolder = "/var/lib/headroom";
constexpr int user = 10001;
}  // namespace inside

/// A service that becomes containers.
struct Workload {
    const Service* service;
    std::string name;  ///< of its objects, as DNS allows it
    Needs needs;
};

/// What of a scenario becomes containers, under which names, and what they need.
struct ExportPlan {
    std::string name;  ///< the scenario's, as DNS allows it
    std::vector<Workload> workloads;
    bool hasClients = false;
    Needs clientNeeds;
    std::string cluster;  ///< of Kafka; empty where there is none
    int brokers = 0;
    std::vector<const Store*> databases;  ///< PostgreSQL's
    std::vector<const Store*> standIns;   ///< those that only have SQLite
    std::vector<std::string> refusals;

    bool usesKafka() const { return !cluster.empty(); }
    bool isDatabase(const std::string& store) const;
    /// Whether any of the stores is PostgreSQL's.
    bool needsDatabase(const Needs& needs) const;
    /// The name of a service's objects.
    const std::string& nameOf(const std::string& service) const;
};

/// `taken` are names that the export itself needs beside the services'.
ExportPlan planExport(const Scenario& scenario, const std::vector<std::string>& taken);

/// A name as a DNS label: lower case letters, digits and '-', at most 63; empty when nothing of it is left.
std::string dnsName(std::string_view name);

/// Arguments of headroom-service for a pod of a service, without its Kafka and its database.
std::vector<std::string> podArguments(const ExportPlan& plan, const Workload& workload);
/// The same for the clients.
std::vector<std::string> clientsArguments(const ExportPlan& plan, const std::string& loadScale);

}  // namespace headroom::model
