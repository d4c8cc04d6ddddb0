#pragma once

#include <cstddef>
#include <string>

#include "app/cli/live_screen.h"
#include "app/presentation/lag_table.h"
#include "app/presentation/latency_table.h"
#include "app/presentation/prediction_text.h"
#include "app/presentation/workload_table.h"

namespace headroom::cli {

/// What is shown of a session: who is behind, what everybody does, and who plays them.
struct LiveTables {
    presentation::LagTable lag;
    presentation::LatencyTable latency;
    presentation::WorkloadTable workloads;
    const presentation::PredictionView* prediction = nullptr;  ///< of what everybody does; null: nobody predicts
};

/// Everything.
std::string wholePage(const LiveTables& tables, const LiveScreen& screen);
/// What fits on the screen: at least one row of lags, and the rest as far as there is room.
std::string page(const LiveTables& tables, const LiveScreen& screen);

}  // namespace headroom::cli
