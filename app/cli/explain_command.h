#pragma once

#include "app/cli/command_line.h"

namespace headroom::cli {

/// headroom explain; returns the exit status.
int explainScenario(const ExplainOptions& options);

}  // namespace headroom::cli
