#include "sim/components/service/outbox_relay.h"

#include <algorithm>

#include "sim/components/service/service.h"

namespace headroom::sim {

RecordSink::Acceptance OutboxTable::send(const OutgoingRecord& record, bool, std::uint64_t) {
    m_rows.push_back({record, m_kernel.now()});
    m_ledger.enter(m_kernel.now());
    ++m_written;
    return Acceptance::Done;
}

std::vector<OutboxTable::Row> OutboxTable::take(std::size_t limit) {
    const std::size_t count = std::min(limit, m_rows.size());
    const auto end = m_rows.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Row> rows(m_rows.begin(), end);
    m_rows.erase(m_rows.begin(), end);
    return rows;
}

void OutboxTable::putBack(std::vector<Row> rows) { m_rows.insert(m_rows.begin(), rows.begin(), rows.end()); }

Duration OutboxTable::oldestAge() const { return m_rows.empty() ? Duration{0} : m_kernel.now() - m_rows.front().written; }

void OutboxTable::noteDeleted(const std::vector<Row>& rows) {
    m_deleted += static_cast<std::int64_t>(rows.size());
    for (const Row& row : rows) m_ledger.leave(m_kernel.now(), row.written);
}

LittleLedger OutboxTable::ledgerNow() const {
    LittleLedger ledger = m_ledger;
    for (const Row& row : m_rows) ledger.remain(m_kernel.now(), row.written);
    return ledger;
}

OutboxRelay::OutboxRelay(Context& context, StepRunner& runner, Service& service, OutboxTable& table, std::uint32_t number)
    : m_context(context), m_runner(runner), m_service(service), m_table(table), m_number(number) {}

void OutboxRelay::begin() {
    // Relays poll out of step.
    const model::Outbox& outbox = *m_service.declaration().outbox;
    m_context.kernel.scheduleAfter(outbox.pollInterval * m_number / std::max(1, outbox.relays), *this, 0, token());
}

void OutboxRelay::onEvent(std::uint32_t, std::uint64_t life) {
    if (life == m_life) poll();
}

void OutboxRelay::sleep() {
    m_stage = Stage::Idle;
    m_context.kernel.scheduleAfter(m_service.declaration().outbox->pollInterval, *this, 0, token());
}

void OutboxRelay::poll() {
    const std::vector<Pod*>& pods = m_service.endpoints();
    if (pods.empty() || !pods[m_number % pods.size()]->isRunning()) {
        sleep();
        return;
    }
    m_place = &pods[m_number % pods.size()]->workplace();
    m_stage = Stage::Polling;
    m_runner.start(*m_place, m_poll, {m_context.kernel.now(), 0}, *this, token());
}

void OutboxRelay::onExecutionDone(std::uint64_t doneToken, Outcome outcome) {
    if (doneToken != token()) return;
    switch (m_stage) {
        case Stage::Polling:
            if (isOk(outcome))
                polled();
            else
                sleep();
            return;
        case Stage::Working: sendRows(); return;
        case Stage::Sending:
            m_hasFailed = m_hasFailed || !isOk(outcome);
            rowDone();
            return;
        case Stage::Deleting:
            if (isOk(outcome)) {
                m_table.noteDeleted(m_rows);
            } else {
                m_table.putBack(std::move(m_rows));
            }
            m_rows.clear();
            if (m_wasFull)
                poll();
            else
                sleep();
            return;
        case Stage::Idle: return;
    }
}

void OutboxRelay::polled() {
    const model::Outbox& outbox = *m_service.declaration().outbox;
    m_rows = m_table.take(static_cast<std::size_t>(outbox.batchSize));
    m_wasFull = m_rows.size() == static_cast<std::size_t>(outbox.batchSize);
    if (m_rows.empty()) {
        sleep();
        return;
    }
    m_stage = Stage::Working;
    double work = 0;
    for (std::size_t i = 0; i < m_rows.size(); ++i) work += m_service.random().draw(outbox.relayWorkPerRow);
    m_workAmount = model::Distribution::constant(work);
    m_work.steps.resize(1);
    // Outside the pods it has a core to itself: its work takes as long as it is.
    m_work.steps[0].kind = outbox.inPod ? CompiledStep::Kind::Cpu : CompiledStep::Kind::Wait;
    m_work.steps[0].amount = &m_workAmount;
    m_runner.start(*m_place, m_work, {m_context.kernel.now(), 0}, *this, token());
}

void OutboxRelay::sendRows() {
    m_stage = Stage::Sending;
    m_unacknowledged = m_rows.size();
    m_hasFailed = false;
    const std::uint64_t life = m_life;
    for (std::size_t i = 0; i < m_rows.size() && life == m_life; ++i) m_runner.publishFor(*m_place, m_rows[i].record, *this, token());
}

void OutboxRelay::rowDone() {
    if (--m_unacknowledged > 0) return;
    if (m_hasFailed) {
        // What was acknowledged is published again with the rest: an outbox delivers at least once.
        m_table.putBack(std::move(m_rows));
        m_rows.clear();
        sleep();
        return;
    }
    m_stage = Stage::Deleting;
    m_runner.start(*m_place, m_delete, {m_context.kernel.now(), 0}, *this, token());
}

void OutboxRelay::podDied(const Workplace& place) {
    if (m_place != &place || m_stage == Stage::Idle) return;
    ++m_life;
    m_table.putBack(std::move(m_rows));
    m_rows.clear();
    m_place = nullptr;
    sleep();
}

}  // namespace headroom::sim
