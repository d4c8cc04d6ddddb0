#pragma once

#include "app/cli/command_line.h"

namespace headroom::cli {

/// What becomes of the state in a recording, or of a deployment that is watched for it: at once by flow balance, then by
/// simulation. Exit status: 0, 2 for bad input, 3 where an engine fails or the forecast is interrupted.
int forecastState(const ForecastOptions& options);

}  // namespace headroom::cli
