#pragma once
// Internal to the connector: names librdkafka.

#include <string>
#include <vector>

#include "connectors/kafka/client.h"
#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// Adds cluster id, brokers and topics with partitions, by name and number. `wanted` limits the topics; empty: all.
/// What is wanted but not there becomes a problem. Returns why there is nothing at all.
std::optional<Error> readMetadata(Client& client, const std::vector<std::string>& wanted, Snapshot& snapshot);

}  // namespace headroom::connectors::kafka
