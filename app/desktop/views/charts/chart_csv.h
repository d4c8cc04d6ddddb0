#pragma once

#include <string>

#include "app/desktop/views/charts/chart_board.h"

namespace headroom::views {

/// All lines of all charts within the board's span: one row a frame, one column a line, headed "element figure [unit]" in SI base
/// units (a share is in 1); empty where there is no value. Lines of several sources share rows of equal instants. RFC 4180.
std::string chartCsv(const ChartBoard& board);

}  // namespace headroom::views
