#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/config/kafka.h"
#include "services/kafka/client_handles.h"

namespace headroom::services {

/// How a bundled process reaches the cluster.
struct KafkaAccess {
    std::string bootstrap;
    std::vector<std::pair<std::string, std::string>> properties;  ///< of librdkafka, in order; may hold secrets
    std::string clientId;
};

using KafkaProperties = std::vector<std::pair<std::string, std::string>>;

/// A scenario's settings in librdkafka's names and limits. What it has no equivalent for is left to its own ways: where to send
/// records without a key, buffer.memory's waiting.
KafkaProperties producerProperties(const model::ProducerConfig& config);
KafkaProperties consumerProperties(const model::ConsumerConfig& config, const std::string& groupId);

/// Throws std::runtime_error with librdkafka's reason on a property it refuses; never with the value, which may be a secret.
ConfigurationHandle configuration(const KafkaAccess& access, const KafkaProperties& properties);

}  // namespace headroom::services
