#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/config/kubernetes.h"
#include "model/rules/kubernetes/hpa_input.h"
#include "model/rules/kubernetes/hpa_normalizer.h"
#include "model/rules/kubernetes/replica_calculator.h"
#include "model/rules/reason.h"

namespace headroom::rules {

/// What one sync of an HPA decided.
struct HpaDecision {
    enum class Outcome {
        Decided,          ///< from metrics
        ScalingDisabled,  ///< the target has 0 replicas and minReplicas is not 0
        AboveMaximum,     ///< current replicas exceed maxReplicas; metrics and limits are not looked at
        BelowMinimum,     ///< likewise below minReplicas
        MetricsFailed,    ///< no scaling, see error
    };

    Outcome outcome = Outcome::Decided;
    std::string error;  ///< the first failed metric's; may be set although the others decided
    int currentReplicas = 0;
    int desiredReplicas = 0;
    bool rescale = false;
    std::optional<std::size_t> metric;  ///< whose proposal won
    NormalizedReplicas normalized;
    std::vector<ReplicaProposal> proposals;  ///< parallel to the HPA's metrics
    Reason reason;
};

/// One HorizontalPodAutoscaler as the controller keeps it: call reconcile() every sync period *after* the one before.
/// Source: kubernetes 1.35 pkg/controller/podautoscaler/horizontal.go reconcileAutoscaler.
class HpaController {
public:
    HpaController(const model::HorizontalPodAutoscaler& hpa, const model::HpaControllerConfig& config);

    /// Decides at input.now and assumes that a rescale takes place. Instants never decrease.
    HpaDecision reconcile(const HpaInput& input);

private:
    bool proposeFromMetrics(const HpaInput& input, HpaDecision& decision) const;
    Tolerances tolerances() const;

    model::HorizontalPodAutoscaler m_hpa;
    ReplicaCalculator m_calculator;
    HpaNormalizer m_normalizer;
    double m_tolerance;
};

}  // namespace headroom::rules
