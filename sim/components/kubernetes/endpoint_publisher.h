#pragma once

#include <cstdint>

#include "sim/components/service/service.h"

namespace headroom::sim {

/// Brings one pod's readiness to its callers, each change after a propagation time of its own. A change never undoes a
/// later one that was faster.
class EndpointPublisher final : public EventTarget {
public:
    EndpointPublisher(Context& context, Service& service, RandomStream& random)
        : m_context(context), m_service(service), m_random(random) {}

    /// The pod was an endpoint before the run began.
    void adopt(Pod& pod) {
        m_pod = &pod;
        m_isPublished = true;
        m_service.addEndpoint(pod);
    }
    /// Does nothing when that is what was last published.
    void publish(Pod& pod, bool isReady) {
        m_pod = &pod;
        if (isReady == m_isPublished) return;
        m_isPublished = isReady;
        const Duration delay{m_random.drawNanoseconds(m_service.declaration().endpointPropagation)};
        m_context.kernel.scheduleAfter(delay, *this, 0, ++m_version << 1 | (isReady ? 1U : 0U));
    }
    /// Once callers know that the pod is no endpoint, the service forgets it.
    void retire(Pod& pod) {
        m_isRetired = true;
        publish(pod, false);
        if (m_applied == m_version) finish();
    }

    void onEvent(std::uint32_t, std::uint64_t change) override {
        const std::uint64_t version = change >> 1;
        if (version > m_applied) {
            m_applied = version;
            (change & 1U) != 0 ? m_service.addEndpoint(*m_pod) : m_service.removeEndpoint(*m_pod);
        }
        if (m_isRetired && m_applied == m_version && m_pod != nullptr) finish();
    }

private:
    void finish() {
        m_service.removePod(*m_pod);
        m_pod = nullptr;
    }

    Context& m_context;
    Service& m_service;
    RandomStream& m_random;
    Pod* m_pod = nullptr;
    std::uint64_t m_version = 0;
    std::uint64_t m_applied = 0;
    bool m_isPublished = false;
    bool m_isRetired = false;
};

}  // namespace headroom::sim
