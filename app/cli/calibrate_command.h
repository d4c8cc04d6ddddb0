#pragma once

#include "app/cli/command_line.h"

namespace headroom::cli {

/// Fits what a live session's recording says of its scenario, shows it, and writes the scenario with it. Returns the exit status.
int calibrateScenario(const CalibrateOptions& options);

}  // namespace headroom::cli
