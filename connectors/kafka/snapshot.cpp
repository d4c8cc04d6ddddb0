#include "connectors/kafka/snapshot.h"

#include <algorithm>
#include <stdexcept>

namespace headroom::connectors::kafka {
namespace {

template <class Thing>
const Thing& named(const std::vector<Thing>& things, const std::string& name) {
    const auto found = std::ranges::find(things, name, &Thing::name);
    if (found == things.end()) throw std::out_of_range("the snapshot has no " + name);
    return *found;
}

}  // namespace

std::string wordOf(GroupState state) {
    switch (state) {
        case GroupState::Unknown: return "unknown";
        case GroupState::PreparingRebalance: return "preparing rebalance";
        case GroupState::CompletingRebalance: return "completing rebalance";
        case GroupState::Stable: return "stable";
        case GroupState::Dead: return "dead";
        case GroupState::Empty: return "empty";
    }
    return {};
}

const Topic& topic(const Snapshot& snapshot, const std::string& name) {
    return named(snapshot.topics, name);
}

const Group& group(const Snapshot& snapshot, const std::string& name) {
    return named(snapshot.groups, name);
}

}  // namespace headroom::connectors::kafka
