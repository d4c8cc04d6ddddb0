#include "app/live/kubernetes_watch.h"

#include <utility>

#include "app/stream/interruption.h"
#include "connectors/overlay/workload_drift.h"

namespace headroom::live {

using connectors::Error;
namespace kubernetes = connectors::kubernetes;

connectors::Result<std::unique_ptr<kubernetes::Observer>> watchCluster(const LiveOptions& options, const LiveScenario* scenario,
                                                                       std::chrono::steady_clock::time_point began) {
    auto access = kubernetes::findAccess(*options.kubernetes, kubernetes::AccessEnvironment::ours());
    if (!access) return access.error();
    access.value().http.timeout = options.client.timeout;
    kubernetes::ObserverOptions watched;
    watched.began = began;
    if (scenario != nullptr)
        for (const model::Service& service : scenario->scenario.services) watched.services.insert(service.name);
    return kubernetes::Observer::begin(std::move(access.value()), std::move(watched));
}

std::optional<Error> KubernetesWatch::tell(trace::Instant now) {
    return tell(m_observer->snapshot(), now);
}

std::optional<Error> KubernetesWatch::tellFirst(trace::Instant now) {
    return tell(m_observer->firstSnapshot([] { return stream::interrupted != 0; }), now);
}

std::optional<Error> KubernetesWatch::tell(const kubernetes::Snapshot& snapshot, trace::Instant now) {
    m_tracer.take(snapshot, now);
    if (m_scenario != nullptr) {
        const auto drift = connectors::overlay::compareWorkloads(m_scenario->scenario, snapshot);
        for (trace::Event& event : m_drift.changes(connectors::overlay::findingsOf(drift))) {
            // What is only in the cluster may have no element yet.
            m_trace.element("service", event.element.substr(event.element.find('/') + 1), "");
            event.time = now;
            m_trace.event(std::move(event));
        }
    }
    return snapshot.blindness();
}

}  // namespace headroom::live
