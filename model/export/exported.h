#pragma once
// A scenario as files that deploy the bundled services: for Kubernetes, and for Docker Compose.

#include <map>
#include <string>
#include <vector>

#include "model/scenario/resolved_text.h"
#include "model/scenario/scenario.h"

namespace headroom::model {

struct ExportOptions {
    std::string source;              ///< what is exported, for the files' headers: "orders.yaml --variant peak"
    std::string loadScale = "100%";  ///< what the clients are told
};

/// Files, or why there can be none.
struct Exported {
    std::map<std::string, std::string> files;  ///< text by path
    std::vector<std::string> notes;            ///< what has no equivalent there, or must be known; one sentence each
    std::vector<std::string> refusals;         ///< what the scenario needs that can't be exported; then there are no files
};

/// A folder for kubectl apply -k: Deployments, Services, autoscalers, KafkaTopics for Strimzi, the scenario as a ConfigMap.
Exported exportKubernetes(const Scenario& scenario, const ResolvedText& resolved, const ExportOptions& options);

/// A folder for docker compose up: the services, their clients, Kafka, PostgreSQL where it is used.
Exported exportCompose(const Scenario& scenario, const ResolvedText& resolved, const ExportOptions& options);

}  // namespace headroom::model
