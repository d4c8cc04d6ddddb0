#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "sim/components/execution/outcome.h"
#include "sim/components/execution/program.h"
#include "sim/components/execution/timeout_queue.h"
#include "sim/components/execution/workplace.h"
#include "sim/world/context.h"
#include "sim/world/slot_pool.h"

namespace headroom::sim {

/// Told when an execution ended. The execution is gone by then.
class ExecutionObserver {
public:
    virtual void onExecutionDone(std::uint64_t token, Outcome outcome) = 0;

protected:
    ~ExecutionObserver() = default;
};

/// What an execution carries from the load that caused it.
struct Cause {
    Instant origin;        ///< when the client's journey began
    std::uint64_t id = 0;  ///< of the journey
};

/// Executes programs step by step: the one place that knows what a step does. An execution is a small state machine in a
/// pool; it is addressed by a token (slot, generation, call sequence), so that an answer that comes too late finds nobody.
class StepRunner final : public EventTarget, public WorkListener, public TimeoutListener {
public:
    explicit StepRunner(Context& context) : m_context(context) {}

    /// Starts a program; the observer hears of its end, never from inside this call unless the program has no step that
    /// takes time.
    void start(Workplace& place, const Program& program, Cause cause, ExecutionObserver& observer, std::uint64_t observerToken);

    /// Sends one record from a workplace and waits for its acknowledgement.
    void publishFor(Workplace& place, const OutgoingRecord& record, ExecutionObserver& observer, std::uint64_t observerToken);

    /// Gives one record to the producer; the observer hears when it was taken, which may be within this call.
    void handOver(Workplace& place, const OutgoingRecord& record, ExecutionObserver& observer, std::uint64_t observerToken);

    /// Continues the execution that waits under this token; a stale token is ignored.
    void resume(std::uint64_t token, Outcome outcome);
    /// The place of the execution that waits under this token; null when it is stale.
    const Workplace* workplaceOf(std::uint64_t token) const;

    /// Ends every execution of a workplace without telling observers; CPU work is cancelled, connections are dropped.
    void abandonAll(const Workplace& place);
    std::size_t liveCount() const { return m_executions.liveCount(); }

    /// Event codes are Outcomes, or one of ours; the argument is the token.
    void onEvent(std::uint32_t code, std::uint64_t token) override;
    void onWork(std::uint64_t token, WorkOutcome outcome) override;
    void onTimeout(std::uint64_t token) override;
    bool isWaiting(std::uint64_t token) const override;

private:
    enum Code : std::uint32_t { TimeLimit = 100, BulkheadExpiry };
    enum class Phase : std::uint8_t {
        Ready,
        OnCpu,
        Waiting,
        ForConnection,
        AtStore,
        AtService,
        AtBroker,
        BackingOff,
        ForRateLimiter,
        ForBulkhead
    };
    struct Execution {
        std::uint16_t sequence = 0;  ///< counts what was waited for
        std::uint16_t step = 0;
        Phase phase = Phase::Ready;
        bool holdsConnection = false;
        bool holdsBreaker = false;   ///< a permission whose result is to be recorded
        bool holdsBulkhead = false;
        std::uint16_t attempts = 0;  ///< of the present step
        std::uint16_t attemptId = 0; ///< tells time limits of earlier attempts apart
        Workplace* place = nullptr;
        const Program* program = nullptr;
        ExecutionObserver* observer = nullptr;
        std::uint64_t observerToken = 0;
        Cause cause;
        Instant attemptStarted;
        WorkHandle work;
    };

    std::uint64_t tokenOf(std::uint32_t slot) const;
    std::uint64_t await(std::uint32_t slot, Phase phase);
    std::uint32_t findLive(std::uint64_t token) const;
    std::uint32_t occupy(Workplace& place, const Program& program, Cause cause, ExecutionObserver& observer,
                         std::uint64_t observerToken);
    void run(std::uint32_t slot);
    bool perform(std::uint32_t slot, const CompiledStep& step);
    bool startCpu(std::uint32_t slot, const CompiledStep& step);
    bool startWait(std::uint32_t slot, const CompiledStep& step);
    bool publish(std::uint32_t slot, const CompiledStep& step);
    void beginAttempt(std::uint32_t slot, const CompiledStep& step);
    bool passBreaker(std::uint32_t slot, const CompiledStep& step);
    void passRateLimiter(std::uint32_t slot, const CompiledStep& step);
    void passBulkhead(std::uint32_t slot, const CompiledStep& step);
    void startTimeLimit(std::uint32_t slot, const CompiledStep& step);
    void callTarget(std::uint32_t slot, const CompiledStep& step);
    void releaseGuards(std::uint32_t slot, const CompiledStep& step, Outcome outcome);
    bool retryLater(std::uint32_t slot, const CompiledStep& step, Outcome outcome);
    void askForConnection(std::uint32_t slot, const CompiledStep& step);
    void sendToStore(std::uint32_t slot, const CompiledStep& step);
    void endAttempt(std::uint32_t slot, Outcome outcome);
    void releaseConnection(std::uint32_t slot);
    void finish(std::uint32_t slot, Outcome outcome);
    void setTimeout(Duration length, std::uint64_t token);

    Context& m_context;
    SlotPool<Execution> m_executions;
    std::deque<TimeoutQueue> m_timeouts;
    Program m_nothing{"nothing", {}};
    std::uint64_t m_nextRecord = 1;
};

}  // namespace headroom::sim
