#include "model/rules/kubernetes/hpa_reason.h"

#include <algorithm>

namespace headroom::rules {

namespace {

using Outcome = HpaDecision::Outcome;

std::string metricsText(const HpaDecision& decision, const model::HorizontalPodAutoscaler& hpa) {
    const ReplicaProposal& proposal = decision.proposals[*decision.metric];
    std::string text = proposal.formula;
    if (hpa.metrics.size() > 1) text = hpa.metrics[*decision.metric].name + " " + text;
    const NormalizedReplicas& normalized = decision.normalized;
    if (normalized.stabilizedBy != HpaLimit::None)
        text += std::string("; ") + limitName(normalized.stabilizedBy) + " to " + std::to_string(normalized.stabilized);
    if (normalized.limitedBy == HpaLimit::TooManyReplicas)
        text += "; maxReplicas " + std::to_string(hpa.maxReplicas);
    else if (normalized.limitedBy == HpaLimit::TooFewReplicas)
        text += "; minReplicas " + std::to_string(hpa.minReplicas);
    else if (normalized.rateLimitApplies && decision.rescale)
        text += std::string(hpa.behavior ? "; policy allows " : "; max(2 × current, 4) allows ") +
                std::to_string(normalized.rateLimit);
    return text;
}

std::string why(const HpaDecision& decision, const model::HorizontalPodAutoscaler& hpa) {
    switch (decision.outcome) {
        case Outcome::ScalingDisabled: return "scaling is disabled while the target has 0 replicas";
        case Outcome::AboveMaximum:
            return std::to_string(decision.currentReplicas) + " exceed maxReplicas " + std::to_string(hpa.maxReplicas);
        case Outcome::BelowMinimum:
            return std::to_string(decision.currentReplicas) + " are below minReplicas " + std::to_string(hpa.minReplicas);
        case Outcome::MetricsFailed: return "no decision, " + decision.error;
        case Outcome::Decided: break;
    }
    return metricsText(decision, hpa);
}

const char* ruleOf(const HpaDecision& decision) {
    if (decision.desiredReplicas > decision.currentReplicas) return "hpa.scaleUp";
    if (decision.desiredReplicas < decision.currentReplicas) return "hpa.scaleDown";
    return "hpa.keep";
}

void addMetricInputs(Reason& reason, const HpaDecision& decision, const model::HorizontalPodAutoscaler& hpa) {
    const ReplicaProposal& proposal = decision.proposals[*decision.metric];
    const model::HpaMetric& metric = hpa.metrics[*decision.metric];
    const std::string unit = metric.targetType == model::HpaMetric::TargetType::Utilization ? "%" : "";
    const NormalizedReplicas& normalized = decision.normalized;
    reason.inputs.push_back({"metric", metric.name, ""});
    reason.inputs.push_back({"usage", proposal.usage, unit});
    reason.inputs.push_back({"target", proposal.target, unit});
    reason.inputs.push_back({"ratio", proposal.ratio, "1"});
    reason.inputs.push_back({"proposal", static_cast<double>(proposal.replicas), "replicas"});
    reason.inputs.push_back({"stabilized", static_cast<double>(normalized.stabilized), "replicas"});
    if (normalized.rateLimitApplies)
        reason.inputs.push_back({"rateLimit", static_cast<double>(normalized.rateLimit), "replicas"});
    const HpaLimit limit = normalized.limitedBy != HpaLimit::None ? normalized.limitedBy : normalized.stabilizedBy;
    if (limit != HpaLimit::None) reason.inputs.push_back({"limitedBy", std::string(limitName(limit)), ""});
}

}  // namespace

Reason explain(const HpaDecision& decision, const model::HorizontalPodAutoscaler& hpa) {
    Reason reason;
    reason.rule = ruleOf(decision);
    reason.inputs = {{"currentReplicas", static_cast<double>(decision.currentReplicas), "replicas"},
                     {"minReplicas", static_cast<double>(hpa.minReplicas), "replicas"},
                     {"maxReplicas", static_cast<double>(hpa.maxReplicas), "replicas"}};
    if (decision.metric && decision.outcome == Outcome::Decided) addMetricInputs(reason, decision, hpa);
    reason.result = std::to_string(decision.desiredReplicas) + " replicas";
    reason.sentence = "HPA " + std::to_string(decision.currentReplicas) + " → " + std::to_string(decision.desiredReplicas) +
                      ": " + why(decision, hpa);
    reason.source = "pkg/controller/podautoscaler/horizontal.go";
    return reason;
}

}  // namespace headroom::rules
