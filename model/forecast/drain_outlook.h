#pragma once
// When a group has read what it is behind with, by flow balance: without running anything.

#include <optional>
#include <string>
#include <vector>

#include "model/forecast/group_limits.h"
#include "model/forecast/observed_state.h"
#include "model/forecast/what_if.h"
#include "model/scenario/scenario.h"

namespace headroom::forecast {

/// The answer for one alternative. Seconds count from the state's instant.
struct DrainOutlook {
    GroupPace pace;
    double delay = 0;              ///< seconds until the alternative has its effect: starting pods
    double drained = 0;            ///< seconds until the lag is steady; infinite: never
    std::optional<double> breach;  ///< seconds until retention may delete unread records; infinite: it won't; absent: unknown
    std::string breachTopic;       ///< where that is, or where it isn't known
    std::vector<std::string> notes;
};

/// `scenario` begins with the observed state, its loads and the alternative's settings; the alternative's scaling and its killed
/// pods and brokers are applied here. `observed` is the group as it was seen. Throws std::out_of_range where the scenario has no
/// such group.
DrainOutlook drainOutlook(const model::Scenario& scenario, const ObservedGroup& observed, const Alternative& alternative);

}  // namespace headroom::forecast
