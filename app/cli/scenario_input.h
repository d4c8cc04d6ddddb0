#pragma once

#include <optional>

#include "app/cli/command_line.h"
#include "model/scenario/reader.h"

namespace headroom::cli {

/// A scenario read for a command, or the status to end with; findings have been printed to standard error.
struct ScenarioInput {
    std::optional<model::Scenario> scenario;
    int status = 0;
    model::Diagnostics diagnostics;
    model::ResolvedText resolved = {};  ///< if it was asked for
};

/// Reads the chosen scenario. A missing file names the nearest ones there are; a bad variant, those of the file.
ScenarioInput readScenarioInput(const ScenarioChoice& choice, const model::ReadOptions& extra = {});

}  // namespace headroom::cli
