#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/cli/command_line.h"
#include "model/scenario/reader.h"
#include "model/trace/trace.h"

namespace headroom::cli {

/// A scenario read for a command, or the status to end with; findings have been printed to standard error.
struct ScenarioInput {
    std::optional<model::Scenario> scenario;
    int status = 0;
    model::Diagnostics diagnostics;
};

/// Reads the chosen scenario. A missing file names the nearest ones there are; a bad variant, those of the file.
ScenarioInput readScenarioInput(const ScenarioChoice& choice, const model::ReadOptions& extra = {});

/// The scenario of a trace as it ran: its text with the settings of its header; nothing where it can't be read any more.
/// Guesses named here are put at these quantiles of their ranges instead.
std::optional<model::Scenario> scenarioOf(const trace::Header& header, const std::map<std::string, double>& guessQuantiles = {});

}  // namespace headroom::cli
