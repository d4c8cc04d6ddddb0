#pragma once
// The words for an HPA's decision; internal to the rule.

#include "model/rules/kubernetes/hpa_controller.h"

namespace headroom::rules {

/// Explains a decision, as in "HPA 4 → 6: ceil(4 × 83 / 60) = 6; policy allows 8".
Reason explain(const HpaDecision& decision, const model::HorizontalPodAutoscaler& hpa);

}  // namespace headroom::rules
