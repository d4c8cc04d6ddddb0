#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/cli/engine_process.h"
#include "model/forecast/outcome.h"
#include "model/scenario/reader.h"

namespace headroom::cli {

/// A scenario to be simulated some times.
struct ForecastPlan {
    std::string scenarioPath;                                  ///< what it is called, and where its !file paths begin
    std::string textPath;                                      ///< where its text is
    model::ReadOptions reading;                                ///< as its trace's own was read
    std::function<std::vector<model::Setting>(int)> settings;  ///< by the number of the run, after those
    std::string duration;
    std::uint64_t seed = 1;
    std::string group;
    double steadyLag = 0;
};

/// Run 0 takes guesses as the trace's own did; later ones draw them anew.
std::vector<std::string> forecastArguments(const ForecastPlan& plan, int number);

struct ForecastRuns {
    std::vector<std::vector<forecast::Outcome>> outcomes;  ///< by plan; of the runs that went to their end, in order
    EngineEnd failure;                                     ///< the first engine that failed
};

/// So many runs of every plan, one engine a core.
ForecastRuns simulateForecast(const std::vector<ForecastPlan>& plans, int runs);

}  // namespace headroom::cli
