#pragma once

#include "app/cli/command_line.h"

namespace headroom::cli {

/// headroom check; returns the exit status.
int checkScenario(const CheckOptions& options);

}  // namespace headroom::cli
