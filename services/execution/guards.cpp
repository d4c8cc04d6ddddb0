#include "services/execution/guards.h"

#include <algorithm>
#include <chrono>

#include "services/execution/work.h"

namespace headroom::services {

using model::Duration;
using model::Instant;

bool BlockingBulkhead::acquire() {
    std::unique_lock lock(m_mutex);
    const std::uint64_t caller = ++m_callers;
    switch (m_rule.tryAcquire(now(), caller)) {
        case rules::SemaphoreBulkhead::Answer::Acquired: return true;
        case rules::SemaphoreBulkhead::Answer::Refused: return false;
        case rules::SemaphoreBulkhead::Answer::Waiting: break;
    }
    const auto wait = std::chrono::nanoseconds((m_rule.lastExpiry() - now()).ns);
    m_granted.wait_for(lock, wait, [&] { return m_places.count(caller) != 0; });
    if (m_places.erase(caller) != 0) return true;
    m_rule.abandon(caller);
    return false;
}

void BlockingBulkhead::release() {
    const std::scoped_lock lock(m_mutex);
    const auto next = m_rule.release(now());
    if (!next) return;
    m_places.insert(*next);
    m_granted.notify_all();
}

Guards::Guards(const model::Service& service, Metrics& metrics, Log& log) : m_metrics(metrics), m_log(log) {
    const Instant began = now();
    for (const auto& [name, config] : service.circuitBreakers) {
        m_breakers.emplace(name, rules::CircuitBreaker(config, began));
        m_metrics.setBreakerState(name, std::string(rules::stateName(rules::CircuitBreaker::State::Closed)));
    }
    for (const auto& [name, config] : service.rateLimiters) m_rateLimiters.emplace(name, rules::AtomicRateLimiter(config, began));
    for (const auto& [name, config] : service.retries) m_retries.emplace(name, rules::RetryPolicy(config));
    for (const auto& [name, config] : service.bulkheads) m_bulkheads.emplace(name, std::make_unique<BlockingBulkhead>(config));
    for (const auto& [name, config] : service.timeLimiters) m_timeLimits.emplace(name, config.timeoutDuration);
}

Outcome Guards::run(const model::Guards& names, Duration timeout, const Draw& draw, const Attempt& attempt) {
    for (int failures = 1;; ++failures) {
        const Outcome outcome = once(names, timeout, attempt);
        if (isOk(outcome) || names.retry.empty()) return outcome;
        const auto pause = m_retries.at(names.retry).afterFailure(failures, draw(failures), outcome == Outcome::NotPermitted);
        if (!pause) return outcome;
        rest(*pause);
    }
}

Outcome Guards::once(const model::Guards& names, Duration timeout, const Attempt& attempt) {
    if (names.circuitBreaker.empty()) return limited(names, timeout, attempt);
    if (!isPermitted(names.circuitBreaker)) return Outcome::NotPermitted;
    const Instant began = now();
    const Outcome outcome = limited(names, timeout, attempt);
    record(names.circuitBreaker, outcome, now() - began);
    return outcome;
}

Outcome Guards::limited(const model::Guards& names, Duration timeout, const Attempt& attempt) {
    if (!names.rateLimiter.empty()) {
        rules::AtomicRateLimiter::Answer answer;
        {
            const std::scoped_lock lock(m_mutex);
            answer = m_rateLimiters.at(names.rateLimiter).acquire(now());
        }
        rest(answer.wait);
        if (!answer.permitted) return Outcome::Rejected;
    }
    const Duration limit = names.timeLimiter.empty() ? Duration::infinite() : m_timeLimits.at(names.timeLimiter);
    if (names.bulkhead.empty()) return attempt(std::min(timeout, limit));
    BlockingBulkhead& bulkhead = *m_bulkheads.at(names.bulkhead);
    const Instant asked = now();
    if (!bulkhead.acquire()) return Outcome::Rejected;
    // The time limit counts from before the bulkhead.
    const Duration left = limit.isInfinite() ? limit : limit - (now() - asked);
    const Outcome outcome = left.ns > 0 ? attempt(std::min(timeout, left)) : Outcome::TimedOut;
    bulkhead.release();
    return outcome;
}

bool Guards::isPermitted(const std::string& name) {
    const std::scoped_lock lock(m_mutex);
    rules::CircuitBreaker& breaker = m_breakers.at(name);
    const Instant at = now();
    if (breaker.nextTimer() <= at) breaker.onTimer(at);
    const bool permitted = breaker.tryAcquirePermission(at);
    if (!permitted) m_metrics.callsNotPermitted(name).add();
    tellTransitions(name, breaker);
    return permitted;
}

void Guards::record(const std::string& name, Outcome outcome, Duration elapsed) {
    const std::scoped_lock lock(m_mutex);
    rules::CircuitBreaker& breaker = m_breakers.at(name);
    const Instant at = now();
    if (breaker.nextTimer() <= at) breaker.onTimer(at);
    if (isOk(outcome))
        breaker.onSuccess(at, elapsed);
    else
        breaker.onError(at, elapsed);
    tellTransitions(name, breaker);
}

void Guards::tellTransitions(const std::string& name, rules::CircuitBreaker& breaker) {
    for (const auto& transition : breaker.takeTransitions()) {
        m_metrics.setBreakerState(name, std::string(rules::stateName(transition.to)));
        const bool isOpen = transition.to == rules::CircuitBreaker::State::Open;
        const Log::Fields fields{{"breaker", name},
                                 {"from", rules::stateName(transition.from)},
                                 {"to", rules::stateName(transition.to)},
                                 {"reason", transition.reason.sentence}};
        if (isOpen)
            m_log.warn("breaker", "circuit breaker " + name + " opened", fields);
        else
            m_log.info("breaker", "circuit breaker " + name + " changed", fields);
    }
}

std::map<std::string, rules::CircuitBreaker::State> Guards::breakerStates() {
    const std::scoped_lock lock(m_mutex);
    std::map<std::string, rules::CircuitBreaker::State> states;
    for (const auto& [name, breaker] : m_breakers) states[name] = breaker.state();
    return states;
}

}  // namespace headroom::services
