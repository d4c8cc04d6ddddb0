#pragma once
// Where a scenario's services and a Kubernetes cluster's workloads differ.

#include <string>
#include <vector>

#include "connectors/kubernetes/snapshot.h"
#include "connectors/overlay/drift.h"
#include "model/scenario/scenario.h"

namespace headroom::connectors::overlay {

/// By kind, then by element: services without a workload, workloads that are no service, other replicas (where no HPA decides on
/// them) and other limits of an HPA. What isn't known of the cluster, or may be outside the namespace, is none.
std::vector<DriftItem> compareWorkloads(const model::Scenario& scenario, const kubernetes::Snapshot& snapshot);

/// The snapshot as kubernetes::toJson gives it, with the scenario's name and the drift.
std::string toJson(const kubernetes::Snapshot& snapshot, const std::string& scenario, const std::vector<DriftItem>& drift);

}  // namespace headroom::connectors::overlay
