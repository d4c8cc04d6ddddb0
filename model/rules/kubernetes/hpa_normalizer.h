#pragma once

#include <vector>

#include "model/config/kubernetes.h"
#include "model/quantities.h"

namespace headroom::rules {

/// What kept the HPA from doing what its metrics asked for; the names are those of its conditions' reasons.
enum class HpaLimit {
    None,
    ScaleUpStabilized,
    ScaleDownStabilized,
    ScaleUpLimit,
    ScaleDownLimit,
    TooManyReplicas,
    TooFewReplicas,
};

/// Returns the name of the condition's reason, such as "ScaleUpLimit"; empty for None.
const char* limitName(HpaLimit limit);

/// A proposal after stabilisation and limits.
struct NormalizedReplicas {
    int stabilized = 0;
    int desired = 0;
    HpaLimit stabilizedBy = HpaLimit::None;
    HpaLimit limitedBy = HpaLimit::None;
    int rateLimit = 0;              ///< what the rate policies (or the max(2·current, 4) rule) allow, before min and max
    bool rateLimitApplies = false;  ///< false when the direction taken has none
};

/// Fills in what an HPA's behavior leaves out, as the API server's defaulting does; a given policies list stays as it is.
/// Source: kubernetes pkg/apis/autoscaling/v2/defaults.go.
model::HpaBehavior withDefaults(const model::HpaBehavior& behavior);

/// Stabilises recommendations over time and limits the rate of change. Instants never decrease.
/// Source: kubernetes 1.35 pkg/controller/podautoscaler/horizontal.go, normalizeDesiredReplicas and
/// normalizeDesiredReplicasWithBehaviors.
class HpaNormalizer {
public:
    HpaNormalizer(const model::HorizontalPodAutoscaler& hpa, const model::HpaControllerConfig& config);

    /// Stores the first recommendation, the replicas the HPA found; does nothing later.
    void recordInitial(model::Instant now, int currentReplicas);

    /// Returns `proposed` stabilised and limited, and stores it unstabilised.
    NormalizedReplicas normalize(model::Instant now, int currentReplicas, int proposed);

    /// Stores that the target was scaled; without behavior nothing is stored.
    void recordScaled(model::Instant now, int from, int to);

private:
    struct Stamped {
        int value;
        model::Instant at;
    };
    NormalizedReplicas normalizePlain(model::Instant now, int currentReplicas, int proposed);
    NormalizedReplicas normalizeWithBehavior(model::Instant now, int currentReplicas, int proposed);
    void stabilize(model::Instant now, int currentReplicas, int proposed, NormalizedReplicas& result);
    void limitUp(model::Instant now, int currentReplicas, NormalizedReplicas& result) const;
    void limitDown(model::Instant now, int currentReplicas, NormalizedReplicas& result) const;
    int replicasAtPeriodStart(model::Instant now, int currentReplicas, model::Duration period) const;
    int rateLimit(model::Instant now, int currentReplicas, bool up) const;

    model::HorizontalPodAutoscaler m_hpa;  // behavior with its defaults
    model::HpaControllerConfig m_config;
    std::vector<Stamped> m_recommendations;
    std::vector<Stamped> m_scaleUps;
    std::vector<Stamped> m_scaleDowns;
};

}  // namespace headroom::rules
