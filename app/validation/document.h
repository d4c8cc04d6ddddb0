#pragma once

#include <string>
#include <vector>

#include "app/validation/findings.h"

namespace headroom::validation {

/// What the page says about how it was made.
struct Making {
    std::string scenarioName;
    std::string scenarioPath;  ///< as a reader finds it
    int draws = 0;
};

/// The whole page, in Markdown. The same campaign gives the same bytes.
std::string document(const Plan& plan, const Campaign& campaign, const model::Scenario& scenario, const Making& making);

}  // namespace headroom::validation
