#include "model/rules/resilience/retry_policy.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headroom::rules {

namespace {

// Java's narrowing of double to long: truncates, saturates, NaN is 0.
std::int64_t javaLong(double value) {
    constexpr double bound = 9223372036854775808.0;
    if (std::isnan(value)) return 0;
    if (value >= bound) return std::numeric_limits<std::int64_t>::max();
    if (value <= -bound) return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(value);
}

double randomize(double current, double factor, double draw) {
    const double delta = factor * current;
    const double minimum = current - delta;
    const double maximum = current + delta;
    return std::max(1.0, minimum + draw * (maximum - minimum + 1));
}

model::Duration fromMilliseconds(std::int64_t milliseconds) {
    const bool fits = milliseconds <= std::numeric_limits<std::int64_t>::max() / 1'000'000;
    return fits ? model::Duration::milliseconds(milliseconds) : model::Duration::infinite();
}

}  // namespace

model::Duration RetryPolicy::interval(int failures, double draw) const {
    if (failures < 1) throw std::logic_error("RetryPolicy: the first failure is number 1");
    if (!(draw >= 0 && draw < 1)) throw std::logic_error("RetryPolicy: draw outside [0, 1)");
    std::int64_t wait = m_config.waitDuration.toMilliseconds();
    if (m_config.enableExponentialBackoff) {
        // Truncated at each step, so that 1.5 times 3 ms is 4 ms and then 6 ms.
        for (int step = 1; step < failures; ++step)
            wait = javaLong(static_cast<double>(wait) * m_config.exponentialBackoffMultiplier);
    }
    if (m_config.enableRandomizedWait) wait = javaLong(randomize(static_cast<double>(wait), m_config.randomizedWaitFactor, draw));
    if (m_config.enableExponentialBackoff && !m_config.exponentialMaxWaitDuration.isInfinite())
        wait = std::min(wait, m_config.exponentialMaxWaitDuration.toMilliseconds());
    return fromMilliseconds(wait);
}

std::optional<model::Duration> RetryPolicy::afterFailure(int failures, double draw, bool notPermitted) const {
    if (failures >= m_config.maxAttempts) return std::nullopt;
    if (notPermitted && !m_config.retryCallNotPermitted) return std::nullopt;
    return interval(failures, draw);
}

}  // namespace headroom::rules
