#pragma once

#include <string>

#include "app/presentation/report.h"

namespace headroom::presentation {

struct TextStyle {
    bool colour = false;      ///< ANSI colours, always beside words or signs that say the same
    std::size_t width = 110;  ///< columns
    std::size_t timelineEntries = 40;  ///< at most; the most telling ones
};

/// The report for a terminal or a plain file: the verdict, expectations, elements, timeline, bottleneck, guesses.
std::string textReport(const Report& report, const TextStyle& style);

}  // namespace headroom::presentation
