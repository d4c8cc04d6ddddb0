#pragma once
// Internal to the connector: names librdkafka.

#include <functional>
#include <span>

#include "connectors/kafka/client.h"
#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// librdkafka's mock cluster only knows of partitions it is asked about by name.
enum class CommitQuery { AllAtOnce, ByPartition };

/// Fills in what each of the snapshot's groups, or of some of them, has committed, by topic and partition; a group whose answer
/// fails keeps its partitions unknown and becomes a problem.
void readCommittedOffsets(Client& client, CommitQuery query, Snapshot& snapshot, std::span<Group> groups,
                          const std::function<bool()>& isCancelled);

}  // namespace headroom::connectors::kafka
