#pragma once

#include <memory>
#include <string>

#include "model/scenario/scenario.h"
#include "services/audit/journey_ledger.h"
#include "services/clients/client_player.h"
#include "services/execution/step_player.h"
#include "services/kafka/producer.h"
#include "services/process/log.h"

namespace headroom::services {

/// One client of a scenario, its journeys played on real services and a real cluster.
class PlayedClient {
public:
    /// How many journeys a client has under way at most: each has a thread.
    static constexpr std::size_t mostInFlight = 1'000;

    /// What all clients share; outlives them.
    struct Surroundings {
        ServiceCalls& services;
        const Faults& faults;
        const KafkaAccess& kafka;
        Metrics& metrics;
        Log& log;
        std::uint64_t run = 0;  ///< in every trace id, so that no two runs have a journey in common
        JourneyLedger* ledger = nullptr;
    };

    /// `client` outlives it. Throws std::runtime_error where a producer can't be had.
    PlayedClient(const model::Client& client, std::uint64_t seed, const Surroundings& surroundings);
    PlayedClient(const PlayedClient&) = delete;
    PlayedClient& operator=(const PlayedClient&) = delete;

    ClientPlayer& player() { return *m_player; }
    /// Takes over what surges multiply its load with now. From one thread at a time.
    void followFaults();
    JourneyTally::Totals totals() const { return m_tally.totals(); }
    /// Says what became of its journeys.
    void summarize();

private:
    Outcome play(std::uint64_t number, model::Duration late);
    void mustBeWritten(const std::optional<LedgerError>& failure) const;
    std::unique_ptr<JourneySource> source() const;
    std::size_t limit() const;

    const model::Client& m_client;
    Surroundings m_around;
    const std::string m_element;
    Draws m_draws;
    std::unique_ptr<StoreCalls> m_noStores;
    std::unique_ptr<RecordSink> m_records;
    model::Service m_unguarded;
    Guards m_guards;
    Workplace m_place;
    StepPlayer m_steps;
    JourneyTally m_tally;
    double m_surge = 1;
    std::unique_ptr<ClientPlayer> m_player;  ///< last: its threads use all of the above
};

}  // namespace headroom::services
