#pragma once

#include "app/cli/command_line.h"

namespace headroom::cli {

/// headroom up: plays a scenario for real until it is interrupted; returns the exit status.
int playForReal(const UpOptions& options);

}  // namespace headroom::cli
