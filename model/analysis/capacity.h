#pragma once
// What parts of a scenario have at their disposal.

#include <optional>

#include "model/scenario/scenario.h"

namespace headroom::model {

/// Cores a pod may use: its limit, else `cores`, else a whole node (of one core where the scenario has none).
double podCores(const Service& service, const Scenario& scenario);

/// Pods at the start: `initial.replicas`, else the deployment's.
int declaredReplicas(const Service& service, const Scenario& scenario);

/// The most pods the autoscaler, if there is one, may start; else the declared number.
int maximumReplicas(const Service& service, const Scenario& scenario);
int minimumReplicas(const Service& service, const Scenario& scenario);

/// Connections of a pod to a store: the declared pool, else Hikari's default of 10 for PostgreSQL; absent: unlimited.
std::optional<int> poolSize(const Service& service, const Store& store);

/// Where the HPA's CPU metric settles for this usage: ceil(usage / (target * request)) within its bounds; absent without an
/// HPA on CPU or without a request.
std::optional<int> settledReplicas(const Service& service, double cpuSeconds);

/// Partitions at the fullest of `members` consumers, over all topics: each topic is spread evenly on its own.
int fullestPartitions(int partitions, int members);

}  // namespace headroom::model
