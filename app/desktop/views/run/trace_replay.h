#pragma once

#include "model/trace/memory_trace.h"

namespace headroom::views {

/// Sends a whole trace in memory into a sink. Everything is declared at the beginning, and unknown until its first value.
void replay(const trace::MemoryTrace& trace, trace::TraceSink& sink);

}  // namespace headroom::views
