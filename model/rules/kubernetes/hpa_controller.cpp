#include "model/rules/kubernetes/hpa_controller.h"

#include <stdexcept>

#include "model/rules/kubernetes/hpa_reason.h"

namespace headroom::rules {

namespace {

using Outcome = HpaDecision::Outcome;

// An HPA without metrics scales on 80 % of the requested cpu.
model::HorizontalPodAutoscaler withDefaultMetric(model::HorizontalPodAutoscaler hpa) {
    if (hpa.metrics.empty())
        hpa.metrics.push_back({model::HpaMetric::Type::Resource, "cpu", "", model::HpaMetric::TargetType::Utilization, 80});
    return hpa;
}

}  // namespace

HpaController::HpaController(const model::HorizontalPodAutoscaler& hpa, const model::HpaControllerConfig& config)
    : m_hpa(withDefaultMetric(hpa)), m_calculator(config), m_normalizer(m_hpa, config), m_tolerance(config.tolerance) {}

HpaDecision HpaController::reconcile(const HpaInput& input) {
    HpaDecision decision;
    const int current = input.specReplicas;
    decision.currentReplicas = decision.desiredReplicas = current;
    m_normalizer.recordInitial(input.now, current);
    if (current == 0 && m_hpa.minReplicas != 0) {
        decision.outcome = Outcome::ScalingDisabled;
    } else if (current > m_hpa.maxReplicas) {
        decision.outcome = Outcome::AboveMaximum;
        decision.desiredReplicas = m_hpa.maxReplicas;
    } else if (current < m_hpa.minReplicas) {
        decision.outcome = Outcome::BelowMinimum;
        decision.desiredReplicas = m_hpa.minReplicas;
    } else if (proposeFromMetrics(input, decision)) {
        decision.normalized = m_normalizer.normalize(input.now, current, decision.proposals[*decision.metric].replicas);
        decision.desiredReplicas = decision.normalized.desired;
    } else {
        decision.outcome = Outcome::MetricsFailed;
    }
    decision.rescale = decision.desiredReplicas != current;
    if (decision.rescale) m_normalizer.recordScaled(input.now, current, decision.desiredReplicas);
    decision.reason = explain(decision, m_hpa);
    return decision;
}

bool HpaController::proposeFromMetrics(const HpaInput& input, HpaDecision& decision) const {
    if (input.readings.size() != m_hpa.metrics.size()) throw std::logic_error("HpaController: one reading per metric");
    int replicas = 0;
    bool someFailed = false;
    for (std::size_t index = 0; index < m_hpa.metrics.size(); ++index) {
        decision.proposals.push_back(m_calculator.propose(m_hpa.metrics[index], input.readings[index], input, tolerances()));
        const ReplicaProposal& proposal = decision.proposals.back();
        if (proposal.failed) {
            if (!someFailed) decision.error = proposal.error;
            someFailed = true;
        } else if (!decision.metric || replicas == 0 || proposal.replicas > replicas) {
            replicas = proposal.replicas;
            decision.metric = index;
        }
    }
    // A failed metric might have asked for more, so it forbids scaling down but not up.
    return decision.metric && !(someFailed && replicas < input.specReplicas);
}

Tolerances HpaController::tolerances() const {
    Tolerances result{m_tolerance, m_tolerance};
    if (!m_hpa.behavior) return result;
    result.scaleDown = m_hpa.behavior->scaleDown.tolerance.value_or(m_tolerance);
    result.scaleUp = m_hpa.behavior->scaleUp.tolerance.value_or(m_tolerance);
    return result;
}

}  // namespace headroom::rules
