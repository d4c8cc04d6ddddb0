#include "model/rules/kubernetes/rolling_update.h"

#include <algorithm>
#include <cmath>

namespace headroom::rules {

namespace {

int scaled(int value, bool isPercent, int total, bool roundUp) {
    if (!isPercent) return value;
    const double exact = static_cast<double>(value) * static_cast<double>(total) / 100;
    return static_cast<int>(roundUp ? std::ceil(exact) : std::floor(exact));
}

int maxUnavailable(const model::RollingUpdate& update, int replicas) {
    return replicas == 0 ? 0 : std::min(resolveFenceposts(update, replicas).unavailable, replicas);
}

int newSetReplicas(int replicas, const model::RollingUpdate& update, const ReplicaSetState& newSet, int total) {
    if (newSet.replicas >= replicas) return replicas;
    const int maximum = replicas + scaled(update.maxSurge, update.maxSurgeIsPercent, replicas, true);
    if (total >= maximum) return newSet.replicas;
    return newSet.replicas + std::min(maximum - total, replicas - newSet.replicas);
}

// Removes unavailable pods of old sets, the oldest set first. Returns false when a set shows more available pods than it
// should have: its status lags behind, and the controller leaves the rest for a later sync.
bool removeUnhealthy(const std::vector<ReplicaSetState>& oldSets, int budget, std::vector<int>& replicas) {
    for (std::size_t index = 0; index < oldSets.size() && budget > 0; ++index) {
        if (oldSets[index].replicas == 0) continue;
        if (oldSets[index].available > oldSets[index].replicas) return false;
        const int count = std::min(budget, oldSets[index].replicas - oldSets[index].available);
        replicas[index] -= count;
        budget -= count;
    }
    return true;
}

void removeOldest(int budget, std::vector<int>& replicas) {
    for (std::size_t index = 0; index < replicas.size() && budget > 0; ++index) {
        const int count = std::min(budget, replicas[index]);
        replicas[index] -= count;
        budget -= count;
    }
}

}  // namespace

Fenceposts resolveFenceposts(const model::RollingUpdate& update, int replicas) {
    Fenceposts result{scaled(update.maxSurge, update.maxSurgeIsPercent, replicas, true),
                      scaled(update.maxUnavailable, update.maxUnavailableIsPercent, replicas, false)};
    if (result.surge == 0 && result.unavailable == 0) result.unavailable = 1;
    return result;
}

RollingStep rollingStep(int replicas, const model::RollingUpdate& update, const ReplicaSetState& newSet,
                        const std::vector<ReplicaSetState>& oldSets) {
    RollingStep step;
    int total = newSet.replicas;
    int available = newSet.available;
    for (const ReplicaSetState& old : oldSets) {
        step.oldReplicas.push_back(old.replicas);
        total += old.replicas;
        // The controller sees only old sets that still have replicas.
        if (old.replicas > 0) available += old.available;
    }
    step.newReplicas = newSetReplicas(replicas, update, newSet, total);
    step.changed = step.newReplicas != newSet.replicas;
    if (step.changed) return step;

    const int minAvailable = replicas - maxUnavailable(update, replicas);
    const int budget = total - minAvailable - (newSet.replicas - newSet.available);
    if (budget <= 0 || total == newSet.replicas) return step;
    // What is available was counted before, because only unavailable pods are removed first.
    if (removeUnhealthy(oldSets, budget, step.oldReplicas)) removeOldest(available - minAvailable, step.oldReplicas);
    for (std::size_t index = 0; index < oldSets.size(); ++index)
        step.changed = step.changed || step.oldReplicas[index] != oldSets[index].replicas;
    return step;
}

model::Instant availableAt(model::Instant readySince, model::Duration minReadySeconds) {
    return readySince + minReadySeconds;
}

}  // namespace headroom::rules
