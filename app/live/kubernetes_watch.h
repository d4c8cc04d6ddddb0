#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "app/live/live_options.h"
#include "app/live/live_scenario.h"
#include "connectors/kafka/finding_memory.h"
#include "connectors/kubernetes/observer.h"
#include "connectors/kubernetes/workload_tracer.h"
#include "connectors/live_trace.h"

namespace headroom::live {

/// Begins to watch the cluster that the options name.
connectors::Result<std::unique_ptr<connectors::kubernetes::Observer>> watchCluster(const LiveOptions& options,
                                                                                   const LiveScenario* scenario,
                                                                                   std::chrono::steady_clock::time_point began);

/// What a Kubernetes cluster does, beside what others see: watched on threads of its own, and put into a trace.
class KubernetesWatch {
public:
    /// The scenario that it is laid over, if there is one, and the trace outlive it.
    KubernetesWatch(std::unique_ptr<connectors::kubernetes::Observer> observer, const LiveScenario* scenario,
                    connectors::LiveTrace& trace)
        : m_observer(std::move(observer)), m_scenario(scenario), m_tracer(trace), m_trace(trace) {}

    /// Puts into the trace what is known now, and what has happened. Instants ascend. Why nothing is known, if so.
    std::optional<connectors::Error> tell(trace::Instant now);
    /// The same, once each kind of thing has answered or failed.
    std::optional<connectors::Error> tellFirst(trace::Instant now);

private:
    std::optional<connectors::Error> tell(const connectors::kubernetes::Snapshot& snapshot, trace::Instant now);

    std::unique_ptr<connectors::kubernetes::Observer> m_observer;
    const LiveScenario* m_scenario;
    connectors::kubernetes::WorkloadTracer m_tracer;
    connectors::LiveTrace& m_trace;
    connectors::kafka::FindingMemory m_drift;
};

}  // namespace headroom::live
