#pragma once
// The load there is now, as one that goes on for ever.

#include <map>
#include <string>
#include <vector>

#include "model/forecast/observed_state.h"
#include "model/forecast/starting_point.h"

namespace headroom::forecast {

/// A scenario under the load, the replicas and the brokers there are, with nothing waiting.
struct PresentLoad {
    std::vector<model::Setting>
        settings;                         ///< that make the scenario's text that one; without its planned faults and expectations
    std::vector<ClientLoad> loads;        ///< by client, in the scenario's order
    std::vector<std::string> notes;       ///< what is assumed because it isn't known
    std::map<std::string, int> replicas;  ///< ready pods, where known
    std::vector<std::string> brokersDown;
};

/// `warmup` is the run's; `loadScale` what reading the scenario multiplies all loads with anyway.
PresentLoad presentLoad(const ObservedState& state, const model::Scenario& scenario, model::Duration warmup, double loadScale);

/// Whether things have changed so that what was predicted for `then` doesn't hold for `now`: a client's load differs by more than
/// two standard errors of the difference, and by more than loadPrecision; or other pods or brokers are there.
bool hasLeft(const PresentLoad& then, const PresentLoad& now);

}  // namespace headroom::forecast
