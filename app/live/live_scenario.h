#pragma once

#include <optional>
#include <string>

#include "app/live/live_options.h"
#include "connectors/overlay/blueprint.h"
#include "model/trace/trace.h"

namespace headroom::live {

/// The scenario that what is seen is laid over.
struct LiveScenario {
    model::Scenario scenario;
    std::string text;  ///< the file's bytes
    connectors::overlay::Blueprint blueprint;
};

/// A scenario, or what is wrong with it: lines with their ends, each with its place.
struct ScenarioReading {
    std::optional<LiveScenario> scenario;
    std::string complaint;
};

ScenarioReading readScenario(const LiveOptions& options);

/// Says in a header what a simulation of the scenario says there.
void describe(const LiveScenario& scenario, const LiveOptions& options, trace::Header& header);

}  // namespace headroom::live
