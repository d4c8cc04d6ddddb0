#include "sim/components/kubernetes/keda_runner.h"

#include <algorithm>

#include "sim/components/kubernetes/reasons.h"

namespace headroom::sim {

KedaRunner::KedaRunner(Context& context, DeploymentController& deployment, const model::ScaledObject& scaledObject,
                       const std::vector<std::unique_ptr<Group>>& groups)
    : m_context(context),
      m_deployment(deployment),
      m_scaledObject(scaledObject),
      m_groups(groups),
      m_loop(scaledObject, Instant::start()),
      m_hpa(context, deployment, rules::hpaOf(scaledObject), [this](std::size_t trigger) { return readMetric(trigger); }) {
    for (const model::KedaKafkaTrigger& trigger : scaledObject.triggers) m_scalers.emplace_back(trigger);
}

void KedaRunner::begin() {
    RandomStream random(m_context.scenario.seed, "keda/" + m_deployment.service().name());
    const Duration offset{static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(m_scaledObject.pollingInterval.ns)))};
    m_context.kernel.schedule(Instant::start() + offset, *this, 0);
    if (m_deployment.desired() > 0) m_loop.poll(Instant::start(), m_deployment.desired(), true);
    m_hpa.begin();
}

rules::KedaLag KedaRunner::readLag(std::size_t index) {
    const model::KedaKafkaTrigger& trigger = m_scaledObject.triggers[index];
    const auto group =
        std::find_if(m_groups.begin(), m_groups.end(), [&](const auto& g) { return g->id() == trigger.consumerGroup; });
    if (group == m_groups.end()) {
        rules::KedaLag failed;
        failed.failed = true;
        failed.error = "no consumer group " + trigger.consumerGroup;
        return failed;
    }
    std::vector<rules::KedaPartitionOffsets> partitions;
    for (const GroupPartitionLedger& ledger : (*group)->ledgers()) {
        const std::string& topic = m_context.scenario.topics[ledger.partition->topic()].name;
        if (!trigger.topic.empty() && topic != trigger.topic) continue;
        partitions.push_back({ledger.committed, ledger.partition->highWatermark()});
    }
    return m_scalers[index].read(partitions);
}

rules::HpaMetricReading KedaRunner::readMetric(std::size_t trigger) {
    const rules::KedaLag lag = readLag(trigger);
    rules::HpaMetricReading reading;
    reading.available = !lag.failed;
    reading.error = lag.error;
    reading.values.push_back(lag.metric * 1000);
    return reading;
}

void KedaRunner::onEvent(std::uint32_t, std::uint64_t) {
    m_context.kernel.scheduleAfter(m_scaledObject.pollingInterval, *this, 0);
    bool isActive = false;
    bool hasFailed = false;
    for (std::size_t i = 0; i < m_scalers.size(); ++i) {
        const rules::KedaLag lag = readLag(i);
        isActive = isActive || (!lag.failed && lag.active);
        hasFailed = hasFailed || lag.failed;
    }
    const auto decision = m_loop.poll(m_context.kernel.now(), m_deployment.desired(), isActive, hasFailed);
    if (!decision.replicas) return;
    m_context.observatory.event(eventOf("keda.scaled", "service/" + m_deployment.service().name(), toTrace(decision.reason)));
    m_deployment.scale(*decision.replicas);
}

}  // namespace headroom::sim
