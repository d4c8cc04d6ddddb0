#pragma once

#include "app/desktop/views/graph/graph.h"
#include "model/analysis/utilisation.h"

namespace headroom::views {

/// Fills in, for every edge, what an analysis expects to flow in a second. The graph is as the scenario has it, not folded.
void estimateFlows(Graph& graph, const model::Scenario& scenario, const model::FlowBalance& flows);

/// Fills in which share of its target's work each edge is; where nothing is estimated, edges share it evenly.
void shareOut(Graph& graph);

}  // namespace headroom::views
