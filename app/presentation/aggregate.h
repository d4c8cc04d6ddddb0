#pragma once

#include <vector>

#include "app/presentation/report.h"

namespace headroom::presentation {

/// Replications of one scenario as one report: each figure becomes its mean with a Student-t 95 % interval; what has no mean
/// (timeline, identity) is the first one's. An expectation holds when its mean does. Throws std::logic_error on none.
Report aggregate(const std::vector<Report>& replications);

/// The widest relative half-width of the expectations' intervals; infinite where one has none yet. An expectation whose
/// values are all equal has the width 0.
double widestInterval(const Report& aggregated);

/// Ranks guesses by Spearman's rank correlation with the figure nearest to failing over at least eight replications, each
/// with its own draws. Fewer leave the report as it is.
void rankGuessesByCorrelation(Report& aggregated);

/// Spearman's rank correlation, ties at their mean rank; 0 where one side doesn't vary.
double rankCorrelation(const std::vector<double>& x, const std::vector<double>& y);

}  // namespace headroom::presentation
