#include "model/rules/kafka/retry_backoff.h"

#include <algorithm>

namespace headroom::rules {

model::Duration retryBackoff(model::Duration initial, model::Duration maximum, int attempts, double uniform) {
    constexpr double kJitter = 0.2;
    const std::int64_t initialMs = initial.toMilliseconds();
    const std::int64_t maximumMs = maximum.toMilliseconds();
    if (maximumMs <= initialMs) return model::Duration::milliseconds(maximumMs);
    // Doubling stops at the maximum exactly where the client's real-valued exponent is capped; no pow needed.
    std::int64_t term = initialMs;
    for (int i = 0; i < attempts && term > 0 && term < maximumMs; ++i) term *= 2;
    term = std::min(term, maximumMs);
    const double factor = 1 - kJitter + 2 * kJitter * uniform;
    const auto jittered = static_cast<std::int64_t>(factor * static_cast<double>(term));
    return model::Duration::milliseconds(std::min(jittered, maximumMs));
}

}  // namespace headroom::rules
