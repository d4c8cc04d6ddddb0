#pragma once
// What the HPA controller sees of the world at one sync.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/quantities.h"

namespace headroom::rules {

/// A pod of the scale target as the API server shows it.
struct HpaPod {
    enum class Phase { Pending, Running, Succeeded, Failed, Unknown };
    enum class Readiness { Absent, True, False, Unknown };  ///< the Ready condition's status

    Phase phase = Phase::Running;
    bool beingDeleted = false;  ///< has a deletion timestamp
    std::optional<model::Instant> startTime;
    Readiness ready = Readiness::Absent;
    model::Instant readyLastTransition;
};

/// One pod's value of one metric, in thousandths of its unit (MilliValue): 250 = a quarter of a core.
struct PodSample {
    std::int64_t value = 0;
    model::Instant timestamp;
    model::Duration window{0};
};

/// The values of one of the HPA's metrics; which fields count depends on the metric's type.
struct HpaMetricReading {
    bool available = true;  ///< false: the metrics API answered with an error
    std::string error;
    std::vector<std::optional<PodSample>> podSamples;   ///< Resource, ContainerResource, Pods: parallel to the pods
    std::vector<std::optional<std::int64_t>> requests;  ///< Utilization: parallel to the pods, in thousandths
    std::vector<std::int64_t> values;                   ///< Object: one value; External: the series; in thousandths
};

/// One sync of the HPA.
struct HpaInput {
    model::Instant now;
    int specReplicas = 0;
    int statusReplicas = 0;
    std::vector<HpaPod> pods;
    std::vector<HpaMetricReading> readings;  ///< parallel to the HPA's metrics
};

}  // namespace headroom::rules
