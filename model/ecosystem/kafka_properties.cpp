#include "model/ecosystem/kafka_properties.h"

#include <fmt/format.h>

namespace headroom::model {

namespace {

std::string same(const std::string& name) {
    return name;
}

std::string kafkaOrigin(const Versions& versions) {
    return versions.client == "librdkafka" ? std::string("default of librdkafka") : "default of Kafka " + versions.kafka;
}

/// Idempotence is silently off unless it was asked for where acks, retries or in-flight requests forbid it; asking for both is an
/// error.
void settleIdempotence(BindingContext& context, const FlatProperties& properties, ProducerConfig& config) {
    const bool isPossible = config.acks == Acks::All && config.retries > 0 && config.maxInFlightRequestsPerConnection <= 5;
    if (isPossible || !config.enableIdempotence) return;
    for (const FlatProperty& property : properties)
        if (property.name == "enable.idempotence")
            return context.error(*property.node, "idempotence needs acks=all, retries above 0 and at most 5 requests in flight");
    config.enableIdempotence = false;
}

void checkDelivery(BindingContext& context, const FlatProperties& properties, const ProducerConfig& config) {
    if (config.deliveryTimeout >= config.linger + config.requestTimeout) return;
    for (const FlatProperty& property : properties) {
        if (property.name != "delivery.timeout.ms" && property.name != "linger.ms" && property.name != "request.timeout.ms")
            continue;
        return context.error(
            *property.node,
            fmt::format("delivery.timeout.ms = {} is less than linger.ms + request.timeout.ms = {}; Kafka refuses that",
                        config.deliveryTimeout.toMilliseconds(), (config.linger + config.requestTimeout).toMilliseconds()));
    }
}

void checkHeartbeat(BindingContext& context, const FlatProperties& properties, const ConsumerConfig& config) {
    if (config.heartbeatInterval < config.sessionTimeout) return;
    for (const FlatProperty& property : properties)
        if (property.name == "heartbeat.interval.ms" || property.name == "session.timeout.ms")
            return context.error(
                *property.node,
                fmt::format("heartbeat.interval.ms = {} is not below session.timeout.ms = {}; Kafka refuses that",
                            config.heartbeatInterval.toMilliseconds(), config.sessionTimeout.toMilliseconds()),
                "a third of the session timeout is usual");
}

FlatProperties flattened(BindingContext& context, const SourceNode* node) {
    return node == nullptr ? FlatProperties{} : flatten(context, *node, same);
}

}  // namespace

ProducerConfig defaultProducer(const Versions& versions) {
    ProducerConfig config;
    if (versions.client == "librdkafka") {
        config.enableIdempotence = false;
        config.batchSize = Bytes{1'000'000};
        config.linger = Duration::milliseconds(5);
        config.bufferMemory = Bytes::gibi(1);
        config.maxRequestSize = Bytes{1'000'000};
        config.deliveryTimeout = Duration::seconds(300);
        config.maxInFlightRequestsPerConnection = 1'000'000;
        config.metadataMaxAge = Duration::seconds(900);
        config.partitioner = ProducerConfig::Partitioner::ConsistentRandom;
        return config;
    }
    if (compareVersions(versions.kafka, "4.0") >= 0) config.linger = Duration::milliseconds(5);
    if (compareVersions(versions.kafka, "3.0") < 0) {
        config.acks = Acks::Leader;
        config.enableIdempotence = false;
    }
    return config;
}

ConsumerConfig defaultConsumer(const Versions& versions) {
    ConsumerConfig config;
    using Assignor = ConsumerConfig::Assignor;
    if (versions.client == "librdkafka") {
        config.partitionAssignmentStrategy = {Assignor::Range, Assignor::RoundRobin};
        config.isolationLevel = ConsumerConfig::Isolation::ReadCommitted;
    } else if (compareVersions(versions.kafka, "3.0") < 0) {
        config.sessionTimeout = Duration::seconds(10);
        config.partitionAssignmentStrategy = {Assignor::Range};
    }
    return config;
}

BrokerConfig defaultBroker(const Versions&) {
    return {};
}

void applyProducer(BindingContext& context, const FlatProperties& properties, const std::string& path,
                   const std::vector<std::string>& settled, ProducerConfig& config) {
    applyProperties(context, properties, producerProperties(),
                    {path, "a property of a Kafka producer", kafkaOrigin(context.scenario().versions),
                     &producerNamesWithoutEffect(), settled},
                    config);
    settleIdempotence(context, properties, config);
    checkDelivery(context, properties, config);
}

void applyConsumer(BindingContext& context, const FlatProperties& properties, const std::string& path,
                   const std::vector<std::string>& settled, ConsumerConfig& config) {
    applyProperties(context, properties, consumerProperties(),
                    {path, "a property of a Kafka consumer", kafkaOrigin(context.scenario().versions),
                     &consumerNamesWithoutEffect(), settled},
                    config);
    checkHeartbeat(context, properties, config);
}

void bindProducer(BindingContext& context, const SourceNode* node, const std::string& path, ProducerConfig& config) {
    const FlatProperties properties = flattened(context, node);
    applyProperties(context, properties, producerProperties(),
                    {path, "a property of a Kafka producer", "", &producerNamesWithoutEffect()}, config);
    settleIdempotence(context, properties, config);
    checkDelivery(context, properties, config);
}

void bindConsumer(BindingContext& context, const SourceNode* node, const std::string& path, ConsumerConfig& config) {
    const FlatProperties properties = flattened(context, node);
    applyProperties(context, properties, consumerProperties(),
                    {path, "a property of a Kafka consumer", "", &consumerNamesWithoutEffect()}, config);
    checkHeartbeat(context, properties, config);
}

void bindTopicConfig(BindingContext& context, const SourceNode* node, const std::string& path, const std::string& origin,
                     TopicConfig& config) {
    applyProperties(context, flattened(context, node), topicProperties(),
                    {path, "a property of a Kafka topic", origin, &topicNamesWithoutEffect()}, config);
}

void bindBroker(BindingContext& context, const SourceNode* node, const std::string& path, BrokerConfig& config) {
    const std::string origin = "default of Kafka " + context.scenario().versions.kafka;
    FlatProperties properties = flattened(context, node);
    // log.retention.ms wins over minutes, minutes over hours: the last one set stays
    const auto rank = [](const FlatProperty& p) {
        return p.name == "log.retention.hours" ? 0 : p.name == "log.retention.minutes" ? 1 : 2;
    };
    std::stable_sort(properties.begin(), properties.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    applyProperties(context, properties, brokerProperties(),
                    {path, "a property of a Kafka broker", origin, &brokerNamesWithoutEffect()}, config);
}

}  // namespace headroom::model
