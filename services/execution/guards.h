#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "model/rules/resilience/atomic_rate_limiter.h"
#include "model/rules/resilience/circuit_breaker.h"
#include "model/rules/resilience/retry_policy.h"
#include "model/rules/resilience/semaphore_bulkhead.h"
#include "model/scenario/elements.h"
#include "services/execution/outcome.h"
#include "services/metrics/metrics.h"
#include "services/process/log.h"

namespace headroom::services {

/// A bulkhead whose callers are threads.
class BlockingBulkhead {
public:
    explicit BlockingBulkhead(const model::BulkheadConfig& config) : m_rule(config) {}
    /// Waits as long as the bulkhead lets its callers; false: refused.
    bool acquire();
    void release();

private:
    std::mutex m_mutex;
    std::condition_variable m_granted;
    rules::SemaphoreBulkhead m_rule;
    std::uint64_t m_callers = 0;
    std::set<std::uint64_t> m_places;  ///< of those who waited and got one
};

/// The Resilience4j instances of one pod, under their rules, played by threads that block.
class Guards {
public:
    /// What is guarded, within that time.
    using Attempt = std::function<Outcome(model::Duration limit)>;
    /// The draw in [0, 1) of the pause after a failure.
    using Draw = std::function<double(int failures)>;

    /// All outlive it.
    Guards(const model::Service& service, Metrics& metrics, Log& log);

    /// Retry( CircuitBreaker( RateLimiter( TimeLimiter( Bulkhead( attempt ))))), those that `names` has. `timeout` is the
    /// attempt's own.
    Outcome run(const model::Guards& names, model::Duration timeout, const Draw& draw, const Attempt& attempt);
    /// Each breaker's state by name.
    std::map<std::string, rules::CircuitBreaker::State> breakerStates();

private:
    Outcome once(const model::Guards& names, model::Duration timeout, const Attempt& attempt);
    Outcome limited(const model::Guards& names, model::Duration timeout, const Attempt& attempt);
    bool isPermitted(const std::string& breaker);
    void record(const std::string& breaker, Outcome outcome, model::Duration elapsed);
    void tellTransitions(const std::string& name, rules::CircuitBreaker& breaker);

    Metrics& m_metrics;
    Log& m_log;
    std::mutex m_mutex;  ///< of breakers and rate limiters
    std::map<std::string, rules::CircuitBreaker> m_breakers;
    std::map<std::string, rules::AtomicRateLimiter> m_rateLimiters;
    std::map<std::string, rules::RetryPolicy> m_retries;
    std::map<std::string, std::unique_ptr<BlockingBulkhead>> m_bulkheads;
    std::map<std::string, model::Duration> m_timeLimits;
};

}  // namespace headroom::services
