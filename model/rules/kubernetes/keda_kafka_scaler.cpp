#include "model/rules/kubernetes/keda_kafka_scaler.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::rules {

KedaKafkaScaler::KedaKafkaScaler(const model::KedaKafkaTrigger& trigger) : m_trigger(trigger) {
    if (trigger.lagThreshold <= 0) throw std::logic_error("KedaKafkaScaler: lagThreshold must be positive");
}

KedaLag KedaKafkaScaler::read(const std::vector<KedaPartitionOffsets>& partitions) {
    KedaLag result;
    m_previous.resize(std::max(m_previous.size(), partitions.size()));
    std::int64_t lag = 0;
    std::int64_t counted = 0;
    std::int64_t withLag = 0;
    for (std::size_t index = 0; index < partitions.size(); ++index) {
        if (!partitions[index].end) continue;
        if (!partitions[index].committed) {
            result.failed = true;
            result.error = "error finding offset block for partition " + std::to_string(index);
            return result;
        }
        const PartitionLag one = lagOf(index, *partitions[index].committed, *partitions[index].end);
        lag += one.scaling;
        result.uncapped += one.activation;
        ++counted;
        if (one.scaling > 0) ++withLag;
    }
    result.metric = capped(lag, counted, withLag);
    result.active = result.uncapped > m_trigger.activationLagThreshold;
    return result;
}

KedaKafkaScaler::PartitionLag KedaKafkaScaler::lagOf(std::size_t partition, std::int64_t committed, std::int64_t end) {
    if (committed == KedaPartitionOffsets::noneCommitted) {
        if (m_trigger.scaleToZeroOnInvalidOffset) return {};
        const bool latest = m_trigger.offsetResetPolicy == model::KedaKafkaTrigger::OffsetResetPolicy::Latest;
        return latest ? PartitionLag{1, 1} : PartitionLag{end, end};
    }
    const std::int64_t lag = end - committed;
    if (!m_trigger.excludePersistentLag) return {lag, lag};
    const bool stuck = m_previous[partition] == committed;
    m_previous[partition] = committed;
    return {stuck ? 0 : lag, lag};
}

std::int64_t KedaKafkaScaler::capped(std::int64_t lag, std::int64_t partitions, std::int64_t partitionsWithLag) const {
    const std::int64_t threshold = m_trigger.lagThreshold;
    const bool caps =
        !m_trigger.allowIdleConsumers || m_trigger.limitToPartitionsWithLag || m_trigger.ensureEvenDistributionOfPartitions;
    if (!caps) return lag;
    if (m_trigger.ensureEvenDistributionOfPartitions) {
        std::int64_t consumers = 1;
        while (consumers < partitions && (partitions % consumers != 0 || consumers * threshold < lag)) ++consumers;
        lag = std::min(consumers, partitions) * threshold;
    }
    const std::int64_t upper = m_trigger.limitToPartitionsWithLag ? partitionsWithLag : partitions;
    return lag / threshold > upper ? upper * threshold : lag;
}

model::HorizontalPodAutoscaler hpaOf(const model::ScaledObject& scaledObject) {
    model::HorizontalPodAutoscaler hpa;
    hpa.scaleTargetRef = scaledObject.scaleTargetRef;
    hpa.minReplicas = std::max(1, scaledObject.minReplicaCount);
    hpa.maxReplicas = scaledObject.maxReplicaCount;
    hpa.behavior = scaledObject.behavior;
    for (std::size_t index = 0; index < scaledObject.triggers.size(); ++index) {
        model::HpaMetric metric;
        metric.type = model::HpaMetric::Type::External;
        metric.name = "s" + std::to_string(index) + "-kafka-" + scaledObject.triggers[index].topic;
        metric.targetType = model::HpaMetric::TargetType::AverageValue;
        metric.target = static_cast<double>(scaledObject.triggers[index].lagThreshold);
        hpa.metrics.push_back(metric);
    }
    return hpa;
}

}  // namespace headroom::rules
