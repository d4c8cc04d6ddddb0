#pragma once

#include "app/live/live_options.h"

namespace headroom::live {

/// Tries each source once and prints a line for each: what there is to see, or why there is nothing. 0 where all have something,
/// 2 where one makes no sense, else 3.
int checkSources(const LiveOptions& options);

}  // namespace headroom::live
