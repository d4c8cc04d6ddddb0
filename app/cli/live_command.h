#pragma once

#include "app/cli/command_line.h"

namespace headroom::cli {

/// Watches a live cluster, or reads pasted output; returns the exit status.
int watchLive(const LiveOptions& options);

}  // namespace headroom::cli
