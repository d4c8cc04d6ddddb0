#pragma once

#include <set>
#include <string>

#include "model/scenario/scenario.h"

namespace headroom::services {

/// The services that journeys call: their clients wait until each has an endpoint.
std::set<std::string> calledServices(const std::vector<model::Client>& clients);

}  // namespace headroom::services
