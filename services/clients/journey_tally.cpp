#include "services/clients/journey_tally.h"

namespace headroom::services {

JourneyTally::JourneyTally(Metrics& metrics, const std::string& client)
    : m_offered(metrics.offeredJourneys(client)),
      m_refused(metrics.refusedJourneys(client)),
      m_inFlight(metrics.journeysInFlight(client)),
      m_durations(metrics.journeys(client)),
      m_metrics(metrics),
      m_client(client) {}

void JourneyTally::setUsers(std::int64_t users) {
    if (!m_users) m_users = m_metrics.users(m_client);
    m_users->set(static_cast<double>(users));
}

void JourneyTally::onOffered() {
    m_offered.add();
    m_inFlight.add(1);
    const std::scoped_lock lock(m_mutex);
    ++m_totals.offered;
}

void JourneyTally::onRefused() {
    m_refused.add();
    m_inFlight.add(-1);
    const std::scoped_lock lock(m_mutex);
    ++m_totals.refused;
}

void JourneyTally::onBegun(model::Duration late) {
    const std::scoped_lock lock(m_mutex);
    m_totals.lateness.add(late.ns);
}

void JourneyTally::onEnded(Outcome outcome, model::Duration latency) {
    m_inFlight.add(-1);
    m_durations.observe(isOk(outcome) ? "" : word(outcome), latency);
    const std::scoped_lock lock(m_mutex);
    if (isOk(outcome)) {
        ++m_totals.completed;
        m_totals.latency.add(latency.ns);
    } else {
        ++(outcome == Outcome::Rejected ? m_totals.rejected : m_totals.failed);
    }
}

JourneyTally::Totals JourneyTally::totals() const {
    const std::scoped_lock lock(m_mutex);
    return m_totals;
}

}  // namespace headroom::services
