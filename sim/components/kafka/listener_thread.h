#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/components/execution/record_sink.h"
#include "sim/components/execution/step_runner.h"
#include "sim/components/kafka/consumer.h"
#include "sim/components/kafka/group.h"

namespace headroom::sim {

/// What a listener does with records: its compiled steps.
struct ListenerProgram {
    const model::Listener* listener = nullptr;
    model::Steps steps;  ///< what perRecord was compiled from, and points into
    model::Steps batchSteps;
    Program perRecord;
    Program perBatch;         ///< once a poll, after the records
    bool isPlain = true;      ///< perRecord is CPU and waiting only: runs of records are worked off together
    bool isConstant = false;  ///< and each record takes the same: nothing is drawn
    std::int32_t deadLetterTopic = -1;
};

/// One listener thread of a pod: works off what its consumer polls, with Spring's DefaultErrorHandler (back-off in the
/// thread, seek, dead-letter topic).
///
/// A run of records whose steps are CPU and waiting is one piece of work; each record's end follows from its own draws, exactly
/// if the run is not interrupted and in proportion otherwise. Granularity `record` makes each record its own piece of work.
class ListenerThread final : public RecordProcessor, public ExecutionObserver, public EventTarget, public WorkListener {
public:
    ListenerThread(Context& context, StepRunner& runner, Workplace& place, Group& group, const ListenerProgram& program);

    Consumer& consumer() { return *m_consumer; }
    void process(Consumer& consumer, std::vector<Delivery> deliveries) override;
    void onRecordCommitted(Consumer& consumer) override;
    /// The process died.
    void abandon();

    void onExecutionDone(std::uint64_t token, Outcome outcome) override;
    void onEvent(std::uint32_t code, std::uint64_t token) override;
    void onWork(std::uint64_t token, WorkOutcome outcome) override;

private:
    enum Code : std::uint32_t { Waited, BackedOff };
    enum Token : std::uint32_t { ForRecord, ForBatch, ForDeadLetter, ForDeadLetterOfBatch };
    /// What one record of a plain program takes.
    struct Cost {
        std::int64_t cpu = 0;
        std::int64_t wait = 0;
    };
    /// Where a record stands: the `index`-th of all, at an offset of a delivery.
    struct Position {
        std::size_t index = 0;
        std::size_t delivery = 0;
        std::int64_t offset = 0;
    };
    void load();
    Cost drawCost();
    const Record& present() const;
    Position begin() const { return {0, 0, m_deliveries.empty() ? 0 : m_deliveries.front().range.from}; }
    void moveOn(Position& position, std::int64_t records) const;
    void next();
    void beginRun();
    std::size_t soundRecords() const;
    void runWorked();
    void endRun(Instant now);
    void endPartOfRun(Instant now);
    std::int64_t costOf(std::size_t index) const;
    void timeRun(std::size_t count, std::int64_t worked, Instant now);
    void recordDone(bool isOk);
    void failed();
    void deadLetter(Token then);
    void deadLetterBatch();
    void recordEnded(RecordEnd end);
    void ended(std::size_t count, RecordEnd end, const Instant* at);
    void goOn();
    void finishBatch();
    void batchDone(bool isOk);
    void endBatch(bool isOk);
    std::uint64_t token(std::uint32_t kind) const { return (m_life << 8) | kind; }
    Duration backOff() const;

    Context& m_context;
    StepRunner& m_runner;
    Workplace& m_place;
    Group& m_group;
    const ListenerProgram& m_program;
    Consumer* m_consumer;
    std::uint64_t m_life = 0;  ///< counts batches: answers for an earlier one are ignored

    std::vector<Delivery> m_deliveries;
    std::size_t m_count = 0;         ///< records in them
    Position m_at;                   ///< next record to work on
    std::size_t m_runEnd = 0;        ///< end of the run being worked off
    Cost m_eachCost;                 ///< of a constant program
    std::vector<Cost> m_costs;       ///< else: by record
    std::vector<RecordEnd> m_ends;   ///< by record, where a step per batch follows
    std::vector<Instant> m_endedAt;  ///< scratch of a run's end
    Instant m_runBegan;
    std::int64_t m_runCpu = 0;
    std::int64_t m_runWait = 0;
    bool m_isInRun = false;
    Duration m_cpuBefore{0};             ///< used by the process when the run began
    std::optional<Instant> m_waitBegan;  ///< once the run's CPU work is done
    int m_attempts = 0;  ///< deliveries of the present record
    Partition* m_lastPartition = nullptr;  ///< of the record that ended last
    std::int64_t m_lastEnd = 0;            ///< the offset behind it
    WorkHandle m_work;
};

}  // namespace headroom::sim
