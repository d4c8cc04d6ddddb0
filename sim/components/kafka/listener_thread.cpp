#include "sim/components/kafka/listener_thread.h"

#include <algorithm>
#include <cmath>

namespace headroom::sim {

ListenerThread::ListenerThread(Context& context, StepRunner& runner, Workplace& place, Group& group,
                               const ListenerProgram& program)
    : m_context(context),
      m_runner(runner),
      m_place(place),
      m_group(group),
      m_program(program),
      m_consumer(&group.addConsumer(*program.listener, place.place, *this, *place.random)) {}

void ListenerThread::process(Consumer&, std::vector<Delivery> deliveries) {
    ++m_life;
    m_deliveries = std::move(deliveries);
    load();
    m_at = begin();
    m_attempts = 0;
    next();
}

void ListenerThread::load() {
    m_count = 0;
    for (const Delivery& delivery : m_deliveries) m_count += static_cast<std::size_t>(delivery.range.count());
    m_ends.clear();
    m_costs.clear();
    if (!m_program.isPlain) return;
    if (m_program.isConstant) {
        m_eachCost = drawCost();
        return;
    }
    for (std::size_t i = 0; i < m_count; ++i) m_costs.push_back(drawCost());
}

ListenerThread::Cost ListenerThread::drawCost() {
    RandomStream& random = *m_place.random;
    Cost cost;
    for (const CompiledStep& step : m_program.perRecord.steps) {
        if (step.probability < 1 && !random.chance(step.probability)) continue;
        auto amount = random.drawNanoseconds(*step.amount);
        if (m_place.slowness != 1) amount = std::llround(static_cast<double>(amount) * m_place.slowness);
        (step.kind == CompiledStep::Kind::Cpu ? cost.cpu : cost.wait) += amount;
    }
    return cost;
}

const Record& ListenerThread::present() const {
    const FetchedBatch& batch = m_deliveries[m_at.delivery].batch;
    return (*batch.records)[static_cast<std::size_t>(m_at.offset - batch.base)];
}

/// Within the present delivery.
void ListenerThread::moveOn(Position& position, std::int64_t records) const {
    position.index += static_cast<std::size_t>(records);
    position.offset += records;
    if (position.offset < m_deliveries[position.delivery].range.to) return;
    ++position.delivery;
    if (position.delivery < m_deliveries.size()) position.offset = m_deliveries[position.delivery].range.from;
}

void ListenerThread::next() {
    if (m_at.index >= m_count) {
        finishBatch();
    } else if (m_program.isPlain) {
        beginRun();
    } else {
        ++m_attempts;
        m_runner.start(m_place, m_program.perRecord, {present().origin, present().id}, *this, token(ForRecord));
    }
}

/// From the present record to the next poison one.
std::size_t ListenerThread::soundRecords() const {
    Position at = m_at;
    while (at.index < m_count) {
        const Delivery& delivery = m_deliveries[at.delivery];
        if (!delivery.batch.records->hasPoison()) {
            moveOn(at, delivery.range.to - at.offset);
        } else if ((*delivery.batch.records)[static_cast<std::size_t>(at.offset - delivery.batch.base)].isPoison != 0) {
            break;
        } else {
            moveOn(at, 1);
        }
    }
    return at.index - m_at.index;
}

void ListenerThread::beginRun() {
    // A poison record is a run of its own, so that its failure stops nothing before it.
    const bool isSingle =
        m_context.scenario.granularity == model::Scenario::Granularity::Record || m_consumer->commitsRecords();
    const auto length = isSingle ? 1 : std::max<std::size_t>(1, soundRecords());
    ++m_attempts;
    m_runEnd = m_at.index + length;
    m_runBegan = m_context.kernel.now();
    m_isInRun = true;
    m_cpuBefore = m_context.infrastructure.cpuUsed(m_place.cgroup);
    m_waitBegan.reset();
    m_runCpu = m_eachCost.cpu * static_cast<std::int64_t>(length);
    m_runWait = m_eachCost.wait * static_cast<std::int64_t>(length);
    for (std::size_t i = m_at.index; i < m_runEnd && !m_costs.empty(); ++i) {
        m_runCpu += m_costs[i].cpu;
        m_runWait += m_costs[i].wait;
    }
    if (m_runCpu > 0)
        m_work = m_context.infrastructure.startCpu(m_place.cgroup, Duration{m_runCpu}, *this, token(0));
    else
        runWorked();
}

void ListenerThread::onWork(std::uint64_t workToken, WorkOutcome outcome) {
    if (workToken != token(0) || outcome != WorkOutcome::Completed) return;
    runWorked();
}

void ListenerThread::runWorked() {
    m_waitBegan = m_context.kernel.now();
    if (m_runWait > 0)
        m_context.kernel.scheduleAfter(Duration{m_runWait}, *this, Waited, token(0));
    else
        endRun(m_context.kernel.now());
}

void ListenerThread::endRun(Instant now) {
    m_isInRun = false;
    if (present().isPoison != 0) {
        failed();
        return;
    }
    const std::size_t count = m_runEnd - m_at.index;
    timeRun(count, m_runCpu + m_runWait, now);
    ended(count, RecordEnd::Processed, m_endedAt.data());
    goOn();
}

/// The process dies within the run: the records before the one in hand have been dealt with, and will come again.
void ListenerThread::endPartOfRun(Instant now) {
    if (!m_isInRun || present().isPoison != 0) return;
    m_isInRun = false;
    // A thread has at most what its process used, and at most one core.
    const Duration used = m_context.infrastructure.cpuUsed(m_place.cgroup) - m_cpuBefore;
    const std::int64_t worked = m_waitBegan ? m_runCpu + (now - *m_waitBegan).ns : std::min({m_runCpu, used.ns, (now - m_runBegan).ns});
    std::size_t count = 0;
    for (std::int64_t left = worked; m_at.index + count < m_runEnd; ++count)
        if ((left -= costOf(m_at.index + count)) < 0) break;
    if (count == 0) return;
    timeRun(count, worked, now);
    ended(count, RecordEnd::Processed, m_endedAt.data());
}

std::int64_t ListenerThread::costOf(std::size_t index) const {
    const Cost& cost = m_costs.empty() ? m_eachCost : m_costs[index];
    return cost.cpu + cost.wait;
}

/// The next `count` records of the run, on which `worked` has been done up to now. Without interruption that is the time passed,
/// and each record ended after its own share of the draws.
void ListenerThread::timeRun(std::size_t count, std::int64_t worked, Instant now) {
    const std::int64_t took = (now - m_runBegan).ns;
    m_endedAt.resize(count);
    std::int64_t at = m_runBegan.ns;
    if (m_costs.empty()) {
        const std::int64_t each = m_eachCost.cpu + m_eachCost.wait;
        for (std::size_t i = 0; i < count; ++i) m_endedAt[i] = {at + each * static_cast<std::int64_t>(i + 1)};
    } else {
        const Cost* const costs = m_costs.data() + m_at.index;
        for (std::size_t i = 0; i < count; ++i) m_endedAt[i] = {at += costs[i].cpu + costs[i].wait};
    }
    if (took == worked || worked <= 0) return;
    const double stretch = static_cast<double>(took) / static_cast<double>(worked);
    for (Instant& end : m_endedAt)
        end = m_runBegan + Duration{std::llround(static_cast<double>((end - m_runBegan).ns) * stretch)};
}

void ListenerThread::onExecutionDone(std::uint64_t doneToken, Outcome outcome) {
    if (doneToken == token(ForRecord)) {
        recordDone(isOk(outcome));
    } else if (doneToken == token(ForBatch)) {
        batchDone(isOk(outcome));
    } else if (doneToken == token(ForDeadLetter)) {
        recordEnded(RecordEnd::DeadLettered);
    } else if (doneToken == token(ForDeadLetterOfBatch)) {
        m_ends[m_at.index] = RecordEnd::DeadLettered;
        moveOn(m_at, 1);
        deadLetterBatch();
    }
}

void ListenerThread::batchDone(bool isOk) {
    if (!isOk && ++m_attempts < m_program.listener->errorHandler.maxAttempts) {
        m_context.kernel.scheduleAfter(backOff(), *this, BackedOff, token(ForBatch));
        return;
    }
    if (!isOk && m_program.deadLetterTopic >= 0) {
        m_at = begin();
        deadLetterBatch();
        return;
    }
    endBatch(isOk);
}

/// The recoverer gets a batch's records one by one, but for those that ended before.
void ListenerThread::deadLetterBatch() {
    while (m_at.index < m_count && m_ends[m_at.index] != RecordEnd::Processed) moveOn(m_at, 1);
    if (m_at.index < m_count)
        deadLetter(ForDeadLetterOfBatch);
    else
        endBatch(false);
}

void ListenerThread::endBatch(bool isOk) {
    m_endedAt.assign(m_count, m_context.kernel.now());
    for (Position at = begin(); at.index < m_count;) {
        const Delivery& delivery = m_deliveries[at.delivery];
        const RecordEnd was = m_ends[at.index];
        Position to = at;
        while (to.index < m_count && to.delivery == at.delivery && m_ends[to.index] == was) moveOn(to, 1);
        const OffsetRange range{at.offset, at.offset + static_cast<std::int64_t>(to.index - at.index)};
        const RecordEnd end = was == RecordEnd::Processed && !isOk ? RecordEnd::Skipped : was;
        m_group.recordsEnded(*delivery.partition, delivery.batch, range, end, m_endedAt.data());
        at = to;
    }
    m_attempts = 0;
    m_consumer->onProcessed();
}

void ListenerThread::recordDone(bool isOk) {
    if (!isOk || present().isPoison != 0) {
        failed();
        return;
    }
    recordEnded(RecordEnd::Processed);
}

Duration ListenerThread::backOff() const {
    const model::ErrorHandler& handler = m_program.listener->errorHandler;
    if (!handler.exponential) return handler.backOffInterval;
    // By multiplication, as ExponentialBackOff does: the same bits on every platform.
    double interval = static_cast<double>(handler.backOffInterval.ns);
    const auto most = static_cast<double>(handler.maxInterval.ns);
    for (int failure = 1; failure < m_attempts && interval < most; ++failure) interval *= handler.multiplier;
    return Duration{static_cast<std::int64_t>(std::min(interval, most))};
}

void ListenerThread::failed() {
    if (m_attempts < m_program.listener->errorHandler.maxAttempts) {
        m_context.kernel.scheduleAfter(backOff(), *this, BackedOff, token(ForRecord));
        return;
    }
    if (m_program.deadLetterTopic >= 0) {
        deadLetter(ForDeadLetter);
        return;
    }
    recordEnded(RecordEnd::Skipped);
}

void ListenerThread::deadLetter(Token then) {
    // The recoverer's send() is awaited by the thread.
    const Record& record = present();
    const OutgoingRecord outgoing{static_cast<std::uint32_t>(m_program.deadLetterTopic), record.key, record.bytes, record.origin,
                                  record.id};
    m_runner.publishFor(m_place, outgoing, *this, token(then));
}

void ListenerThread::recordEnded(RecordEnd end) {
    const Instant now = m_context.kernel.now();
    ended(1, end, &now);
    goOn();
}

void ListenerThread::goOn() {
    m_attempts = 0;
    if (m_consumer->commitsRecords())
        m_consumer->commitRecord(*m_lastPartition, m_lastEnd);
    else
        next();
}

void ListenerThread::onRecordCommitted(Consumer&) {
    next();
}

/// The next `count` records have ended, each at its instant.
void ListenerThread::ended(std::size_t count, RecordEnd end, const Instant* at) {
    const bool isFinal = m_program.perBatch.steps.empty();  // else counted when the batch is
    if (!isFinal) m_ends.insert(m_ends.end(), count, end);
    for (auto left = static_cast<std::int64_t>(count); left > 0;) {
        const Delivery& delivery = m_deliveries[m_at.delivery];
        const OffsetRange range{m_at.offset, std::min(delivery.range.to, m_at.offset + left)};
        if (isFinal) m_group.recordsEnded(*delivery.partition, delivery.batch, range, end, at);
        m_lastPartition = delivery.partition;
        m_lastEnd = range.to;
        at += range.count();
        left -= range.count();
        moveOn(m_at, range.count());
    }
}

void ListenerThread::finishBatch() {
    if (m_program.perBatch.steps.empty() || m_count == 0) {
        m_deliveries.clear();
        m_consumer->onProcessed();
        return;
    }
    const FetchedBatch& first = m_deliveries.front().batch;
    const Record& record = (*first.records)[static_cast<std::size_t>(m_deliveries.front().range.from - first.base)];
    m_runner.start(m_place, m_program.perBatch, {record.origin, record.id}, *this, token(ForBatch));
}

void ListenerThread::onEvent(std::uint32_t code, std::uint64_t eventToken) {
    if ((eventToken >> 8) != m_life) return;
    if (code == Waited)
        endRun(m_context.kernel.now());
    else if (eventToken == token(ForBatch))
        finishBatch();
    else
        next();
}

void ListenerThread::abandon() {
    endPartOfRun(m_context.kernel.now());
    m_context.infrastructure.cancel(m_work);
    ++m_life;
    m_consumer->abandon();
}

}  // namespace headroom::sim
