#pragma once
// Internal to the connector: names librdkafka.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "connectors/kafka/client.h"
#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// All groups of consumers there are, with their states; or why nobody could say. What single brokers refuse becomes a problem.
Result<std::vector<Group>> listGroups(Client& client, std::vector<Error>& problems, const std::function<bool()>& isCancelled);

/// Fills in states, members and assignments of the snapshot's groups, or of some of them. A group whose protocol the client can't
/// describe has its members left unknown.
void describeGroups(Client& client, Snapshot& snapshot, std::span<Group> groups, const std::function<bool()>& isCancelled);

}  // namespace headroom::connectors::kafka
