#pragma once

#include <cstdint>
#include <vector>

#include "model/config/resilience.h"
#include "model/quantities.h"

namespace headroom::rules {

/// Counts of calls by outcome.
struct OutcomeCounts {
    int total = 0;
    int failed = 0;
    int slow = 0;
    int slowFailed = 0;

    OutcomeCounts& operator+=(const OutcomeCounts& other);
    OutcomeCounts& operator-=(const OutcomeCounts& other);
    bool operator==(const OutcomeCounts&) const = default;
};

/// The outcomes a circuit breaker looks back on: the last N calls, or N one-second buckets of wall-clock seconds.
/// A time window is the current partial second and the N-1 whole seconds before it; seconds begin at multiples of one
/// second of the Instant, which plays the epoch. A window of size 0 records nothing.
/// Source: resilience4j-core FixedSizeSlidingWindowMetrics, SlidingTimeWindowMetrics (the synchronised variants).
class OutcomeWindow {
public:
    using Type = model::CircuitBreakerConfig::SlidingWindowType;

    /// Throws std::logic_error when size is negative.
    OutcomeWindow(Type type, int size, model::Instant now);

    /// Adds one call that ended at `now` and drops what has left the window; `now` never decreases between calls.
    void record(model::Instant now, bool failed, bool slow);

    /// Returns the counts of the window as it is at `now`.
    OutcomeCounts counts(model::Instant now);

private:
    void moveTo(model::Instant now);

    Type m_type;
    std::vector<OutcomeCounts> m_buckets;
    std::size_t m_head = 0;
    std::int64_t m_headSecond = 0;
    OutcomeCounts m_total;
};

}  // namespace headroom::rules
