#pragma once
// The parts of a compose file.

#include <string>
#include <vector>

#include "model/export/export_plan.h"
#include "model/text/yaml_value.h"

namespace headroom::model {

/// Names of what a compose file has beside the scenario's services.
namespace part {
constexpr const char* topics = "topics";  ///< creates them, once
constexpr const char* postgres = "postgres";
constexpr const char* credentials = "credentials";  ///< hands the password on, once; also the volume it uses
constexpr const char* clients = "clients";
constexpr const char* password = "postgres-password";  ///< a secret
}  // namespace part

/// Brokers' names, from 1.
std::string brokerName(int number);
/// All brokers, as clients bootstrap from them.
std::string bootstrapServers(const ExportPlan& plan);

YamlValue brokerOf(const ExportPlan& plan, const Scenario& scenario, int number);
YamlValue topicCreatorOf(const ExportPlan& plan, const Scenario& scenario);
YamlValue postgresOf(const ExportPlan& plan);
/// Writes the password file of PostgreSQL's clients.
YamlValue credentialsOf();

YamlValue composeServiceOf(const ExportPlan& plan, const Workload& workload);
YamlValue composeClientsOf(const ExportPlan& plan);

/// A list of texts.
YamlValue textsOf(const std::vector<std::string>& texts);
/// `once`: it has to have ended; else it has to be healthy.
void dependOn(YamlValue& dependencies, const std::string& name, bool once);

}  // namespace headroom::model
