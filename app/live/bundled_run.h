#pragma once

#include <optional>
#include <vector>

#include "app/live/live_options.h"
#include "connectors/bundled/run.h"
#include "connectors/prometheus/page.h"

namespace headroom::live {

/// Whether nobody said what to look at, so that it is the run of the bundled services that plays the scenario.
bool needsRun(const LiveOptions& options);

/// Finds that run, and takes from it what to look at and how the scenario is played. Why there is none, if so.
std::optional<connectors::Error> attachRun(LiveOptions& options);

/// The pages of a run's processes.
std::vector<connectors::prometheus::Page> pagesOf(const connectors::bundled::Run& run);

}  // namespace headroom::live
