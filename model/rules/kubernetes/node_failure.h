#pragma once

#include "model/config/kubernetes.h"
#include "model/quantities.h"

namespace headroom::rules {

/// Returns the default node-monitor-grace-period of Kubernetes 1.`minor`: 40 s up to 1.31, 50 s from 1.32.
model::Duration nodeMonitorGracePeriod(int minor);

/// Returns when the node controller, ticking every nodeMonitorPeriod from `firstTick`, marks a node unknown whose last
/// lease renewal was at `lastRenewal`: at the first tick later than the tick that saw the renewal plus the grace period.
/// Endpoints go not-ready at this instant. Source: kubernetes 1.35 pkg/controller/nodelifecycle.
model::Instant nodeUnknownAt(const model::NodeFailureConfig& config, model::Instant lastRenewal, model::Instant firstTick);

/// Returns when a pod with the default toleration is evicted from a node that was tainted at `taintedAt`.
model::Instant podEvictedAt(const model::NodeFailureConfig& config, model::Instant taintedAt);

/// How much of a zone is broken.
enum class ZoneState { Normal, PartialDisruption, FullDisruption };

/// Classifies a zone by its nodes; a partial disruption needs more than two nodes that are not ready.
ZoneState zoneState(const model::NodeFailureConfig& config, int readyNodes, int notReadyNodes);

/// Returns how many nodes a second may be tainted in a zone; 0 stops evictions. `allZonesFullyDisrupted` says that no
/// zone has a ready node left, in which case the controller suspects itself.
double nodeEvictionRate(const model::NodeFailureConfig& config, ZoneState state, int zoneNodes, bool allZonesFullyDisrupted);

}  // namespace headroom::rules
