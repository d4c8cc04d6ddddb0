#pragma once
// A scenario that begins as a system was observed.

#include <string>
#include <vector>

#include "model/forecast/observed_state.h"
#include "model/scenario/reader.h"
#include "model/scenario/scenario.h"

namespace headroom::forecast {

/// What a client's load is multiplied with so that it is the observed one.
struct ClientLoad {
    enum class Basis {
        Client,  ///< its own arrivals were counted
        Users,   ///< its users were counted
        Topics,  ///< what was appended to the topics that clients lead to
        None,    ///< nothing says anything; the scenario's load
    };
    std::string client;
    double factor = 1;
    double relativeError = 0;  ///< one standard error of the factor, as a share of it
    Basis basis = Basis::None;
};

/// As a person reads it: "its arrivals".
std::string wordsOf(ClientLoad::Basis basis);

struct StartingPoint {
    std::vector<model::Setting> settings;  ///< initial state, and what was observed to be down; not the loads
    std::vector<ClientLoad> loads;         ///< by client, in the scenario's order
    std::vector<std::string> notes;        ///< what is assumed because it isn't known, one sentence each
};

/// `scenario` is the trace's own, as it ran. Its planned faults are left out: what they did is part of the state. Lags, replicas
/// and brokers that are down are taken over; what is unknown is as the scenario declares it, lag nothing, and is noted.
StartingPoint startingPoint(const ObservedState& state, const model::Scenario& scenario);

/// How the load goes on.
struct LoadCourse {
    model::Duration length{0};  ///< of the run; 0: the level there is now holds
    double deviation = 0;       ///< in standard errors of each factor
    double loadScale = 1;       ///< what reading the scenario multiplies all loads with anyway
};

/// A setting for each client's load. The scenario's profile goes on from the state's instant, multiplied, in steps where it
/// isn't level; where the scenario's clock isn't the trace's (live), its mean holds. Replayed arrivals become a Poisson process.
std::vector<model::Setting> loadSettings(const StartingPoint& start, const ObservedState& state, const model::Scenario& scenario,
                                         const LoadCourse& course);

}  // namespace headroom::forecast
