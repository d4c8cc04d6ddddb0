#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/error.h"
#include "connectors/kafka/client_options.h"
#include "model/scenario/scenario.h"

namespace headroom::services {

/// What became of a scenario's topics.
struct TopicReport {
    std::vector<std::string> told;           ///< sentences on those created, and on those that aren't as the scenario says
    std::optional<connectors::Error> error;  ///< why nothing can be played there
};

/// Creates the topics that the scenario declares and the cluster lacks, with partitions, replication factor and what the scenario
/// itself says of their configuration. What exists is left as it is.
TopicReport createTopics(const model::Scenario& scenario, const connectors::kafka::ClientOptions& cluster);

}  // namespace headroom::services
