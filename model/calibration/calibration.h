#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/calibration/arrivals.h"
#include "model/calibration/fit.h"
#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::calibration {

/// A value of the scenario, as it was measured.
struct Measurement {
    std::string path;
    std::string what;    ///< that was measured: "its processor time", "commits of the group work"
    double mean = 0;     ///< s, or 1/s of a load
    double count = 0;    ///< times, or arrivals
    bool isNew = false;  ///< the scenario may not say it yet: then it is added

    std::string value;   ///< "measured(lognormal(mean=25.03ms, cv=0.4012))"
    std::string family;  ///< "lognormal", "poisson", "none"
    std::optional<double> p;
    std::optional<double> largestDifference;
    Goodness goodness = Goodness::Untested;
    std::vector<double> samples;  ///< of what has no family: what its value's table holds
    std::vector<std::string> remarks;
};

/// A value that stays what it was.
struct Unmeasured {
    std::string path;
    std::string why;
};

/// What a recording says of a scenario's values.
struct Calibration {
    double seconds = 0;  ///< that it covers
    std::vector<Measurement> measured;
    std::vector<Unmeasured> rest;
};

/// Where a value that no family fits has its samples: a file's name.
std::string tableName(const std::string& stem, const std::string& path);

/// How a recording is taken.
struct CalibrationOptions {
    double loadScale = 1;   ///< that the session was played at: loads are what they would be at 1
    std::string tableStem;  ///< begins the names of tables
    model::Instant from;    ///< what was before is left out
};

/// Fits what the recording of a live session over the scenario holds.
Calibration calibrate(const trace::MemoryTrace& trace, const model::Scenario& scenario, const CalibrationOptions& options);

}  // namespace headroom::calibration
