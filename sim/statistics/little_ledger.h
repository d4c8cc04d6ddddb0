#pragma once

#include <cstdint>

#include "model/quantities.h"

namespace headroom::sim {

__extension__ using Int128 = __int128;

/// Little's law as an identity of the sample path: the area under the number present equals the sum of all times spent,
/// the residual times of those still present included. The two sides are accumulated independently, in exact integers.
class LittleLedger {
public:
    void arrive(model::Instant now) {
        advance(now);
        ++m_present;
        ++m_arrived;
        m_presentArrivals += now.ns;
    }

    void depart(model::Instant arrived, model::Instant now) {
        advance(now);
        --m_present;
        m_presentArrivals -= arrived.ns;
        m_sojourns += now.ns - arrived.ns;
    }

    std::int64_t present() const { return m_present; }
    std::int64_t arrived() const { return m_arrived; }

    /// Nanoseconds under N(t) from the start to `horizon`, which is not before the last event.
    Int128 area(model::Instant horizon) const { return m_area + static_cast<Int128>(m_present) * (horizon.ns - m_last.ns); }
    /// Nanoseconds spent by all, up to `horizon`.
    Int128 timeSpent(model::Instant horizon) const {
        return m_sojourns + static_cast<Int128>(m_present) * horizon.ns - m_presentArrivals;
    }
    bool holds(model::Instant horizon) const { return area(horizon) == timeSpent(horizon); }

private:
    void advance(model::Instant now) {
        m_area += static_cast<Int128>(m_present) * (now.ns - m_last.ns);
        m_last = now;
    }

    std::int64_t m_present = 0;
    std::int64_t m_arrived = 0;
    model::Instant m_last;
    Int128 m_area = 0;
    Int128 m_sojourns = 0;
    Int128 m_presentArrivals = 0;
};

}  // namespace headroom::sim
