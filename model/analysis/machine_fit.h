#pragma once
// How much of a scenario's load one machine can carry when stand-ins play all of it there.

#include <optional>

#include "model/scenario/scenario.h"

namespace headroom::model {

struct Machine {
    double cores = 1;
    /// Of the cores; the rest is for broker, clients and whoever looks at it.
    double usableShare = 0.6;
    /// CPU that a stand-in itself costs, beyond what the scenario says: seconds a journey, a call, a record, or an operation of a
    /// store.
    double secondsPerStep = 0.0003;
};

struct MachineFit {
    double coresNeeded = 0;              ///< at the peak of the load
    std::optional<double> fittingShare;  ///< of the load, 1, 2 or 5 times a power of ten, below 1; absent: all of it fits
};

MachineFit fitToMachine(const Scenario& scenario, const Machine& machine);

}  // namespace headroom::model
