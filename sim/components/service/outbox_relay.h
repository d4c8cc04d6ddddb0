#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "sim/components/execution/record_sink.h"
#include "sim/components/execution/step_runner.h"
#include "sim/statistics/little_ledger.h"

namespace headroom::sim {

class Service;

/// A service's outbox table: rows wait here until a relay has published them and deleted them.
class OutboxTable final : public RecordSink {
public:
    explicit OutboxTable(Kernel& kernel) : m_kernel(kernel) {}

    Acceptance send(const OutgoingRecord& record, bool awaitAck, std::uint64_t token) override;

    struct Row {
        OutgoingRecord record;
        Instant written;
    };
    /// Locks and takes up to `limit` rows (select … for update skip locked).
    std::vector<Row> take(std::size_t limit);
    /// The relay died: its rows are unlocked.
    void putBack(std::vector<Row> rows);
    /// The relay deleted rows it had taken.
    void noteDeleted(const std::vector<Row>& rows);

    std::int64_t written() const { return m_written; }
    std::int64_t deleted() const { return m_deleted; }
    std::int64_t pending() const { return m_written - m_deleted; }
    /// Age of the oldest row that no relay has taken.
    Duration oldestAge() const;
    /// Its rows' part of Little's law up to now: those in a relay's hands are still to be added as remaining.
    LittleLedger ledgerNow() const;

private:
    Kernel& m_kernel;
    std::deque<Row> m_rows;
    LittleLedger m_ledger;
    std::int64_t m_written = 0;
    std::int64_t m_deleted = 0;
};

/// Publishes outbox rows: poll, send, await all acknowledgements, delete; then poll again, at once while batches are full.
class OutboxRelay final : public EventTarget, public ExecutionObserver {
public:
    OutboxRelay(Context& context, StepRunner& runner, Service& service, OutboxTable& table, std::uint32_t number);

    /// The programs for the store's poll and delete; either may be empty.
    Program& pollProgram() { return m_poll; }
    Program& deleteProgram() { return m_delete; }
    void begin();
    /// The pod it ran on is gone: its rows are unlocked and another pod takes over.
    void podDied(const Workplace& place);
    /// The rows it has locked.
    const std::vector<OutboxTable::Row>& rows() const { return m_rows; }

    void onEvent(std::uint32_t code, std::uint64_t life) override;
    void onExecutionDone(std::uint64_t token, Outcome outcome) override;

private:
    enum class Stage : std::uint8_t { Idle, Polling, Working, Sending, Deleting };
    void poll();
    void polled();
    void sendRows();
    void rowDone();
    void sleep();
    std::uint64_t token() const { return m_life; }

    Context& m_context;
    StepRunner& m_runner;
    Service& m_service;
    OutboxTable& m_table;
    std::uint32_t m_number;
    Program m_poll;
    Program m_delete;
    Program m_work;
    model::Distribution m_workAmount;
    Workplace* m_place = nullptr;
    Stage m_stage = Stage::Idle;
    std::uint64_t m_life = 0;
    std::vector<OutboxTable::Row> m_rows;
    std::size_t m_unacknowledged = 0;
    bool m_wasFull = false;
    bool m_hasFailed = false;  ///< the producer gave up on a row
};

}  // namespace headroom::sim
