#pragma once

#include "app/cli/command_line.h"

namespace headroom::cli {

/// headroom play; returns the exit status.
int playRecording(const PlayOptions& options);

/// headroom report; returns the exit status.
int reportRecording(const ReportOptions& options);

}  // namespace headroom::cli
