#pragma once

#include <memory>
#include <string>
#include <thread>

#include "model/scenario/elements.h"
#include "services/execution/step_player.h"
#include "services/kafka/producer.h"
#include "services/process/stop_signal.h"
#include "services/store/played_stores.h"

namespace headroom::services {

/// Publishes one relay's share of a service's outbox while it has its lease: poll, send, await all acknowledgements, delete; at
/// once again while batches are full. Every pod has a thread for each relay; whoever has the lease works. A row may be published
/// twice, after a relay died between sending and deleting, but is never left out. When told to stop it publishes what there is by
/// then, if that can be done in a few seconds, and gives up the lease. What keeps it from publishing is logged once, and
/// when that is over.
class OutboxRelay {
public:
    struct Surroundings {
        const model::Service& service;
        const std::string& pod;
        Workplace& place;
        PlayedStores& stores;
        Producer& producer;
        StopSignal& stop;  ///< once nothing more is written by this pod
        Log& log;
    };

    OutboxRelay(int number, const Surroundings& surroundings);
    ~OutboxRelay();
    OutboxRelay(const OutboxRelay&) = delete;
    OutboxRelay& operator=(const OutboxRelay&) = delete;

private:
    void run();
    void drain();
    bool isLeft(std::int64_t written);
    bool connect();
    void forgetBroken();
    /// True where there may be more at once.
    bool relay();
    bool hasLease();
    void publish(const std::vector<OutboxRow>& rows);
    void playTime(const std::string& operation);
    void measure(const std::string& operation, Outcome outcome, model::Instant began);
    void complain(const std::string& what, const std::string& reason);
    void recover();

    Surroundings m_around;
    const model::Outbox& m_outbox;
    RelayNumber m_number;
    std::uint64_t m_turn = 0;  ///< of the draws
    std::unique_ptr<StoreDatabase> m_database;
    bool m_isWell = true;   ///< nothing was complained of in this turn
    std::string m_trouble;  ///< what was said last, while it stays so
    std::thread m_thread;
};

}  // namespace headroom::services
