#include "model/rules/resilience/circuit_breaker.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "model/rules/resilience/circuit_breaker_reason.h"

namespace headroom::rules {

namespace {

using WindowType = model::CircuitBreakerConfig::SlidingWindowType;

// Single precision on purpose: the library computes its rates in float.
float percent(int part, int total) {
    return static_cast<float>(part) * 100.0F / static_cast<float>(total);
}

model::Duration wholeMilliseconds(model::Duration duration) {
    return model::Duration::milliseconds(duration.toMilliseconds());
}

}  // namespace

std::string_view stateName(CircuitBreaker::State state) {
    switch (state) {
        case CircuitBreaker::State::Closed: return "CLOSED";
        case CircuitBreaker::State::Open: return "OPEN";
        case CircuitBreaker::State::HalfOpen: return "HALF_OPEN";
        case CircuitBreaker::State::Disabled: return "DISABLED";
        case CircuitBreaker::State::MetricsOnly: return "METRICS_ONLY";
        case CircuitBreaker::State::ForcedOpen: return "FORCED_OPEN";
    }
    throw std::logic_error("stateName: no such state");
}

CircuitBreaker::CircuitBreaker(const model::CircuitBreakerConfig& config, model::Instant now, State initial,
                               WaitInterval waitInterval)
    : m_config(config),
      m_waitInterval(std::move(waitInterval)),
      m_state(State::Closed),
      m_window(config.slidingWindowType, config.slidingWindowSize, now) {
    resetWindow(config.slidingWindowType, config.slidingWindowSize, now);
    if (initial == State::Closed) return;
    enter(initial, now, {});
    // The library counts an initial half-open or forced-open state as a first attempt.
    if (initial == State::HalfOpen || initial == State::ForcedOpen) m_attempts = 1;
    m_transitions.clear();
}

bool CircuitBreaker::tryAcquirePermission(model::Instant now) {
    if (m_state == State::Open) {
        if (now <= m_retryAfter) {
            ++m_notPermitted;
            return false;
        }
        halfOpen(now, breaker::waitReason(State::Open, State::HalfOpen, m_openWait));
    }
    if (m_state == State::HalfOpen) {
        if (m_permits > 0) {
            --m_permits;
            return true;
        }
        ++m_notPermitted;
        return false;
    }
    if (m_state == State::ForcedOpen) {
        ++m_notPermitted;
        return false;
    }
    return true;
}

void CircuitBreaker::releasePermission() {
    // Also for calls that began before this state and never took a permit, as in the library.
    if (m_state == State::HalfOpen) ++m_permits;
}

void CircuitBreaker::onSuccess(model::Instant now, model::Duration elapsed) {
    record(now, elapsed, false);
}

void CircuitBreaker::onError(model::Instant now, model::Duration elapsed) {
    record(now, elapsed, true);
}

void CircuitBreaker::record(model::Instant now, model::Duration elapsed, bool failed) {
    if (m_state == State::Disabled || m_state == State::ForcedOpen) return;
    m_window.record(now, failed, elapsed > m_config.slowCallDurationThreshold);
    if (m_state == State::Closed || m_state == State::HalfOpen) decide(now);
}

void CircuitBreaker::decide(model::Instant now) {
    const Metrics current = metrics(now);
    if (current.failureRate < 0 || current.slowCallRate < 0) return;
    const bool exceeded =
        current.failureRate >= m_config.failureRateThreshold || current.slowCallRate >= m_config.slowCallRateThreshold;
    if (exceeded) {
        open(now, breaker::ratesReason(m_config, current, m_state, State::Open));
    } else if (m_state == State::HalfOpen) {
        enter(State::Closed, now, breaker::ratesReason(m_config, current, m_state, State::Closed));
    }
}

CircuitBreaker::Metrics CircuitBreaker::metrics(model::Instant now) {
    Metrics result;
    result.buffered = m_window.counts(now);
    result.notPermittedCalls = m_notPermitted;
    if (result.buffered.total == 0 || result.buffered.total < m_minimumCalls) return result;
    result.failureRate = percent(result.buffered.failed, result.buffered.total);
    result.slowCallRate = percent(result.buffered.slow, result.buffered.total);
    return result;
}

void CircuitBreaker::transitionTo(State target, model::Instant now) {
    enter(target, now, breaker::operatorReason(m_state, target));
}

void CircuitBreaker::onTimer(model::Instant now) {
    if (m_timer.isNever() || now < m_timer) return;
    if (m_state == State::Open) {
        halfOpen(now, breaker::waitReason(State::Open, State::HalfOpen, m_openWait));
        return;
    }
    const bool toOpen = m_config.transitionToStateAfterWaitDuration == model::CircuitBreakerConfig::StateAfterHalfOpenWait::Open;
    const State target = toOpen ? State::Open : State::Closed;
    enter(target, now, breaker::waitReason(State::HalfOpen, target, m_config.maxWaitDurationInHalfOpenState));
}

void CircuitBreaker::enter(State target, model::Instant now, Reason reason) {
    if (target == State::Open) return open(now, std::move(reason));
    if (target == State::HalfOpen) return halfOpen(now, std::move(reason));
    m_transitions.push_back({m_state, target, now, std::move(reason)});
    m_attempts = target == State::ForcedOpen ? m_attempts + 1 : 0;
    m_state = target;
    m_timer = m_retryAfter = model::Instant::never();
    const bool counts = target == State::Closed || target == State::MetricsOnly;
    resetWindow(counts ? m_config.slidingWindowType : WindowType::CountBased, counts ? m_config.slidingWindowSize : 0, now);
}

void CircuitBreaker::open(model::Instant now, Reason reason) {
    m_transitions.push_back({m_state, State::Open, now, std::move(reason)});
    ++m_attempts;
    m_state = State::Open;
    m_openWait = wholeMilliseconds(m_waitInterval ? m_waitInterval(m_attempts) : m_config.waitDurationInOpenState);
    m_retryAfter = now + m_openWait;
    m_timer = m_config.automaticTransitionFromOpenToHalfOpenEnabled ? m_retryAfter : model::Instant::never();
    // The open state keeps the window (and the count of refused calls) of the state before; late results go there.
}

void CircuitBreaker::halfOpen(model::Instant now, Reason reason) {
    m_transitions.push_back({m_state, State::HalfOpen, now, std::move(reason)});
    m_state = State::HalfOpen;
    m_permits = m_config.permittedNumberOfCallsInHalfOpenState;
    m_retryAfter = model::Instant::never();
    const model::Duration maximum = wholeMilliseconds(m_config.maxWaitDurationInHalfOpenState);
    m_timer = maximum >= model::Duration::milliseconds(1) ? now + maximum : model::Instant::never();
    resetWindow(WindowType::CountBased, m_config.permittedNumberOfCallsInHalfOpenState, now);
}

void CircuitBreaker::resetWindow(WindowType type, int size, model::Instant now) {
    m_window = OutcomeWindow(type, size, now);
    m_minimumCalls =
        type == WindowType::CountBased ? std::min(m_config.minimumNumberOfCalls, size) : m_config.minimumNumberOfCalls;
    m_notPermitted = 0;
}

std::vector<CircuitBreaker::Transition> CircuitBreaker::takeTransitions() {
    return std::exchange(m_transitions, {});
}

}  // namespace headroom::rules
