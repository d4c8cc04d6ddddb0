#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "model/trace/latency_sketch.h"
#include "services/execution/outcome.h"
#include "services/metrics/metrics.h"

namespace headroom::services {

/// What became of a client's journeys. From any thread.
class JourneyTally {
public:
    struct Totals {
        std::uint64_t offered = 0;
        std::uint64_t completed = 0;
        std::uint64_t failed = 0;
        std::uint64_t rejected = 0;    ///< by a service: no thread, no place, above a rate limit
        std::uint64_t refused = 0;     ///< not begun: as many as may were in flight
        trace::LatencySketch latency;  ///< of those completed, from when they were due
        trace::LatencySketch
            lateness;  ///< from when they were due until they began: what the generator itself adds to the latency
    };

    JourneyTally(Metrics& metrics, const std::string& client);

    void onOffered();
    void onRefused();
    void onBegun(model::Duration late);
    void onEnded(Outcome outcome, model::Duration latency);
    /// From one thread.
    void setUsers(std::int64_t users);
    Totals totals() const;

private:
    mutable std::mutex m_mutex;
    Totals m_totals;
    Counter m_offered;
    Counter m_refused;
    Gauge m_inFlight;
    DurationsByOutcome& m_durations;
    Metrics& m_metrics;
    std::string m_client;
    std::optional<Gauge> m_users;  ///< absent where there have been none
};

}  // namespace headroom::services
