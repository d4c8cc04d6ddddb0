#pragma once

#include <optional>
#include <span>

#include "model/quantities.h"

namespace headroom::model {

/// How many records a group was behind at an instant.
struct LagSample {
    Instant time;
    double lag = 0;
};

enum class LagTrend { Unknown, Steady, Growing, Recovering };

/// Where a lag is heading.
struct LagOutlook {
    LagTrend trend = LagTrend::Unknown;
    std::optional<double> growth;  ///< records a second; negative while it recovers, 0 while steady; absent: unknown
    std::optional<double> drain;   ///< seconds until nothing is left; infinite while it grows; absent: nobody can say
};

/// Judges samples in the order of time; those without a known lag are left out by the caller.
///
/// Commits come in steps, so that lags go up and down without a trend: it counts only where it is significant at 5 % by the
/// test of Mann and Kendall, which takes five samples at least, and its size is Sen's slope, the median over all pairs.
LagOutlook lagOutlook(std::span<const LagSample> samples);

}  // namespace headroom::model
