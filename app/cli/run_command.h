#pragma once

#include "app/cli/command_line.h"

namespace headroom::cli {

/// headroom run; returns the exit status.
int runScenario(const RunOptions& options);

}  // namespace headroom::cli
