#include "services/clients/played_client.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <utility>
#include <variant>

#include "services/clients/arrival_plan.h"
#include "services/clients/summary.h"
#include "services/clients/user_population.h"
#include "services/execution/work.h"

namespace headroom::services {

namespace {

/// Among the draws of a journey: who it is on its way through the services.
enum Identity : std::uint64_t { TraceHigh = 0x6964'0000, TraceLow, Span };

constexpr int noLedger = 3;  // trouble of the environment

/// A client has no stores: the scenario's reader sees to that.
class NoStores final : public StoreCalls {
public:
    Outcome run(const StoreCall&, const Errand&) override { throw std::logic_error("clients: a journey has no store steps"); }
    bool hasSeen(const std::string&, const std::string&, const Errand&) override { return false; }
    Outcome markSeen(const std::string&, const std::string&, const Errand&) override { return Outcome::Ok; }
};

class NoRecords final : public RecordSink {
public:
    Outcome send(const OutgoingRecord&, bool) override { throw std::logic_error("clients: this journey publishes nothing"); }
};

bool publishes(const model::Client& client) {
    return std::any_of(client.journey.begin(), client.journey.end(),
                       [](const model::Step& step) { return std::holds_alternative<model::PublishStep>(step.action); });
}

std::unique_ptr<RecordSink> recordsOf(const model::Client& client, const PlayedClient::Surroundings& around) {
    if (!publishes(client)) return std::make_unique<NoRecords>();
    return std::make_unique<Producer>(around.kafka, client.producer, around.metrics, around.log);
}

}  // namespace

PlayedClient::PlayedClient(const model::Client& client, std::uint64_t seed, const Surroundings& surroundings)
    : m_client(client),
      m_around(surroundings),
      m_element("client/" + client.name),
      m_draws(seed, m_element),
      m_noStores(std::make_unique<NoStores>()),
      m_records(recordsOf(client, surroundings)),
      m_guards(m_unguarded, surroundings.metrics, surroundings.log),
      m_place{m_element, m_draws, surroundings.services, *m_noStores, *m_records, m_guards, surroundings.faults},
      m_steps(m_place),
      m_tally(surroundings.metrics, client.name),
      m_player(std::make_unique<ClientPlayer>(
          source(), [this](std::uint64_t number, model::Duration late) { return play(number, late); }, m_tally, limit())) {}

std::unique_ptr<JourneySource> PlayedClient::source() const {
    if (const auto* closed = std::get_if<model::ClosedLoad>(&m_client.load)) {
        if (closed->users.peak() > static_cast<double>(mostInFlight))
            m_around.log.warn("limited",
                              "client '" + m_client.name + "' has more users than can be played; --load-scale makes them fewer",
                              {{"client", m_client.name}, {"users", closed->users.peak()}, {"played", mostInFlight}});
        return std::make_unique<UserPopulation>(*closed, m_draws, mostInFlight);
    }
    return std::make_unique<ArrivalPlan>(std::get<model::OpenLoad>(m_client.load), m_draws);
}

std::size_t PlayedClient::limit() const {
    // A user may begin a journey before the thread of the one before is free again.
    return std::holds_alternative<model::ClosedLoad>(m_client.load) ? 2 * mostInFlight : mostInFlight;
}

Outcome PlayedClient::play(std::uint64_t number, model::Duration late) {
    TraceContext trace{m_draws.bits(number, TraceHigh) ^ m_around.run, m_draws.bits(number, TraceLow),
                       m_draws.bits(number, Span)};
    if (trace.span == 0) trace.span = 1;
    JourneyLedger* const ledger = m_around.ledger;
    if (ledger != nullptr) mustBeWritten(ledger->begun(m_client.name, number, trace));
    const Outcome outcome = m_steps.play(m_client.journey, Errand::of(trace, wallClockNs() - late.ns), {m_element});
    if (ledger != nullptr) mustBeWritten(ledger->ended(trace, outcome));
    return outcome;
}

/// Without it an audit would find what isn't so.
void PlayedClient::mustBeWritten(const std::optional<LedgerError>& failure) const {
    if (!failure) return;
    m_around.log.error("failed", failure->message);
    std::_Exit(noLedger);
}

void PlayedClient::followFaults() {
    const double surge = m_around.faults.surge(m_client.name) * m_around.faults.surge(m_element);
    if (std::exchange(m_surge, surge) != surge) m_player->setFactor(surge);
}

void PlayedClient::summarize() {
    const JourneyTally::Totals totals = m_tally.totals();
    const std::size_t inFlight = m_player->inFlight();
    m_around.log.info("summary", summarySentence(m_client.name, totals, inFlight),
                      summaryFields(m_client.name, totals, inFlight));
}

}  // namespace headroom::services
