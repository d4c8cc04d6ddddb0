#pragma once
// Which pods' samples the HPA believes; internal to the replica calculator.

#include <vector>

#include "model/config/kubernetes.h"
#include "model/rules/kubernetes/hpa_input.h"

namespace headroom::rules {

/// The pods of a target by what their samples are worth, as indices into the pods.
struct PodGroups {
    int readyCount = 0;
    std::vector<std::size_t> ready;    ///< their samples count
    std::vector<std::size_t> unready;  ///< their samples are left out; 0 when scaling up
    std::vector<std::size_t> missing;  ///< have no sample; the target when scaling down, 0 when scaling up
};

/// Sorts pods into ready, unready and missing; pods that failed or are being deleted are in none.
/// `cpu` says that the metric is the cpu resource, the only one for which readiness matters.
/// Source: kubernetes 1.35 pkg/controller/podautoscaler/replica_calculator.go groupPods.
PodGroups groupPods(const std::vector<HpaPod>& pods, const std::vector<std::optional<PodSample>>& samples, bool cpu,
                    model::Instant now, const model::HpaControllerConfig& config);

}  // namespace headroom::rules
