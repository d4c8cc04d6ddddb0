#include "sim/components/execution/step_runner.h"

#include "sim/components/execution/record_sink.h"
#include "sim/components/service/service.h"
#include "sim/components/store/store.h"

namespace headroom::sim {

namespace {

constexpr int sequenceBits = 16;
constexpr int slotBits = 24;
constexpr std::uint64_t slotMask = (1U << slotBits) - 1;
constexpr std::uint64_t generationMask = (1U << 24) - 1;
constexpr std::uint32_t noSlot = ~0U;

}  // namespace

std::uint64_t StepRunner::tokenOf(std::uint32_t slot) const {
    const std::uint64_t generation = m_executions.generation(slot) & generationMask;
    return (((generation << slotBits) | slot) << sequenceBits) | m_executions[slot].sequence;
}

std::uint64_t StepRunner::await(std::uint32_t slot, Phase phase) {
    Execution& execution = m_executions[slot];
    execution.phase = phase;
    ++execution.sequence;
    return tokenOf(slot);
}

std::uint32_t StepRunner::findLive(std::uint64_t token) const {
    const auto slot = static_cast<std::uint32_t>((token >> sequenceBits) & slotMask);
    return m_executions.isLive(slot) && tokenOf(slot) == token ? slot : noSlot;
}

const Workplace* StepRunner::workplaceOf(std::uint64_t token) const {
    const std::uint32_t slot = findLive(token);
    return slot == noSlot ? nullptr : m_executions[slot].place;
}

std::uint32_t StepRunner::occupy(Workplace& place, const Program& program, Cause cause, ExecutionObserver& observer,
                                 std::uint64_t observerToken) {
    const std::uint32_t slot = m_executions.acquire();
    Execution& execution = m_executions[slot];
    const std::uint16_t sequence = execution.sequence;
    execution = Execution{};
    execution.place = &place;
    execution.program = &program;
    execution.observer = &observer;
    execution.observerToken = observerToken;
    execution.cause = cause;
    execution.sequence = sequence;
    return slot;
}

void StepRunner::start(Workplace& place, const Program& program, Cause cause, ExecutionObserver& observer,
                       std::uint64_t observerToken) {
    run(occupy(place, program, cause, observer, observerToken));
}

void StepRunner::publishFor(Workplace& place, const OutgoingRecord& record, ExecutionObserver& observer,
                            std::uint64_t observerToken) {
    const std::uint32_t slot = occupy(place, m_nothing, {record.origin, record.id}, observer, observerToken);
    place.producers[record.topic]->send(record, true, await(slot, Phase::AtBroker));
}

void StepRunner::handOver(Workplace& place, const OutgoingRecord& record, ExecutionObserver& observer, std::uint64_t observerToken) {
    const std::uint32_t slot = occupy(place, m_nothing, {record.origin, record.id}, observer, observerToken);
    if (place.producers[record.topic]->send(record, false, await(slot, Phase::AtBroker)) == RecordSink::Acceptance::Done)
        finish(slot, Outcome::Ok);
}

void StepRunner::run(std::uint32_t slot) {
    Execution& execution = m_executions[slot];
    const std::vector<CompiledStep>& steps = execution.program->steps;
    while (execution.step < steps.size()) {
        const CompiledStep& step = steps[execution.step];
        if (step.probability < 1 && !execution.place->random->chance(step.probability)) {
            execution.step = static_cast<std::uint16_t>(execution.step + 1 + step.followers);
            continue;
        }
        if (!perform(slot, step)) return;
        ++execution.step;
    }
    finish(slot, Outcome::Ok);
}

/// True when the step is over at once; false when the execution waits for something or has ended.
bool StepRunner::perform(std::uint32_t slot, const CompiledStep& step) {
    switch (step.kind) {
        case CompiledStep::Kind::Cpu: return startCpu(slot, step);
        case CompiledStep::Kind::Wait: return startWait(slot, step);
        case CompiledStep::Kind::Publish: return publish(slot, step);
        case CompiledStep::Kind::Fail:
            if (!m_executions[slot].place->random->chance(step.failProbability)) return true;
            finish(slot, Outcome::Failed);
            return false;
        case CompiledStep::Kind::Call:
        case CompiledStep::Kind::Store:
            m_executions[slot].attempts = 0;
            beginAttempt(slot, step);
            return false;
    }
    return true;
}

bool StepRunner::startCpu(std::uint32_t slot, const CompiledStep& step) {
    Execution& execution = m_executions[slot];
    Workplace& place = *execution.place;
    const Duration work = Duration{place.random->drawNanoseconds(*step.amount)};
    const Duration slowed = place.slowness == 1 ? work : Duration{static_cast<std::int64_t>(static_cast<double>(work.ns) * place.slowness)};
    const std::uint64_t token = await(slot, Phase::OnCpu);
    execution.work = m_context.infrastructure.startCpu(place.cgroup, slowed, *this, token);
    return false;
}

bool StepRunner::startWait(std::uint32_t slot, const CompiledStep& step) {
    Workplace& place = *m_executions[slot].place;
    const auto time = static_cast<std::int64_t>(static_cast<double>(place.random->drawNanoseconds(*step.amount)) * place.slowness);
    const std::uint64_t token = await(slot, Phase::Waiting);
    m_context.kernel.scheduleAfter(Duration{time}, *this, static_cast<std::uint32_t>(Outcome::Ok), token);
    return false;
}

void StepRunner::onWork(std::uint64_t token, WorkOutcome outcome) {
    resume(token, outcome == WorkOutcome::Completed ? Outcome::Ok : Outcome::Unreachable);
}

void StepRunner::resume(std::uint64_t token, Outcome outcome) {
    const std::uint32_t slot = findLive(token);
    if (slot == noSlot) return;
    Execution& execution = m_executions[slot];
    switch (execution.phase) {
        case Phase::ForConnection:
            execution.holdsConnection = true;
            sendToStore(slot, execution.program->steps[execution.step]);
            return;
        case Phase::AtStore:
        case Phase::AtService: endAttempt(slot, outcome); return;
        case Phase::BackingOff: beginAttempt(slot, execution.program->steps[execution.step]); return;
        case Phase::ForRateLimiter:
            if (isOk(outcome))
                passBulkhead(slot, execution.program->steps[execution.step]);
            else
                endAttempt(slot, outcome);
            return;
        case Phase::ForBulkhead:
            execution.holdsBulkhead = isOk(outcome);
            if (isOk(outcome))
                callTarget(slot, execution.program->steps[execution.step]);
            else
                endAttempt(slot, outcome);
            return;
        case Phase::Ready:
        case Phase::OnCpu:
        case Phase::Waiting:
        case Phase::AtBroker: break;
    }
    if (!isOk(outcome)) {
        finish(slot, outcome);
        return;
    }
    ++execution.step;
    run(slot);
}

void StepRunner::beginAttempt(std::uint32_t slot, const CompiledStep& step) {
    Execution& execution = m_executions[slot];
    ++execution.attempts;
    ++execution.attemptId;
    execution.attemptStarted = m_context.kernel.now();
    if (!step.isGuarded)
        callTarget(slot, step);
    else if (passBreaker(slot, step))
        passRateLimiter(slot, step);
}

/// Retry( CircuitBreaker( RateLimiter( TimeLimiter( Bulkhead( call ))))): the breaker's permission comes first.
bool StepRunner::passBreaker(std::uint32_t slot, const CompiledStep& step) {
    Execution& execution = m_executions[slot];
    if (step.guards.breaker < 0) return true;
    if (execution.place->guards->tryAcquireBreaker(step.guards.breaker)) {
        execution.holdsBreaker = true;
        return true;
    }
    endAttempt(slot, Outcome::NotPermitted);
    return false;
}

void StepRunner::passRateLimiter(std::uint32_t slot, const CompiledStep& step) {
    Execution& execution = m_executions[slot];
    if (step.guards.rateLimiter >= 0) {
        const Instant now = m_context.kernel.now();
        const auto answer = execution.place->guards->rateLimiter(step.guards.rateLimiter).acquire(now);
        if (answer.wait.ns > 0 || !answer.permitted) {
            const std::uint64_t token = await(slot, Phase::ForRateLimiter);
            const Outcome then = answer.permitted ? Outcome::Ok : Outcome::Rejected;
            m_context.kernel.scheduleAfter(answer.wait, *this, static_cast<std::uint32_t>(then), token);
            return;
        }
    }
    passBulkhead(slot, step);
}

void StepRunner::startTimeLimit(std::uint32_t slot, const CompiledStep& step) {
    const std::uint64_t generation = m_executions.generation(slot) & generationMask;
    const std::uint64_t attempt = (((generation << slotBits) | slot) << sequenceBits) | m_executions[slot].attemptId;
    m_context.kernel.scheduleAfter(step.guards.timeLimit, *this, TimeLimit, attempt);
}

void StepRunner::passBulkhead(std::uint32_t slot, const CompiledStep& step) {
    if (step.guards.timeLimit.ns > 0) startTimeLimit(slot, step);
    Execution& execution = m_executions[slot];
    if (step.guards.bulkhead >= 0) {
        rules::SemaphoreBulkhead& bulkhead = execution.place->guards->bulkhead(step.guards.bulkhead);
        const std::uint64_t token = await(slot, Phase::ForBulkhead);
        switch (bulkhead.tryAcquire(m_context.kernel.now(), token)) {
            case rules::SemaphoreBulkhead::Answer::Acquired: execution.holdsBulkhead = true; break;
            case rules::SemaphoreBulkhead::Answer::Waiting:
                m_context.kernel.schedule(bulkhead.lastExpiry(), *this, BulkheadExpiry, token);
                return;
            case rules::SemaphoreBulkhead::Answer::Refused: endAttempt(slot, Outcome::Rejected); return;
        }
    }
    callTarget(slot, step);
}

void StepRunner::callTarget(std::uint32_t slot, const CompiledStep& step) {
    if (step.kind == CompiledStep::Kind::Store) {
        askForConnection(slot, step);
        return;
    }
    const Execution& execution = m_executions[slot];
    const std::uint64_t token = await(slot, Phase::AtService);
    if (step.timeout.ns > 0) setTimeout(step.timeout, token);
    step.service->request({execution.place->place, step.operation, token, execution.cause}, *this);
}

void StepRunner::onEvent(std::uint32_t code, std::uint64_t token) {
    if (code < TimeLimit) {
        resume(token, static_cast<Outcome>(code));
        return;
    }
    if (code == BulkheadExpiry) {
        const std::uint32_t slot = findLive(token);
        if (slot == noSlot) return;
        const Execution& execution = m_executions[slot];
        const CompiledStep& step = execution.program->steps[execution.step];
        if (execution.place->guards->bulkhead(step.guards.bulkhead).abandon(token)) endAttempt(slot, Outcome::Rejected);
        return;
    }
    const auto slot = static_cast<std::uint32_t>((token >> sequenceBits) & slotMask);
    if (!m_executions.isLive(slot) || (m_executions.generation(slot) & generationMask) != (token >> (sequenceBits + slotBits))) return;
    Execution& execution = m_executions[slot];
    const bool isSameAttempt = execution.attemptId == static_cast<std::uint16_t>(token);
    if (!isSameAttempt || execution.phase == Phase::BackingOff) return;
    onTimeout(tokenOf(slot));
}

void StepRunner::askForConnection(std::uint32_t slot, const CompiledStep& step) {
    Execution& execution = m_executions[slot];
    ConnectionPool* pool = execution.place->pools.empty() ? nullptr : execution.place->pools[step.storeIndex].get();
    if (pool == nullptr) {
        sendToStore(slot, step);
        return;
    }
    const std::uint64_t token = await(slot, Phase::ForConnection);
    if (pool->acquire(token)) {
        execution.holdsConnection = true;
        sendToStore(slot, step);
    } else if (!pool->timeout().isInfinite()) {
        setTimeout(pool->timeout(), token);
    }
}

void StepRunner::sendToStore(std::uint32_t slot, const CompiledStep& step) {
    const std::uint64_t token = await(slot, Phase::AtStore);
    if (step.timeout.ns > 0) setTimeout(step.timeout, token);
    step.store->request(m_executions[slot].place->place, step.operation, token, *this);
}

void StepRunner::endAttempt(std::uint32_t slot, Outcome outcome) {
    Execution& execution = m_executions[slot];
    const CompiledStep& step = execution.program->steps[execution.step];
    releaseConnection(slot);
    if (step.isGuarded) {
        releaseGuards(slot, step, outcome);
        if (!isOk(outcome) && retryLater(slot, step, outcome)) return;
    }
    if (!isOk(outcome) && !step.ignoreFailure) {
        finish(slot, outcome);
        return;
    }
    ++execution.attemptId;  // a time limit still to come is of no attempt any more
    ++execution.step;
    run(slot);
}

void StepRunner::releaseGuards(std::uint32_t slot, const CompiledStep& step, Outcome outcome) {
    Execution& execution = m_executions[slot];
    const Instant now = m_context.kernel.now();
    GuardInstances& guards = *execution.place->guards;
    if (execution.holdsBulkhead) {
        execution.holdsBulkhead = false;
        if (const auto next = guards.bulkhead(step.guards.bulkhead).release(now))
            m_context.kernel.schedule(now, *this, static_cast<std::uint32_t>(Outcome::Ok), *next);
    }
    if (execution.holdsBreaker) {
        execution.holdsBreaker = false;
        guards.recordResult(step.guards.breaker, isOk(outcome), now - execution.attemptStarted);
    }
}

bool StepRunner::retryLater(std::uint32_t slot, const CompiledStep& step, Outcome outcome) {
    Execution& execution = m_executions[slot];
    if (step.guards.retry < 0) return false;
    const auto pause = execution.place->guards->retryAfter(step.guards.retry, execution.attempts, execution.place->random->uniform(),
                                                           outcome == Outcome::NotPermitted);
    if (!pause) return false;
    const std::uint64_t token = await(slot, Phase::BackingOff);
    m_context.kernel.scheduleAfter(*pause, *this, static_cast<std::uint32_t>(Outcome::Ok), token);
    return true;
}

void StepRunner::releaseConnection(std::uint32_t slot) {
    Execution& execution = m_executions[slot];
    if (!execution.holdsConnection) return;
    execution.holdsConnection = false;
    const std::uint16_t store = execution.program->steps[execution.step].storeIndex;
    const std::uint64_t next = execution.place->pools[store]->release();
    // The next waiter goes on in an event of its own, so that a chain of waiters does not become a chain of calls.
    if (next != 0) m_context.kernel.schedule(m_context.kernel.now(), *this, static_cast<std::uint32_t>(Outcome::Ok), next);
}

bool StepRunner::publish(std::uint32_t slot, const CompiledStep& step) {
    const Execution& execution = m_executions[slot];
    Workplace& place = *execution.place;
    OutgoingRecord record;
    record.topic = step.topic;
    record.bytes = static_cast<std::int64_t>(place.random->draw(*step.amount));
    record.key = step.keys == nullptr ? -1 : step.keys->draw(*place.random);
    record.origin = execution.cause.origin;
    record.id = m_nextRecord++;
    const bool isOutbox = step.publish->via == model::PublishStep::Via::Outbox;
    RecordSink& sink = isOutbox ? *place.outbox : *place.producers[step.topic];
    const bool mustWait = step.publish->via == model::PublishStep::Via::Direct;
    return sink.send(record, mustWait, await(slot, Phase::AtBroker)) == RecordSink::Acceptance::Done;
}

void StepRunner::setTimeout(Duration length, std::uint64_t token) {
    for (TimeoutQueue& queue : m_timeouts) {
        if (queue.length() != length) continue;
        queue.add(token);
        return;
    }
    m_timeouts.emplace_back(m_context.kernel, length, *this).add(token);
}

bool StepRunner::isWaiting(std::uint64_t token) const { return findLive(token) != noSlot; }

void StepRunner::onTimeout(std::uint64_t token) {
    const std::uint32_t slot = findLive(token);
    if (slot == noSlot) return;
    Execution& execution = m_executions[slot];
    const CompiledStep& step = execution.program->steps[execution.step];
    // Who waits no more was handed in this very instant what it waited for, and gives it back.
    if (execution.phase == Phase::ForConnection) execution.holdsConnection = !execution.place->pools[step.storeIndex]->abandon(token);
    if (execution.phase == Phase::ForBulkhead)
        execution.holdsBulkhead = !execution.place->guards->bulkhead(step.guards.bulkhead).abandon(token);
    endAttempt(slot, Outcome::TimedOut);
}

void StepRunner::finish(std::uint32_t slot, Outcome outcome) {
    Execution& execution = m_executions[slot];
    ExecutionObserver* observer = execution.observer;
    const std::uint64_t observerToken = execution.observerToken;
    m_executions.release(slot);
    observer->onExecutionDone(observerToken, outcome);
}

void StepRunner::abandonAll(const Workplace& place) {
    for (std::uint32_t slot = 0; slot < m_executions.capacity(); ++slot) {
        if (!m_executions.isLive(slot) || m_executions[slot].place != &place) continue;
        if (m_executions[slot].phase == Phase::OnCpu) m_context.infrastructure.cancel(m_executions[slot].work);
        m_executions.release(slot);
    }
}

}  // namespace headroom::sim
