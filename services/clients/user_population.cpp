#include "services/clients/user_population.h"

#include <algorithm>
#include <cmath>

namespace headroom::services {

using model::Duration;
using model::Instant;

namespace {

/// How often the number of users follows its profile upwards.
constexpr Duration adjustmentPeriod = Duration::milliseconds(100);

}  // namespace

UserPopulation::UserPopulation(const model::ClosedLoad& load, const Draws& draws, std::int64_t most)
    : m_load(load), m_draws(draws), m_most(most) {}

Instant UserPopulation::next() const {
    return m_thinking.empty() ? m_adjustAt : std::min(m_adjustAt, m_thinking.top().due);
}

void UserPopulation::take(Instant now, std::vector<DueJourney>& into) {
    if (now >= m_adjustAt) adjust(now);
    while (!m_thinking.empty() && m_thinking.top().due <= now) {
        const DueJourney journey = m_thinking.top();
        m_thinking.pop();
        if (m_users > wanted(now))
            --m_users;
        else
            into.push_back(journey);
    }
}

void UserPopulation::onEnded(const DueJourney& journey, Instant now) {
    think(journey.number + 1, now);
}

void UserPopulation::setFactor(Instant now, double factor) {
    m_factor = factor;
    adjust(now);
}

std::int64_t UserPopulation::wanted(Instant now) const {
    return std::min<std::int64_t>(std::llround(m_load.users.at(now) * m_factor), m_most);
}

void UserPopulation::adjust(Instant now) {
    for (const std::int64_t all = wanted(now); m_users < all; ++m_users) think(m_nextUser++ << cycleBits, now);
    m_adjustAt = now + adjustmentPeriod;
}

void UserPopulation::think(std::uint64_t number, Instant now) {
    m_thinking.push({number, now + Duration{m_draws.time(m_load.thinkTime, number, Think).count()}});
}

}  // namespace headroom::services
