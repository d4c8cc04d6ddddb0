#include "services/clients/client_player.h"

#include <utility>

namespace headroom::services {

using model::Instant;

ClientPlayer::ClientPlayer(std::unique_ptr<JourneySource> source, Journey journey, JourneyTally& tally, std::size_t mostInFlight)
    : m_source(std::move(source)),
      m_journey(std::move(journey)),
      m_tally(tally),
      m_began(Clock::now()),
      m_workers(mostInFlight) {}

ClientPlayer::~ClientPlayer() {
    stop();
}

void ClientPlayer::begin() {
    {
        const std::scoped_lock lock(m_mutex);
        m_began = Clock::now();
        m_hasBegun = true;
    }
    m_scheduler = std::thread([this] { schedule(); });
}

void ClientPlayer::setFactor(double factor) {
    {
        const std::scoped_lock lock(m_mutex);
        const Instant at = m_hasBegun ? now() : Instant::start();
        if (m_hasBegun) m_source->take(at, m_due);
        m_source->setFactor(at, factor);
    }
    m_changed.notify_one();
}

void ClientPlayer::stop() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stopped = true;
    }
    m_changed.notify_one();
    if (m_scheduler.joinable()) m_scheduler.join();
}

void ClientPlayer::schedule() {
    std::unique_lock lock(m_mutex);
    while (!m_stopped) {
        m_source->take(now(), m_due);
        if (const auto users = m_source->users()) m_tally.setUsers(*users);
        if (!m_due.empty()) {
            const std::vector<DueJourney> due = std::exchange(m_due, {});
            lock.unlock();
            for (const DueJourney& journey : due) offer(journey);
            lock.lock();
            continue;
        }
        const Instant next = m_source->next();
        if (next.isNever())
            m_changed.wait(lock);
        else
            m_changed.wait_until(lock, m_began + std::chrono::nanoseconds(next.ns));
    }
}

void ClientPlayer::offer(const DueJourney& due) {
    m_tally.onOffered();
    if (m_workers.start([this, due] { play(due); })) return;
    m_tally.onRefused();
    end(due);
}

void ClientPlayer::play(const DueJourney& due) {
    const model::Duration late = now() - due.due;
    m_tally.onBegun(late);
    const Outcome outcome = m_journey(due.number, late);
    m_tally.onEnded(outcome, now() - due.due);
    end(due);
}

void ClientPlayer::end(const DueJourney& due) {
    bool isSooner = false;
    {
        const std::scoped_lock lock(m_mutex);
        const Instant before = m_source->next();
        m_source->onEnded(due, now());
        isSooner = m_source->next() < before;
    }
    if (isSooner) m_changed.notify_one();
}

}  // namespace headroom::services
