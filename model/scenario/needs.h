#pragma once

#include <set>
#include <string>

#include "model/scenario/scenario.h"

namespace headroom::model {

/// What a part of an architecture reaches for while it works, by name.
struct Needs {
    std::set<std::string> services;  ///< called
    std::set<std::string> stores;    ///< used, those behind a cache's misses included
    bool kafka = false;              ///< publishes or consumes
};

Needs needsOf(const Scenario& scenario, const Service& service);
Needs needsOf(const Scenario& scenario, const Client& client);

}  // namespace headroom::model
