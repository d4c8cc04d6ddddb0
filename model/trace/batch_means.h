#pragma once

#include <optional>
#include <string>

#include "model/trace/query.h"

namespace headroom::trace {

/// A query's value with a confidence interval value ± halfWidth.
struct IntervalEstimate {
    std::optional<double> value;
    std::optional<double> halfWidth;  ///< absent where batch means don't apply or there are too few batches
    int batches = 0;                  ///< batches that had a value
    std::string message;              ///< why there is no value
};

/// Estimates a query's uncertainty from one run by batch means: the window's frames are cut into at most `batches` runs
/// of at least two frames, the query is answered in each, and the answers count as independent (Student's t).
/// Applies to mean, rate, total and percentiles; extremes, last and time-until have no interval. With relativeTo, both
/// windows' relative variances add.
IntervalEstimate queryWithInterval(const model::MetricQuery& query, const MemoryTrace& trace, double confidence = 0.95,
                                   int batches = 20);

}  // namespace headroom::trace
