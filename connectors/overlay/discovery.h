#pragma once

#include <string>

#include "connectors/kafka/snapshot.h"

namespace headroom::connectors::overlay {

/// Two looks at a cluster, from which a first scenario is drawn.
struct Discovery {
    std::string name;       ///< of the scenario
    std::string bootstrap;  ///< where the cluster was seen
    kafka::Snapshot first;
    kafka::Snapshot last;
    double seconds = 0;  ///< between them
};

/// The text of a scenario with what was seen: brokers, topics with their settings, groups as services that listen to them, and
/// what is appended as clients that publish it. What nobody could see is a guess of a wide range, or left out, with a comment
/// that begins "FILL IN".
std::string scenarioText(const Discovery& discovery);

}  // namespace headroom::connectors::overlay
