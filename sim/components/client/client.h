#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "sim/components/execution/step_runner.h"
#include "sim/components/kafka/producer.h"
#include "sim/statistics/little_ledger.h"
#include "sim/world/context.h"

namespace headroom::sim {

/// A source of load. Counts journeys and their latency; open and closed loads decide when a journey begins.
class Client : public ExecutionObserver {
public:
    virtual ~Client() = default;
    /// Schedules the first arrivals.
    virtual void begin() = 0;
    /// Multiplies rate or users from now on (a surge).
    virtual void setFactor(double factor) = 0;

    const std::string& name() const { return m_declaration.name; }
    Program& journey() { return m_journey; }
    const Program& journey() const { return m_journey; }
    Workplace& workplace() { return m_workplace; }
    /// Brings its counters and batches up to now; an open client may be late while nobody looks.
    virtual void catchUp() {}
    /// Something changed that decides which of its records can wait: a fault began or ended.
    virtual void replan() {}
    /// Whether Little's law holds as an identity up to now.
    bool littleHolds() const;
    /// Lets its journeys publish to a topic.
    void connectTo(std::uint32_t topic, Cluster& cluster, KeyPartitions& keys);

    void onExecutionDone(std::uint64_t token, Outcome outcome) final;

protected:
    Client(Context& context, StepRunner& runner, const model::Client& declaration, std::uint32_t index);

    /// Starts one journey now; journeyDone() is called at its end.
    void startJourney();
    /// Starts one journey now that hands this record over and nothing else.
    void startHandOver(const OutgoingRecord& record);
    /// Counts journeys that began and ended within their instants.
    void countInstantJourneys(std::int64_t count);
    /// The producer of its only cluster; null when it publishes nothing.
    Producer* onlyProducer() { return m_producers.size() == 1 ? m_producers.begin()->second.get() : nullptr; }
    std::uint64_t nextId() const { return m_nextId; }
    virtual void journeyDone() {}

    Context& m_context;
    const model::Client& m_declaration;
    RandomStream m_random;    ///< of the journeys' steps
    RandomStream m_arrivals;  ///< of arrivals and think times

private:
    struct Journey {
        Instant began;
    };
    StepRunner& m_runner;
    Program m_journey;
    Workplace m_workplace;
    SlotPool<Journey> m_journeys;
    ProducerCounters m_producerCounters;
    std::map<Cluster*, std::unique_ptr<Producer>> m_producers;
    std::uint64_t m_nextId;
    LittleLedger m_ledger;
    std::int64_t m_started = 0;
    std::int64_t m_completed = 0;
    std::int64_t m_failed = 0;
    std::int64_t m_rejected = 0;
    trace::LatencySketch* m_latency = nullptr;
};

}  // namespace headroom::sim
