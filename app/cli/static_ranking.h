#pragma once

#include "app/cli/command_line.h"
#include "app/presentation/report.h"
#include "model/scenario/scenario.h"

namespace headroom::cli {

/// Ranks a single run's guesses by how far each alone, from one end of its range to the other, moves the load at which the
/// first element saturates, according to the analysis that runs nothing. The report says so.
void rankGuessesStatically(const ScenarioChoice& choice, const model::Scenario& scenario, presentation::Report& report);

}  // namespace headroom::cli
