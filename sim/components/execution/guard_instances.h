#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "model/rules/resilience/atomic_rate_limiter.h"
#include "model/rules/resilience/circuit_breaker.h"
#include "model/rules/resilience/retry_policy.h"
#include "model/rules/resilience/semaphore_bulkhead.h"
#include "model/scenario/elements.h"
#include "sim/kernel/kernel.h"
#include "sim/world/observatory.h"

namespace headroom::sim {

/// Which instances guard a step: indices into GuardInstances; -1: none. Order, outermost first, as Spring applies them:
/// retry, circuit breaker, rate limiter, time limiter, bulkhead.
struct CompiledGuards {
    std::int16_t retry = -1;
    std::int16_t breaker = -1;
    std::int16_t rateLimiter = -1;
    std::int16_t bulkhead = -1;
    model::Duration timeLimit{0};  ///< 0: none

    bool any() const { return retry >= 0 || breaker >= 0 || rateLimiter >= 0 || bulkhead >= 0 || timeLimit.ns > 0; }
    /// Indices follow the name order of the service's declarations. Throws std::out_of_range for an unknown name.
    static CompiledGuards of(const model::Service& service, const model::Guards& guards);
};

/// The Resilience4j instances of one process, under their rules, with their transitions told to the trace.
class GuardInstances final : public EventTarget {
public:
    GuardInstances(Kernel& kernel, Observatory& observatory, const model::Service& service, std::string pod);

    ~GuardInstances();
    GuardInstances(const GuardInstances&) = delete;
    GuardInstances& operator=(const GuardInstances&) = delete;
    /// Takes over the counters, but no state, of the process before.
    void continueCounting(const GuardInstances& before);

    bool tryAcquireBreaker(std::int16_t breaker);
    void recordResult(std::int16_t breaker, bool isOk, Duration elapsed);
    /// The pause before the next attempt; none when the policy has had enough.
    std::optional<Duration> retryAfter(std::int16_t retry, int failures, double draw, bool notPermitted) const;
    rules::AtomicRateLimiter& rateLimiter(std::int16_t index) { return m_rateLimiters[static_cast<std::size_t>(index)]; }
    rules::SemaphoreBulkhead& bulkhead(std::int16_t index) { return m_bulkheads[static_cast<std::size_t>(index)]; }

    int openBreakers() const;
    std::int64_t notPermitted() const { return m_notPermitted; }
    /// The longest time a breaker took to open after its window first crossed the threshold; and after its first failure.
    Duration slowestReaction() const { return m_slowestReaction; }
    Duration slowestDetection() const { return m_slowestDetection; }

    void onEvent(std::uint32_t code, std::uint64_t breaker) override;

private:
    struct Breaker {
        std::string name;
        rules::CircuitBreaker rule;
        float threshold = 0;
        Instant firstFailure = Instant::never();
        Instant breached = Instant::never();
        EventHandle timer;
    };
    void tellTransitions(std::size_t index);

    Kernel& m_kernel;
    Observatory& m_observatory;
    std::string m_service;
    std::string m_pod;
    std::deque<Breaker> m_breakers;
    std::deque<rules::RetryPolicy> m_retries;
    std::deque<rules::AtomicRateLimiter> m_rateLimiters;
    std::deque<rules::SemaphoreBulkhead> m_bulkheads;
    std::int64_t m_notPermitted = 0;
    Duration m_slowestReaction{0};
    Duration m_slowestDetection{0};
};

}  // namespace headroom::sim
