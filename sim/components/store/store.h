#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "sim/components/execution/outcome.h"
#include "sim/components/execution/unanswered_calls.h"
#include "sim/components/network/network.h"
#include "sim/random/stream.h"
#include "sim/statistics/little_ledger.h"
#include "sim/world/context.h"
#include "sim/world/slot_pool.h"

namespace headroom::sim {

/// A database or cache: `servers` operations run at once, the rest wait first come, first served.
class Store final : public EventTarget {
public:
    Store(Context& context, const model::Store& declaration);

    const std::string& name() const { return m_declaration.name; }
    Place place() const { return m_place; }
    /// Index of an operation, in name order; throws std::out_of_range for an unknown name.
    std::uint16_t operationIndex(const std::string& operation) const;
    /// A cache's misses run an operation there.
    void setMissTarget(std::uint16_t operation, Store& store, std::uint16_t missOperation);

    /// Sends a request over the network; the answer arrives at replyTo as (Outcome, token), or never.
    void request(Place from, std::uint16_t operation, std::uint64_t token, EventTarget& replyTo);

    // Faults.
    void setSlowness(double factor) { m_slowness = factor; }
    void setFailProbability(double probability) { m_failProbability = probability; }
    void setOutage(bool isOut);

    /// Whether Little's law holds as an identity up to now.
    bool littleHolds() const;
    void onEvent(std::uint32_t code, std::uint64_t slot) override;

private:
    // Codes below firstOwnCode are Outcomes: the answer of the store a miss went to.
    static constexpr std::uint32_t firstOwnCode = 100;
    enum Code : std::uint32_t { Arrive = firstOwnCode, Served };
    struct Operation {
        std::string name;
        const model::Store::Operation* declaration = nullptr;
        Store* missStore = nullptr;
        std::uint16_t missOperation = 0;
    };
    struct Request {
        Place from;
        EventTarget* replyTo = nullptr;
        std::uint64_t token = 0;
        Instant arrived;
        std::uint16_t operation = 0;
        bool isCounted = false;  ///< it has arrived
    };
    void arrive(std::uint32_t slot);
    void serve(std::uint32_t slot);
    void served(std::uint32_t slot);
    void answer(std::uint32_t slot, Outcome outcome);

    Context& m_context;
    const model::Store& m_declaration;
    Place m_place;
    RandomStream m_random;
    std::vector<Operation> m_operations;
    SlotPool<Request> m_requests;
    std::deque<std::uint32_t> m_queue;
    int m_busy = 0;
    double m_slowness = 1;
    double m_failProbability = 0;
    bool m_isOut = false;
    UnansweredCalls m_unanswered;

    LittleLedger m_ledger;
    std::int64_t m_arrived = 0;
    std::int64_t m_completed = 0;
    std::int64_t m_failed = 0;
    std::int64_t m_busyNanoseconds = 0;
    Instant m_busySince;
    trace::LatencySketch* m_latency = nullptr;
};

}  // namespace headroom::sim
