#pragma once
// Internal to the connector: names librdkafka.

#include <functional>

#include "connectors/kafka/client.h"
#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// Fills in the starts, then the ends of the partitions of all topics but Kafka's own; a leader that doesn't answer leaves
/// its partitions' unknown and becomes a problem.
void readOffsets(Client& client, Snapshot& snapshot, const std::function<bool()>& isCancelled);

}  // namespace headroom::connectors::kafka
