#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "services/clients/journey_source.h"
#include "services/clients/journey_tally.h"
#include "services/clients/worker_pool.h"
#include "services/execution/outcome.h"

namespace headroom::services {

/// What a client does once, and how much later than it was due; blocks. Called on many threads at once.
using Journey = std::function<Outcome(std::uint64_t number, model::Duration late)>;

/// Plays one client: begins its journeys when they are due, each on a thread of its own, and counts what becomes of them.
///
/// Latency counts from when a journey was due, and none is left out because earlier ones are slow: what waits behind a stall is
/// measured as having waited (no coordinated omission). Only where as many as `mostInFlight` are under way are further ones
/// refused, and counted as that.
class ClientPlayer {
public:
    /// `tally` outlives it.
    ClientPlayer(std::unique_ptr<JourneySource> source, Journey journey, JourneyTally& tally, std::size_t mostInFlight);
    /// Stops, and waits for what is in flight.
    ~ClientPlayer();
    ClientPlayer(const ClientPlayer&) = delete;
    ClientPlayer& operator=(const ClientPlayer&) = delete;

    /// The load's profile begins now. Callable once.
    void begin();
    /// Multiplies rate or users of the load; before begin() it holds from the start.
    void setFactor(double factor);
    /// Begins no further journey.
    void stop();
    /// False when some are still in flight then.
    bool waitUntilIdle(std::chrono::steady_clock::time_point until) { return m_workers.waitUntilIdle(until); }
    std::size_t inFlight() const { return m_workers.busy(); }

private:
    using Clock = std::chrono::steady_clock;

    model::Instant now() const { return {std::chrono::nanoseconds(Clock::now() - m_began).count()}; }
    void schedule();
    void offer(const DueJourney& due);
    void play(const DueJourney& due);
    void end(const DueJourney& due);

    std::unique_ptr<JourneySource> m_source;
    Journey m_journey;
    JourneyTally& m_tally;
    Clock::time_point m_began;
    std::mutex m_mutex;             ///< of the source and what follows
    std::vector<DueJourney> m_due;  ///< taken, not offered yet
    std::condition_variable m_changed;
    bool m_hasBegun = false;
    bool m_stopped = false;
    std::thread m_scheduler;
    WorkerPool m_workers;  ///< last: its threads use all of the above
};

}  // namespace headroom::services
