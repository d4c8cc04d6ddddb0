#pragma once

#include "model/config/resilience.h"
#include "model/quantities.h"

namespace headroom::rules {

/// Returns when a call submitted at `submittedAt` times out, or never. The clock starts at submission, so that waiting
/// for a thread or a bulkhead is inside it. A call that ends at the deadline is in time.
/// Source: resilience4j-timelimiter 2.4.0 TimeLimiterImpl.
model::Instant timeLimiterDeadline(const model::TimeLimiterConfig& config, model::Instant submittedAt);

/// Returns whether a timed-out call's thread is interrupted; otherwise it keeps its resources until it ends.
bool timeLimiterCancels(const model::TimeLimiterConfig& config);

}  // namespace headroom::rules
