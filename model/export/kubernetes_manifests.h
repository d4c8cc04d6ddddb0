#pragma once
// The objects of a Kubernetes export, one function each.

#include <string>

#include "model/export/export_plan.h"
#include "model/export/exported.h"
#include "model/text/yaml_value.h"

namespace headroom::model {

/// Names of the objects that all workloads share.
namespace shared {
constexpr const char* scenario = "headroom-scenario";        ///< ConfigMap: the scenario and its tables of numbers
constexpr const char* addresses = "headroom-addresses";      ///< ConfigMap: where Kafka and the database are
constexpr const char* credentials = "headroom-credentials";  ///< Secret: how they are reached
constexpr const char* clients = "clients";                   ///< Deployment
}  // namespace shared

/// What an object of the export is called and labelled.
YamlValue objectOf(const ExportPlan& plan, const std::string& apiVersion, const std::string& kind, const std::string& name);
YamlValue labelsOf(const ExportPlan& plan, const std::string& name);

YamlValue deploymentOf(const ExportPlan& plan, const Workload& workload, const Scenario& scenario, const std::string& checksum);
/// Without an address of its own: its name leads to every pod that is ready.
YamlValue serviceOf(const ExportPlan& plan, const Workload& workload);
YamlValue clientsDeploymentOf(const ExportPlan& plan, const std::string& loadScale, const std::string& checksum);

YamlValue horizontalPodAutoscalerOf(const ExportPlan& plan, const Workload& workload);
YamlValue scaledObjectOf(const ExportPlan& plan, const Workload& workload);

/// `name` is the object's: the topic's own where Kubernetes allows it.
YamlValue kafkaTopicOf(const ExportPlan& plan, const Scenario& scenario, const Topic& topic, const std::string& name);

/// Quantities as Kubernetes writes them.
std::string cpuText(MilliCpu cpu);
std::string memoryText(Bytes memory);
std::string quantityText(double amount);
/// Whole seconds, rounded up.
std::int64_t secondsOf(Duration time);

}  // namespace headroom::model
