#include "sim/components/kubernetes/metrics_server.h"

namespace headroom::sim {

namespace {

bool isScraped(const ManagedPod& pod) {
    return pod.isRunning() && pod.node() != nullptr && pod.node()->isUp;
}

}  // namespace

void MetricsServer::begin() {
    const std::int64_t resolution = m_config.metricsResolution.ns;
    const std::int64_t first = (m_config.metricsWindow.ns + resolution - 1) / resolution * resolution;
    const Instant at = Instant::start() + Duration{first};
    m_context.kernel.schedule(at - m_config.metricsWindow, *this, WindowBegins);
    m_context.kernel.schedule(at, *this, Scrape);
}

void MetricsServer::onEvent(std::uint32_t code, std::uint64_t) {
    m_context.kernel.scheduleAfter(m_config.metricsResolution, *this, code);
    for (const auto& deployment : m_deployments)
        for (ManagedPod* pod : deployment->pods()) code == WindowBegins ? beginWindow(*pod) : sample(*pod);
}

void MetricsServer::beginWindow(ManagedPod& pod) {
    if (isScraped(pod)) pod.usage().windows.push_back({m_context.kernel.now(), pod.containerId(), pod.cpuUsed()});
}

void MetricsServer::sample(ManagedPod& pod) {
    ManagedPod::Usage& usage = pod.usage();
    const Instant now = m_context.kernel.now();
    usage.sample.reset();
    while (!usage.windows.empty() && usage.windows.front().at + m_config.metricsWindow < now) usage.windows.pop_front();
    if (usage.windows.empty() || usage.windows.front().at + m_config.metricsWindow != now) return;
    const ManagedPod::Usage::WindowBegin window = usage.windows.front();
    usage.windows.pop_front();
    if (!isScraped(pod) || window.container != pod.containerId()) return;
    // Quantities are rounded up to whole thousandths.
    const std::int64_t used = (pod.cpuUsed() - window.used).ns;
    const std::int64_t milli = (used * 1000 + m_config.metricsWindow.ns - 1) / m_config.metricsWindow.ns;
    usage.sample = rules::PodSample{milli, now, m_config.metricsWindow};
}

}  // namespace headroom::sim
