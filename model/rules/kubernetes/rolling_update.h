#pragma once

#include <optional>
#include <vector>

#include "model/config/kubernetes.h"
#include "model/quantities.h"

namespace headroom::rules {

/// A ReplicaSet of a rolling update.
struct ReplicaSetState {
    int replicas = 0;   ///< spec
    int available = 0;  ///< pods that have been ready for minReadySeconds
    bool operator==(const ReplicaSetState&) const = default;
};

/// maxSurge and maxUnavailable in pods.
struct Fenceposts {
    int surge = 0;
    int unavailable = 0;
    bool operator==(const Fenceposts&) const = default;
};

/// Resolves percentages of `replicas`: surge rounds up, unavailable down; both 0 makes unavailable 1.
/// Source: kubernetes 1.35 pkg/controller/deployment/util/deployment_util.go ResolveFenceposts.
Fenceposts resolveFenceposts(const model::RollingUpdate& update, int replicas);

/// One direction of a sync: the replicas the ReplicaSets are scaled to.
struct RollingStep {
    int newReplicas = 0;
    std::vector<int> oldReplicas;  ///< parallel to the old ReplicaSets
    bool changed = false;
};

/// Returns what one sync of a rolling update does: scale the new ReplicaSet, or else scale old ones down.
/// `oldSets` are oldest first. Source: pkg/controller/deployment/rolling.go rolloutRolling.
RollingStep rollingStep(int replicas, const model::RollingUpdate& update, const ReplicaSetState& newSet,
                        const std::vector<ReplicaSetState>& oldSets);

/// Returns when a pod that became ready at `readySince` is available.
model::Instant availableAt(model::Instant readySince, model::Duration minReadySeconds);

}  // namespace headroom::rules
