#pragma once
// A forecast as a person reads it, and as a machine does.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/forecast/drain_outlook.h"
#include "model/forecast/observed_state.h"
#include "model/forecast/outcome.h"
#include "model/forecast/starting_point.h"

namespace headroom::presentation {

/// One alternative's answers.
struct ForecastRow {
    std::string name;
    forecast::DrainOutlook outlook;
    std::vector<forecast::Outcome> outcomes;  ///< one a run; empty where nothing was simulated
};

struct Forecast {
    std::string recording;          ///< empty where a deployment was watched
    std::optional<double> watched;  ///< seconds, then
    std::string scenario;
    model::Instant at;
    std::string atWords;     ///< "its last frame"; empty where an instant was asked for
    std::string groupWords;  ///< why this group; empty where it was asked for
    forecast::ObservedGroup group;
    std::string replicas;  ///< "audit with 2 pods"
    std::vector<forecast::ClientLoad> loads;
    std::vector<std::string> notes;  ///< what is taken for granted
    std::vector<ForecastRow> rows;   ///< "as it is" first
    double horizonSeconds = 0;       ///< of each simulated run
    int runs = 0;                    ///< of each alternative, as planned
};

/// What was observed, and the answer by flow balance.
std::string forecastStart(const Forecast& forecast, std::size_t width);
/// The answer by simulation beside it, and what all rests on.
std::string forecastEnd(const Forecast& forecast, std::size_t width);
/// Everything, as one JSON object with a line end. What never happens, and what isn't known, is null; a word beside it says
/// which.
std::string forecastJson(const Forecast& forecast);

/// The element that most runs found the busiest, and the median of how busy it was then.
struct Busiest {
    std::string element;  ///< empty where no run names one
    double utilisation = 0;
};
Busiest busiestOf(const std::vector<forecast::Outcome>& outcomes);

}  // namespace headroom::presentation
