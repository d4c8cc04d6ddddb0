#include "sim/random/arrivals.h"

#include <algorithm>

namespace headroom::sim {

using model::Duration;
using model::Instant;

namespace {
/// A time-varying rate is integrated in steps this long.
constexpr Duration integrationStep = Duration::milliseconds(1);
constexpr Duration farAhead = Duration::seconds(10LL * 365 * 24 * 3600);
}  // namespace

ArrivalProcess::ArrivalProcess(const model::OpenLoad& load, RandomStream& random)
    : m_load(load),
      m_random(random),
      m_peak(load.rate.peak()),
      m_isSteady(load.rate.pieces.size() == 1 && load.rate.pieces[0].shape == model::LoadProfile::Piece::Shape::Hold) {}

Instant ArrivalProcess::next(Instant t) {
    switch (m_load.process) {
        case model::OpenLoad::Process::Poisson: return nextPoisson(t);
        case model::OpenLoad::Process::Constant: return nextConstant(t);
        case model::OpenLoad::Process::Replay:
            return m_replayed < m_load.arrivals.size() ? Instant{std::max(t.ns, m_load.arrivals[m_replayed++].ns)} : Instant::never();
    }
    return Instant::never();
}

Instant ArrivalProcess::nextPoisson(Instant t) {
    const double peak = m_peak * m_factor;
    if (peak <= 0) return Instant::never();
    for (;;) {
        t = t + Duration::fromSeconds(m_random.exponential(1 / peak));
        if (t.sinceStart() > farAhead) return Instant::never();
        if (m_isSteady || m_random.uniform() * m_peak < m_load.rate.at(t)) return t;
    }
}

Instant ArrivalProcess::nextConstant(Instant t) {
    if (m_peak * m_factor <= 0) return Instant::never();
    if (m_isSteady) return t + Duration::fromSeconds(1 / (m_peak * m_factor));
    double remaining = 1;
    while (t.sinceStart() < farAhead) {
        const double rate = m_load.rate.at(t) * m_factor;
        const double gained = rate * integrationStep.toSeconds();
        if (gained >= remaining) return t + Duration::fromSeconds(remaining / rate);
        remaining -= gained;
        t = t + integrationStep;
    }
    return Instant::never();
}

}  // namespace headroom::sim
