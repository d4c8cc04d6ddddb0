#include "model/rules/resilience/consecutive_failure_breaker.h"

#include <utility>

namespace headroom::rules {

namespace {

const char* nameOf(ConsecutiveFailureBreaker::State state) {
    switch (state) {
        case ConsecutiveFailureBreaker::State::Closed: return "closed";
        case ConsecutiveFailureBreaker::State::HalfOpen: return "half-open";
        case ConsecutiveFailureBreaker::State::Open: break;
    }
    return "open";
}

const char* ruleOf(ConsecutiveFailureBreaker::State target) {
    switch (target) {
        case ConsecutiveFailureBreaker::State::Closed: return "consecutiveFailureBreaker.close";
        case ConsecutiveFailureBreaker::State::HalfOpen: return "consecutiveFailureBreaker.halfOpen";
        case ConsecutiveFailureBreaker::State::Open: break;
    }
    return "consecutiveFailureBreaker.open";
}

}  // namespace

ConsecutiveFailureBreaker::ConsecutiveFailureBreaker(const model::ConsecutiveFailureBreakerConfig& config, model::Instant now)
    : m_config(config) {
    newGeneration(now);
}

std::optional<std::uint64_t> ConsecutiveFailureBreaker::tryBegin(model::Instant now) {
    refresh(now);
    if (m_state == State::Open) return std::nullopt;
    if (m_state == State::HalfOpen && m_counts.requests >= m_config.maxRequests) return std::nullopt;
    ++m_counts.requests;
    return m_generation;
}

void ConsecutiveFailureBreaker::end(model::Instant now, std::uint64_t generation, bool successful) {
    refresh(now);
    if (generation != m_generation || m_state == State::Open) return;
    if (successful) {
        ++m_counts.consecutiveSuccesses;
        m_counts.consecutiveFailures = 0;
        if (m_state == State::HalfOpen && m_counts.consecutiveSuccesses >= m_config.maxRequests)
            enter(State::Closed, now, std::to_string(m_counts.consecutiveSuccesses) + " calls in a row succeeded",
                  {{"consecutiveSuccesses", static_cast<double>(m_counts.consecutiveSuccesses), "calls"}});
        return;
    }
    if (m_state == State::HalfOpen) {
        enter(State::Open, now, "a trial call failed", {});
        return;
    }
    ++m_counts.consecutiveFailures;
    m_counts.consecutiveSuccesses = 0;
    if (m_counts.consecutiveFailures > m_config.consecutiveFailures)
        enter(State::Open, now,
              std::to_string(m_counts.consecutiveFailures) + " calls in a row failed, more than " +
                  std::to_string(m_config.consecutiveFailures),
              {{"consecutiveFailures", static_cast<double>(m_counts.consecutiveFailures), "calls"},
               {"threshold", static_cast<double>(m_config.consecutiveFailures), "calls"}});
}

ConsecutiveFailureBreaker::State ConsecutiveFailureBreaker::state(model::Instant now) {
    refresh(now);
    return m_state;
}

void ConsecutiveFailureBreaker::refresh(model::Instant now) {
    if (m_expiry.isNever() || m_expiry >= now) return;
    if (m_state == State::Closed) {
        newGeneration(now);
    } else if (m_state == State::Open) {
        enter(State::HalfOpen, now, formatNumber(m_config.timeout.toSeconds()) + " s in state open are over",
              {{"timeout", m_config.timeout.toSeconds(), "s"}});
    }
}

void ConsecutiveFailureBreaker::enter(State target, model::Instant now, const std::string& why, std::vector<ReasonValue> inputs) {
    Reason reason;
    reason.rule = ruleOf(target);
    reason.inputs = std::move(inputs);
    reason.result = nameOf(target);
    reason.sentence = std::string("Breaker ") + nameOf(m_state) + " → " + nameOf(target) + ": " + why;
    reason.source = "sony/gobreaker gobreaker.go";
    m_transitions.push_back({m_state, target, now, std::move(reason)});
    m_state = target;
    newGeneration(now);
}

void ConsecutiveFailureBreaker::newGeneration(model::Instant now) {
    ++m_generation;
    m_counts = {};
    m_expiry = model::Instant::never();
    if (m_state == State::Closed && m_config.interval > model::Duration{0}) m_expiry = now + m_config.interval;
    if (m_state == State::Open) m_expiry = now + m_config.timeout;
}

std::vector<ConsecutiveFailureBreaker::Transition> ConsecutiveFailureBreaker::takeTransitions() {
    return std::exchange(m_transitions, {});
}

}  // namespace headroom::rules
