#pragma once

#include "app/presentation/report.h"
#include "model/trace/trace.h"

namespace headroom::cli {

/// Ranks a single run's guesses, its scenario being the header's, by how far each alone, from one end of its range to the other,
/// moves the load at which the first element saturates, according to the analysis that runs nothing. The report says so.
void rankGuessesStatically(const trace::Header& header, presentation::Report& report);

}  // namespace headroom::cli
