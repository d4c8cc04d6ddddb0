#pragma once

#include <map>

#include "model/scenario/elements.h"
#include "services/metrics/metrics.h"

namespace headroom::services {

/// Processor time that the calling thread has used.
model::Duration processorTime();

/// What the steps of a service take that are its own work, `cpu` and `wait`: no callee, no queue, no pool. From any thread.
class StepTimes {
public:
    /// The service and the metrics outlive it.
    StepTimes(const model::Service& service, Metrics& metrics);

    /// Of a step of the service's own; others are passed over. Of a `cpu` step it is processor time.
    void observe(const model::Step& step, model::Duration took) const;

private:
    std::map<const model::Step*, DurationHistogram> m_histograms;  ///< of those that are measured
};

}  // namespace headroom::services
