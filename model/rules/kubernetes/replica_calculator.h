#pragma once

#include <string>

#include "model/config/kubernetes.h"
#include "model/rules/kubernetes/hpa_input.h"

namespace headroom::rules {

/// How far from 1 a usage ratio may be without any scaling; both ends belong to the range.
struct Tolerances {
    double scaleDown = 0.1;
    double scaleUp = 0.1;

    bool within(double ratio) const { return 1.0 - scaleDown <= ratio && ratio <= 1.0 + scaleUp; }
};

/// The replicas one metric asks for.
struct ReplicaProposal {
    bool failed = false;
    std::string error;
    int replicas = 0;
    double usage = 0;     ///< percent for Utilization, else in the metric's own unit (millicores for cpu)
    double target = 0;    ///< in the unit of usage
    double ratio = 1;     ///< usage / target, with missing and unready pods filled in
    std::string formula;  ///< "ceil(4 × 83 / 60) = 6", for sentences
};

/// Computes what one metric of an HPA asks for.
/// Source: kubernetes 1.35 pkg/controller/podautoscaler/replica_calculator.go and metrics/utilization.go.
class ReplicaCalculator {
public:
    explicit ReplicaCalculator(const model::HpaControllerConfig& config) : m_config(config) {}

    /// Returns the proposal of `metric` from its `reading`. Integer divisions truncate as in the controller.
    ReplicaProposal propose(const model::HpaMetric& metric, const HpaMetricReading& reading, const HpaInput& input,
                            const Tolerances& tolerances) const;

private:
    struct Pass;
    ReplicaProposal proposeFromPods(Pass& pass, const HpaInput& input, const Tolerances& tolerances) const;
    ReplicaProposal proposeFromRatio(const Pass& pass, std::int64_t usage, const HpaInput& input,
                                     const Tolerances& tolerances) const;
    ReplicaProposal proposePerPod(const Pass& pass, std::int64_t usage, const HpaInput& input,
                                  const Tolerances& tolerances) const;

    model::HpaControllerConfig m_config;
};

}  // namespace headroom::rules
