#pragma once

#include <cstddef>
#include <string>

#include "app/presentation/lag_table.h"

namespace headroom::presentation {

/// The table as text with line ends, at most so many columns and so many of its rows; what is left out is counted. Below it
/// stands how the scenario differs, and what can't be found out.
std::string lagText(const LagTable& table, std::size_t width, std::size_t mostRows);

/// The drift as a short paragraph on one line; empty where there is none.
std::string driftText(const LiveDrift& drift);
/// "growing 12.0/s", "recovering 3.40 k/s", "steady"; "–" where it isn't known.
std::string trendText(const model::LagOutlook& outlook);
/// "2 min 05 s", "never", "–".
std::string drainText(const model::LagOutlook& outlook);

}  // namespace headroom::presentation
