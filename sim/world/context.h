#pragma once

#include <cstdint>

#include "model/scenario/scenario.h"
#include "sim/infrastructure/port.h"
#include "sim/kernel/kernel.h"
#include "sim/world/observatory.h"

namespace headroom::sim {

class Network;

/// What every component is built on. Outlives all components.
struct Context {
    const model::Scenario& scenario;
    Kernel& kernel;
    Infrastructure& infrastructure;
    Observatory& observatory;
    Network& network;
};

}  // namespace headroom::sim
