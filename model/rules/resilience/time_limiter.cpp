#include "model/rules/resilience/time_limiter.h"

namespace headroom::rules {

model::Instant timeLimiterDeadline(const model::TimeLimiterConfig& config, model::Instant submittedAt) {
    const auto latest = model::Instant::never().ns - config.timeoutDuration.ns;
    return submittedAt.ns >= latest ? model::Instant::never() : submittedAt + config.timeoutDuration;
}

bool timeLimiterCancels(const model::TimeLimiterConfig& config) {
    return config.cancelRunningFuture;
}

}  // namespace headroom::rules
