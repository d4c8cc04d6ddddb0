#pragma once

#include <optional>
#include <vector>

#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::kafka {

/// Fills in the end and lag of a group's partition, given the end as it was read after the commit.
///
/// A commit beyond the end can't be behind it: the topic was created anew or cut, and the lag is unknown until the group
/// commits again. Without a commit the lag is unknown: where the group would begin is its consumers' business.
void measureLag(GroupPartition& partition, std::optional<std::int64_t> end);

/// Measures each group's partitions, and adds those that a member holds but has committed nothing of.
/// Topics that were not observed leave ends and lags unknown; `keepTopics` says which topics are left in, empty: all.
void measureLag(Snapshot& snapshot, const std::vector<std::string>& keepTopics = {});

/// The sum over what is committed, leaving out what can't be behind: partitions that are gone and commits beyond the end.
/// Absent where nothing is committed, and where an end couldn't be read.
std::optional<std::int64_t> totalLag(const Group& group);

/// How long the longest-waiting record has been waiting, in seconds; absent where the total lag is, and where it isn't known of
/// a partition that is behind.
std::optional<double> longestTimeLag(const Group& group);

}  // namespace headroom::connectors::kafka
