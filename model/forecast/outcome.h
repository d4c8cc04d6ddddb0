#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "model/trace/memory_trace.h"

namespace headroom::forecast {

/// What became of a group in one simulated run.
struct Outcome {
    double drained = std::numeric_limits<double>::infinity();    ///< seconds; infinite where it didn't
    double lagAtEnd = 0;                                         ///< records
    double lost = 0;                                             ///< records that retention deleted before they were read
    double firstLost = std::numeric_limits<double>::infinity();  ///< seconds; infinite where none was
    std::string busiest;                                         ///< element; empty where nobody says
    double utilisation = 0;                                      ///< of the busiest
};

/// A group has drained at the first frame with at most `steadyLag` records to read. The busiest is left to the caller.
Outcome outcomeOf(const trace::MemoryTrace& trace, const std::string& group, double steadyLag);

/// Where the next run's value lies, by those there were.
struct Band {
    double median = 0;
    double low = 0;
    double high = 0;
    double coverage = 0;  ///< probability that another run's value lies within; 0 of fewer than two
};

/// The narrowest pair of order statistics, equally many from both ends, that holds another value with 90 %; of fewer than 19
/// values the smallest and the largest, which hold it with (n - 1) / (n + 1). Infinite values count. `values` isn't empty.
Band bandOf(std::vector<double> values);

}  // namespace headroom::forecast
