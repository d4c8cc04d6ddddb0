#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/validation/live_plan.h"

namespace headroom::validation {

/// One figure, predicted and measured.
struct Compared {
    std::string what;  ///< "mean end-to-end latency at 70 %"
    std::string unit;
    double band = 0;  ///< per cent of the prediction
    std::optional<double> predicted;
    std::vector<double> measured;  ///< one a run

    std::optional<double> median() const;
    /// Of the median, over the prediction.
    std::optional<double> difference() const;
};

/// A page with another section "Measured against predicted", at its end where it has none; the rest of it stays.
std::string withLiveSection(const std::string& page, const std::string& section);
/// That section of a page; empty where it has none.
std::string liveSectionOf(const std::string& page);

/// The section: a table of all that was measured, and what it rests on. What wasn't measured is said, and has no figure.
std::string liveSection(const LivePlan& plan, const std::vector<Compared>& figures, const std::string& calibration,
                        unsigned cores);

}  // namespace headroom::validation
