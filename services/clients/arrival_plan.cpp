#include "services/clients/arrival_plan.h"

#include <algorithm>
#include <cmath>

namespace headroom::services {

using model::Duration;
using model::Instant;
using Process = model::OpenLoad::Process;

ArrivalPlan::ArrivalPlan(const model::OpenLoad& load, const Draws& draws) : m_load(load), m_draws(draws) {
    m_target = gap();
    plan();
}

void ArrivalPlan::take(Instant now, std::vector<DueJourney>& into) {
    while (!m_next.isNever() && m_next <= now) {
        into.push_back({m_number, m_next});
        advance();
    }
}

void ArrivalPlan::advance() {
    ++m_number;
    m_target += gap();
    plan();
}

void ArrivalPlan::plan() {
    m_next = m_load.process == Process::Replay ? replayed() : whereMassIs(m_target);
}

double ArrivalPlan::gap() const {
    return m_load.process == Process::Poisson ? -std::log(m_draws.uniform(m_number, Gap)) : 1;
}

Instant ArrivalPlan::replayed() {
    // The tolerance absorbs what adding a factor like 0.1 ten times lacks of 1.
    constexpr double whole = 1 - 1e-9;
    while (m_owed < whole) {
        if (m_replay == m_load.arrivals.size()) return Instant::never();
        ++m_replay;
        m_owed += m_factor;
    }
    m_owed -= 1;
    return Instant{m_load.arrivals[m_replay - 1].ns};
}

void ArrivalPlan::setFactor(Instant now, double factor) {
    m_massThen = massAt(now);
    m_areaThen = m_load.rate.area(now.sinceStart());
    m_changed = now;
    m_factor = factor;
    if (m_load.process == Process::Replay) {
        const auto later = std::upper_bound(m_load.arrivals.begin(), m_load.arrivals.end(), now.sinceStart());
        m_replay = static_cast<std::size_t>(later - m_load.arrivals.begin());
        m_owed = 0;
    }
    if (m_next > now) plan();
}

double ArrivalPlan::massAt(Instant t) const {
    return m_massThen + m_factor * (m_load.rate.area(t.sinceStart()) - m_areaThen);
}

/// The first instant from the last change on at which the mass is there; never() when it isn't within a few centuries.
Instant ArrivalPlan::whereMassIs(double mass) const {
    constexpr std::int64_t farthest = std::int64_t{1} << 62;
    // Arrivals ascend, so the one before is a lower bound, unless the plan has just changed.
    std::int64_t low = std::max(m_changed, m_next.isNever() ? m_changed : m_next).ns;
    if (massAt(Instant{low}) >= mass) low = m_changed.ns;
    std::int64_t step = 1'000'000;
    while (massAt(Instant{low + step}) < mass) {
        low += step;
        if (low > farthest - 2 * step) return Instant::never();
        step *= 2;
    }
    std::int64_t high = low + step;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (massAt(Instant{middle}) >= mass)
            high = middle;
        else
            low = middle + 1;
    }
    return Instant{high};
}

}  // namespace headroom::services
