#pragma once

#include <cstdint>
#include <memory>

#include "sim/components/execution/program.h"
#include "sim/components/kafka/producer.h"
#include "sim/components/kafka/staged_records.h"
#include "sim/kernel/kernel.h"
#include "sim/random/arrivals.h"

namespace headroom::sim {

/// What a bulk source tells the client whose journeys it makes.
class BulkJourneys {
public:
    /// `count` journeys have begun and ended, each within its instant.
    virtual void onQuietJourneys(std::int64_t count) = 0;
    /// One journey begins now and sends this record.
    virtual void beginJourney(const OutgoingRecord& record) = 0;

protected:
    ~BulkJourneys() = default;
};

/// The arrivals of a client whose journey does nothing but publish one record without waiting for it.
///
/// Arrivals and records are drawn ahead. Those that only add to an open batch are appended when the producer next looks at its
/// batches, in one run; the others (they open or fill a batch, or meet a fault or a full buffer) have an event each, at their
/// instants. Granularity `record` adds an event for each of the quiet ones, with the same draws and the same batches.
class BulkSource final : public RecordSource, public EventTarget {
public:
    struct Parts {
        Kernel& kernel;
        Producer& producer;
        BulkJourneys& journeys;
        const CompiledStep& publish;  ///< outlives the source
        RandomStream records;         ///< for sizes and keys
        std::uint64_t firstId = 0;
        bool isByRecord = false;
    };
    BulkSource(const Parts& parts, Arrivals& arrivals);

    void begin() { plan(); }
    /// A change of the rate, now: arrivals beyond now are void.
    void setSurge(double factor);

    void catchUp() override;
    void onBatchesChanged() override { plan(); }
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    enum Code : std::uint32_t { Loud, Quiet };
    std::size_t staged() const { return m_staged.times.size(); }
    void plan();
    void stage();
    void sendLoud();
    void scheduleQuiet();

    Parts m_parts;
    Arrivals& m_arrivals;
    StagedRecords m_staged;
    std::size_t m_next = 0;  ///< first record not sent yet
    std::size_t m_loud = 0;  ///< first record from there on that concerns more than its batch
    bool m_isExhausted = false;
    Instant m_loudAt = Instant::never();
    EventHandle m_loudEvent;
    EventHandle m_quietEvent;
};

}  // namespace headroom::sim
