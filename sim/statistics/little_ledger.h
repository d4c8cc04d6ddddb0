#pragma once

#include <cstdint>

#include "model/quantities.h"

namespace headroom::sim {

/// Checks Little's law as an identity of the sample path, in whole nanoseconds and hence exactly: the area under the
/// number present equals the sum of the times spent, including what those still present have spent by the horizon.
///
/// The two sides are computed independently: the area from the number's changes alone, the times from each arrival's own
/// instant as the component remembered it. A customer lost, counted twice or timed from a wrong instant breaks it.
class LittleLedger {
public:
    __extension__ using Wide = __int128;

    /// `count` enter at `now`.
    void enter(model::Instant now, std::int64_t count = 1) { change(now, count); }
    /// `count` leave at `now` that entered at `entered`.
    void leave(model::Instant now, model::Instant entered, std::int64_t count = 1) {
        change(now, -count);
        m_sojourns += static_cast<Wide>((now - entered).ns) * count;
    }
    /// At the horizon, for each still present: it entered at `entered`.
    void remain(model::Instant horizon, model::Instant entered, std::int64_t count = 1) {
        m_residuals += static_cast<Wide>((horizon - entered).ns) * count;
        m_remaining += count;
    }

    std::int64_t present() const { return m_present; }
    /// Customer-nanoseconds under the number present, up to `now`.
    Wide area(model::Instant now) const { return m_area + static_cast<Wide>((now - m_last).ns) * m_present; }
    Wide sojourns() const { return m_sojourns + m_residuals; }
    /// Whether the identity holds; remain() has been called for all that are present.
    bool balances(model::Instant horizon) const { return m_remaining == m_present && area(horizon) == m_sojourns + m_residuals; }

private:
    void change(model::Instant now, std::int64_t difference) {
        m_area += static_cast<Wide>((now - m_last).ns) * m_present;
        m_last = now;
        m_present += difference;
    }

    std::int64_t m_present = 0;
    model::Instant m_last;
    Wide m_area = 0;
    Wide m_sojourns = 0;
    Wide m_residuals = 0;
    std::int64_t m_remaining = 0;
};

}  // namespace headroom::sim
