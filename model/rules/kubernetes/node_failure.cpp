#include "model/rules/kubernetes/node_failure.h"

#include <algorithm>

namespace headroom::rules {

namespace {

// The first tick at or after an instant.
model::Instant tickFrom(model::Instant instant, model::Instant firstTick, model::Duration period) {
    if (instant <= firstTick) return firstTick;
    const std::int64_t ticks = ((instant - firstTick).ns + period.ns - 1) / period.ns;
    return firstTick + period * ticks;
}

}  // namespace

model::Duration nodeMonitorGracePeriod(int minor) {
    return model::Duration::seconds(minor <= 31 ? 40 : 50);
}

model::Instant nodeUnknownAt(const model::NodeFailureConfig& config, model::Instant lastRenewal, model::Instant firstTick) {
    const model::Instant seen = tickFrom(lastRenewal, firstTick, config.nodeMonitorPeriod);
    const model::Instant graceEnds = seen + config.nodeMonitorGracePeriod;
    return tickFrom(graceEnds + model::Duration{1}, firstTick, config.nodeMonitorPeriod);
}

model::Instant podEvictedAt(const model::NodeFailureConfig& config, model::Instant taintedAt) {
    return taintedAt + config.tolerationSeconds;
}

ZoneState zoneState(const model::NodeFailureConfig& config, int readyNodes, int notReadyNodes) {
    if (readyNodes == 0 && notReadyNodes > 0) return ZoneState::FullDisruption;
    const float share = static_cast<float>(notReadyNodes) / static_cast<float>(notReadyNodes + readyNodes);
    const bool partial = notReadyNodes > 2 && share >= config.unhealthyZoneThreshold;
    return partial ? ZoneState::PartialDisruption : ZoneState::Normal;
}

double nodeEvictionRate(const model::NodeFailureConfig& config, ZoneState state, int zoneNodes, bool allZonesFullyDisrupted) {
    if (allZonesFullyDisrupted) return 0;
    if (state != ZoneState::PartialDisruption) return config.nodeEvictionRate;
    return zoneNodes > config.largeClusterSizeThreshold ? config.secondaryNodeEvictionRate : 0;
}

}  // namespace headroom::rules
