#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>

#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// The properties of a topic that its settings are made from.
inline constexpr std::array topicSettingNames{"cleanup.policy", "min.insync.replicas", "retention.bytes", "retention.ms"};

/// What the values of these properties mean; what isn't there, or isn't understood, is unknown.
TopicSettings topicSettings(const std::map<std::string, std::string>& values);

/// Fills in how long it takes at least until the first record of a share that isn't done may be deleted. Unknown where retention
/// or time lag is, and where a size limits the topic too, since nobody says how large it is.
void measureRetention(Snapshot& snapshot);

/// The least of a group's shares, in seconds; absent where the total lag is, and where it isn't known of a partition.
std::optional<double> leastRetentionLeft(const Group& group);

}  // namespace headroom::connectors::kafka
