#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/scenario/scenario.h"

namespace headroom::model {

using KafkaSettings = std::vector<std::pair<std::string, std::string>>;

/// What a topic must say itself, by Kafka's names: where it differs from Kafka's own defaults or from its cluster's.
KafkaSettings topicSettings(const Scenario& scenario, const Topic& topic);

/// What a cluster's brokers must be told: where they differ from Kafka's own defaults.
KafkaSettings brokerSettings(const Scenario& scenario, const KafkaCluster& cluster);

}  // namespace headroom::model
