#pragma once

#include "app/desktop/views/graph/graph.h"
#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::views {

/// Everything a scenario has, nothing collapsed, without places.
Graph graphOf(const model::Scenario& scenario);

/// What a trace tells by itself: its elements and what contains them, without edges but those of topics and groups.
Graph graphOf(const trace::MemoryTrace& trace);

}  // namespace headroom::views
