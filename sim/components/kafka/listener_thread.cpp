#include "sim/components/kafka/listener_thread.h"

#include <algorithm>
#include <cmath>

namespace headroom::sim {

ListenerThread::ListenerThread(Context& context, StepRunner& runner, Workplace& place, Group& group, const ListenerProgram& program)
    : m_context(context),
      m_runner(runner),
      m_place(place),
      m_group(group),
      m_program(program),
      m_consumer(&group.addConsumer(place.place, *this, *place.random)) {}

void ListenerThread::process(Consumer&, std::vector<Delivery> deliveries) {
    ++m_life;
    load(deliveries);
    m_at = 0;
    m_attempts = 0;
    next();
}

void ListenerThread::load(const std::vector<Delivery>& deliveries) {
    m_items.clear();
    for (const Delivery& delivery : deliveries)
        for (std::int64_t offset = delivery.range.from; offset < delivery.range.to; ++offset)
            m_items.push_back({delivery.partition, offset, (*delivery.batch.records)[static_cast<std::size_t>(offset - delivery.batch.base)], 0, 0,
                               RecordEnd::Processed});
    if (!m_program.isPlain) return;
    RandomStream& random = *m_place.random;
    for (Item& item : m_items) {
        for (const CompiledStep& step : m_program.perRecord.steps) {
            if (step.probability < 1 && !random.chance(step.probability)) continue;
            auto amount = random.drawNanoseconds(*step.amount);
            if (m_place.slowness != 1) amount = std::llround(static_cast<double>(amount) * m_place.slowness);
            (step.kind == CompiledStep::Kind::Cpu ? item.cpu : item.wait) += amount;
        }
    }
}

void ListenerThread::next() {
    if (m_at >= m_items.size()) {
        finishBatch();
    } else if (m_program.isPlain) {
        beginRun();
    } else {
        ++m_attempts;
        const Item& item = m_items[m_at];
        m_runner.start(m_place, m_program.perRecord, {item.record.origin, item.record.id}, *this, token(ForRecord));
    }
}

void ListenerThread::beginRun() {
    // A poison record is a run of its own, so that its failure stops nothing before it.
    std::size_t end = m_at;
    if (m_items[m_at].record.isPoison != 0 || m_context.scenario.granularity == model::Scenario::Granularity::Record) {
        end = m_at + 1;
    } else {
        while (end < m_items.size() && m_items[end].record.isPoison == 0) ++end;
    }
    ++m_attempts;
    m_runEnd = end;
    m_runBegan = m_context.kernel.now();
    m_runCpu = m_runWait = 0;
    for (std::size_t i = m_at; i < end; ++i) {
        m_runCpu += m_items[i].cpu;
        m_runWait += m_items[i].wait;
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
    if (m_runWait > 0)
        m_context.kernel.scheduleAfter(Duration{m_runWait}, *this, Waited, token(0));
    else
        endRun(m_context.kernel.now());
}

void ListenerThread::endRun(Instant now) {
    if (m_items[m_at].record.isPoison != 0) {
        failed();
        return;
    }
    // Without interruption the run took the sum of its draws, and each record ended after its own share of them.
    const std::int64_t nominal = m_runCpu + m_runWait;
    const std::int64_t took = (now - m_runBegan).ns;
    const double stretch = nominal > 0 ? static_cast<double>(took) / static_cast<double>(nominal) : 1;
    std::int64_t worked = 0;
    for (; m_at < m_runEnd; ++m_at) {
        Item& item = m_items[m_at];
        worked += item.cpu + item.wait;
        const std::int64_t after = took == nominal ? worked : std::llround(static_cast<double>(worked) * stretch);
        ended(item, RecordEnd::Processed, m_runBegan + Duration{after});
    }
    m_attempts = 0;
    next();
}

void ListenerThread::onExecutionDone(std::uint64_t doneToken, Outcome outcome) {
    if (doneToken == token(ForRecord)) {
        recordDone(isOk(outcome));
    } else if (doneToken == token(ForBatch)) {
        batchDone(isOk(outcome));
    } else if (doneToken == token(ForDeadLetter)) {
        ended(m_items[m_at], RecordEnd::DeadLettered, m_context.kernel.now());
        ++m_at;
        m_attempts = 0;
        next();
    }
}

void ListenerThread::batchDone(bool isOk) {
    if (!isOk && ++m_attempts < m_group.listener().errorHandler.maxAttempts) {
        m_context.kernel.scheduleAfter(backOff(), *this, BackedOff, token(ForBatch));
        return;
    }
    const Instant now = m_context.kernel.now();
    for (const Item& item : m_items) {
        const RecordEnd end = item.end == RecordEnd::Processed && !isOk ? RecordEnd::Skipped : item.end;
        m_group.recordEnded(*item.partition, item.offset, item.record, end, now);
    }
    m_attempts = 0;
    m_consumer->onProcessed();
}

void ListenerThread::recordDone(bool isOk) {
    if (!isOk || m_items[m_at].record.isPoison != 0) {
        failed();
        return;
    }
    ended(m_items[m_at], RecordEnd::Processed, m_context.kernel.now());
    ++m_at;
    m_attempts = 0;
    next();
}

Duration ListenerThread::backOff() const {
    const model::ErrorHandler& handler = m_group.listener().errorHandler;
    if (!handler.exponential) return handler.backOffInterval;
    // By multiplication, as ExponentialBackOff does: the same bits on every platform.
    double interval = static_cast<double>(handler.backOffInterval.ns);
    const auto most = static_cast<double>(handler.maxInterval.ns);
    for (int failure = 1; failure < m_attempts && interval < most; ++failure) interval *= handler.multiplier;
    return Duration{static_cast<std::int64_t>(std::min(interval, most))};
}

void ListenerThread::failed() {
    if (m_attempts < m_group.listener().errorHandler.maxAttempts) {
        m_context.kernel.scheduleAfter(backOff(), *this, BackedOff, token(ForRecord));
        return;
    }
    if (m_program.deadLetterTopic >= 0) {
        deadLetter();
        return;
    }
    ended(m_items[m_at], RecordEnd::Skipped, m_context.kernel.now());
    ++m_at;
    m_attempts = 0;
    next();
}

void ListenerThread::deadLetter() {
    // The recoverer's send() is awaited by the thread.
    const Record& record = m_items[m_at].record;
    const OutgoingRecord outgoing{static_cast<std::uint32_t>(m_program.deadLetterTopic), record.key, record.bytes, record.origin, record.id};
    m_runner.publishFor(m_place, outgoing, *this, token(ForDeadLetter));
}

void ListenerThread::ended(Item& item, RecordEnd end, Instant at) {
    item.end = end;
    if (!m_program.perBatch.steps.empty()) return;  // counted when the batch is
    m_group.recordEnded(*item.partition, item.offset, item.record, end, at);
}

void ListenerThread::finishBatch() {
    if (m_program.perBatch.steps.empty() || m_items.empty()) {
        m_consumer->onProcessed();
        return;
    }
    m_runner.start(m_place, m_program.perBatch, {m_items.front().record.origin, m_items.front().record.id}, *this, token(ForBatch));
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
    m_context.infrastructure.cancel(m_work);
    ++m_life;
    m_consumer->abandon();
}

}  // namespace headroom::sim
