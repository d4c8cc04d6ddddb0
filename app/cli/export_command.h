#pragma once

#include "app/cli/command_line.h"

namespace headroom::cli {

/// headroom export: writes a folder that deploys the scenario, and says what in it is otherwise than in the scenario; returns the
/// exit status.
int exportScenario(const ExportOptions& options);

}  // namespace headroom::cli
