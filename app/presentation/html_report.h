#pragma once

#include <string>

#include "app/presentation/report.h"
#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::presentation {

/// The report as one HTML page that needs nothing else: verdict, expectations, the topology with figures at a moment the
/// reader chooses, charts, tables, events with their reasons, guesses. Without a scenario (null) the topology has no edges.
std::string htmlReport(const Report& report, const trace::MemoryTrace& trace, const model::Scenario* scenario);

}  // namespace headroom::presentation
