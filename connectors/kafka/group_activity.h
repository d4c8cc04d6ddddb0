#pragma once

#include <optional>
#include <string>

#include "connectors/kafka/snapshot.h"
#include "model/quantities.h"

namespace headroom::connectors::kafka {

enum class GroupActivity {
    Unknown,      ///< nobody can tell whether it has members
    Active,       ///< has members
    Idle,         ///< nothing to do: no lag, and for a minute nothing has come or been committed
    Stalled,      ///< behind, but nothing has been committed for a minute
    Rebalancing,  ///< between assignments
    Empty,        ///< has offsets, but no members
    Deleted,      ///< doesn't exist
};

/// How long nothing must have moved for a group to be idle or stalled.
inline constexpr model::Duration quietAfter = model::Duration::seconds(60);

/// For how long a group has seen nothing; absent: nobody has watched.
struct Quiet {
    std::optional<model::Duration> arrivals;
    std::optional<model::Duration> commits;
};

/// What a group is doing, from what was seen now and how long nothing has moved.
GroupActivity activityOf(const Group& group, const Quiet& quiet);

/// "active, 3 members", "idle, members unknown", "empty", "deleted".
std::string describeActivity(const Group& group, GroupActivity activity);

}  // namespace headroom::connectors::kafka
