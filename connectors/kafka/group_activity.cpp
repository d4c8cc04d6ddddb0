#include "connectors/kafka/group_activity.h"

#include <fmt/format.h>

#include "connectors/kafka/lag.h"

namespace headroom::connectors::kafka {
namespace {

bool isLong(const std::optional<model::Duration>& quiet) {
    return quiet && *quiet >= quietAfter;
}

std::string wordOf(GroupActivity activity) {
    switch (activity) {
        case GroupActivity::Unknown: return "";
        case GroupActivity::Active: return "active";
        case GroupActivity::Idle: return "idle";
        case GroupActivity::Stalled: return "stalled";
        case GroupActivity::Rebalancing: return "rebalancing";
        case GroupActivity::Empty: return "empty";
        case GroupActivity::Deleted: return "deleted";
    }
    return "";
}

}  // namespace

GroupActivity activityOf(const Group& group, const Quiet& quiet) {
    if (group.isListed && !*group.isListed) return GroupActivity::Deleted;
    if (group.state == GroupState::PreparingRebalance || group.state == GroupState::CompletingRebalance)
        return GroupActivity::Rebalancing;
    if (group.state == GroupState::Empty || (group.members && group.members->empty())) return GroupActivity::Empty;
    const std::optional<std::int64_t> lag = totalLag(group);
    if (lag && *lag > 0 && isLong(quiet.commits)) return GroupActivity::Stalled;
    if (lag && *lag == 0 && isLong(quiet.commits) && isLong(quiet.arrivals)) return GroupActivity::Idle;
    return group.members ? GroupActivity::Active : GroupActivity::Unknown;
}

std::string describeActivity(const Group& group, GroupActivity activity) {
    const std::string word = wordOf(activity);
    if (activity == GroupActivity::Empty || activity == GroupActivity::Deleted) return word;
    const std::string members = !group.members
                                    ? "members unknown"
                                    : fmt::format("{} member{}", group.members->size(), group.members->size() == 1 ? "" : "s");
    return word.empty() ? members : word + ", " + members;
}

}  // namespace headroom::connectors::kafka
