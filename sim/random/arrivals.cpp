#include "sim/random/arrivals.h"

#include <algorithm>
#include <cmath>

namespace headroom::sim {

using model::Duration;
using model::Instant;
using Piece = model::LoadProfile::Piece;

Arrivals::Arrivals(const model::OpenLoad& load, const RandomStream& random) : m_load(load), m_random(random) {}

Instant Arrivals::next() {
    if (!m_held.has_value()) return draw();
    const Instant held = *m_held;
    m_held.reset();
    return held;
}

std::size_t Arrivals::fill(std::vector<Instant>& into, Instant limit, std::size_t most) {
    const std::size_t before = into.size();
    while (into.size() - before < most) {
        const Instant arrival = next();
        if (arrival > limit) {
            m_held = arrival;
            break;
        }
        into.push_back(arrival);
        if (m_load.process == model::OpenLoad::Process::Poisson && m_stretch.level)
            poissonRun(into, limit, most - (into.size() - before));
    }
    return into.size() - before;
}

void Arrivals::setSurge(Instant now, double factor) {
    const double area = m_load.rate.area(now.sinceStart());
    const double mass = m_baseMass + m_surge * (area - m_baseArea);
    m_baseMass = mass - std::floor(mass);
    m_baseArea = area;
    m_since = 0;
    m_next = static_cast<std::size_t>(std::upper_bound(m_load.arrivals.begin(), m_load.arrivals.end(), now.sinceStart()) -
                                      m_load.arrivals.begin());
    m_owed = 0;
    m_surge = factor;
    m_held.reset();
    m_at = now;
    m_fraction = 0;
    m_stretch = {now, 0, false};
}

Instant Arrivals::draw() {
    switch (m_load.process) {
        case model::OpenLoad::Process::Poisson: return poisson();
        case model::OpenLoad::Process::Constant: return constant();
        case model::OpenLoad::Process::Replay: return replay();
    }
    return Instant::never();
}

/// `offset` lies in the piece; `end` is relative to the piece's start, never() when the piece goes on for ever.
Arrivals::Stretch Arrivals::within(const Piece& piece, Duration offset) {
    switch (piece.shape) {
        case Piece::Shape::Hold: break;
        case Piece::Shape::Ramp:
            if (piece.length.isInfinite()) break;
            if (offset >= piece.length) return {Instant::never(), piece.to, true};
            return {{piece.length.ns}, std::max(piece.from, piece.to), piece.from == piece.to};
        case Piece::Shape::Daily:
            if (piece.period.ns <= 0) break;
            return {{offset.ns + piece.period.ns}, std::max(piece.from, piece.to), piece.from == piece.to};
        case Piece::Shape::Burst: {
            if (piece.period.ns <= 0) break;
            const std::int64_t start = offset.ns / piece.period.ns * piece.period.ns;
            const std::int64_t high = start + std::min(piece.high.ns, piece.period.ns);
            if (offset.ns < high) return {{high}, piece.to, true};
            return {{start + piece.period.ns}, piece.from, true};
        }
    }
    return {Instant::never(), piece.from, true};
}

Arrivals::Stretch Arrivals::stretchAt(Instant t) const {
    Duration start{0};
    const auto& pieces = m_load.rate.pieces;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const bool last = i + 1 == pieces.size();
        const Duration offset = t - Instant{start.ns};
        if (!last && offset >= pieces[i].length) {
            start += pieces[i].length;
            continue;
        }
        Stretch stretch = within(pieces[i], offset);
        if (!last) stretch.end = std::min(stretch.end, Instant{pieces[i].length.ns});
        if (!stretch.end.isNever()) stretch.end = stretch.end + start;
        return stretch;
    }
    return {Instant::never(), 0, true};
}

void Arrivals::advance(double nanoseconds) {
    m_fraction += nanoseconds;
    const auto whole = static_cast<std::int64_t>(m_fraction);
    m_at = m_at + Duration{whole};
    m_fraction -= static_cast<double>(whole);
}

Instant Arrivals::poisson() {
    for (;;) {
        if (m_at >= m_stretch.end) m_stretch = stretchAt(m_at);
        const double rate = m_stretch.bound * m_surge;
        const double left = static_cast<double>((m_stretch.end - m_at).ns) - m_fraction;
        const double step = rate > 0 ? m_random.exponential(1e9 / rate) : left;
        if (step >= left) {
            if (m_stretch.end.isNever()) return Instant::never();
            m_at = m_stretch.end;
            m_fraction = 0;
            continue;
        }
        advance(step);
        if (m_stretch.level || m_random.uniform() * m_stretch.bound < m_load.rate.at(m_at)) return rounded();
    }
}

/// The tight loop of poisson(): up to `most` arrivals in the present stretch of constant rate.
void Arrivals::poissonRun(std::vector<Instant>& into, Instant limit, std::size_t most) {
    const double mean = 1e9 / (m_stretch.bound * m_surge);
    const std::int64_t last = std::min(limit, m_stretch.end).ns - 1;
    RandomStream random = m_random;  // a local the compiler keeps in registers
    std::int64_t at = m_at.ns;
    double fraction = m_fraction;
    for (std::size_t i = 0; i < most; ++i) {
        RandomStream before = random;
        const double moved = fraction + random.exponential(mean);
        if (!(moved < static_cast<double>(last - at))) {
            random = before;  // left to poisson(), which knows about the stretch's end
            break;
        }
        const auto whole = static_cast<std::int64_t>(moved);
        at += whole;
        fraction = moved - static_cast<double>(whole);
        into.push_back({at + (fraction >= 0.5 ? 1 : 0)});
    }
    m_random = random;
    m_at = {at};
    m_fraction = fraction;
}

Instant Arrivals::constant() {
    if (!(m_surge > 0)) return Instant::never();
    const double target = m_baseArea + (static_cast<double>(m_since + 1) - m_baseMass) / m_surge;
    for (;;) {
        if (m_at >= m_stretch.end) m_stretch = stretchAt(m_at);
        const double here = m_load.rate.area(m_at.sinceStart());
        if (m_stretch.level && m_stretch.bound > 0) {
            const double step = std::max(0.0, (target - here) / m_stretch.bound * 1e9);
            if (m_stretch.end.isNever() || step < static_cast<double>((m_stretch.end - m_at).ns)) {
                m_at = m_at + Duration{std::llround(step)};
                break;
            }
        } else if (!m_stretch.level && m_load.rate.area(m_stretch.end.sinceStart()) >= target) {
            m_at = bisect(m_at, m_stretch.end, target);
            break;
        } else if (m_stretch.end.isNever()) {
            return Instant::never();
        }
        m_at = m_stretch.end;
    }
    ++m_since;
    return m_at;
}

/// The first instant in [from, to] up to which the rate's integral reaches `area`.
Instant Arrivals::bisect(Instant from, Instant to, double area) const {
    std::int64_t low = from.ns;
    std::int64_t high = to.ns;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (m_load.rate.area(Duration{middle}) >= area) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return {high};
}

Instant Arrivals::replay() {
    // The tolerance absorbs what adding a factor like 0.1 ten times lacks of 1.
    while (m_owed < 1 - 1e-9) {
        if (m_next == m_load.arrivals.size()) return Instant::never();
        ++m_next;
        m_owed += m_surge;
    }
    m_owed -= 1;
    return Instant{m_load.arrivals[m_next - 1].ns};
}

}  // namespace headroom::sim
