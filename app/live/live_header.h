#pragma once

#include "app/live/live_options.h"
#include "app/live/live_scenario.h"
#include "model/trace/trace.h"

namespace headroom::live {

/// What a session's trace says of itself: what is looked at, and the scenario that is laid over it (null: none).
trace::Header headerOf(const LiveOptions& options, const LiveScenario* scenario);

}  // namespace headroom::live
