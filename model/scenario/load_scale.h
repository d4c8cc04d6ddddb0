#pragma once

#include <string_view>

#include "model/diagnostics.h"
#include "model/scenario/load.h"
#include "model/scenario/quantity_parser.h"
#include "model/scenario/scenario.h"

namespace headroom::model {

/// Reads a share of the load, "2%" or "0.02": above 0, at most 100 times the load.
QuantityResult parseLoadScale(std::string_view text);

/// The load with rates and users multiplied. Replayed arrivals are left out or repeated, evenly; a number of users stays a level,
/// which is rounded to whole users where it is followed.
Load scaled(const Load& load, double factor);

/// Multiplies the load of all clients; warns of those for which nothing is left.
void scaleClients(Scenario& scenario, double factor, Diagnostics& diagnostics);

}  // namespace headroom::model
