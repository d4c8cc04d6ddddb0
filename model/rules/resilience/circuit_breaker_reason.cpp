#include "model/rules/resilience/circuit_breaker_reason.h"

namespace headroom::rules::breaker {

using State = CircuitBreaker::State;

namespace {

Reason base(State from, State to) {
    Reason reason;
    switch (to) {
        case State::Open: reason.rule = "circuitBreaker.open"; break;
        case State::HalfOpen: reason.rule = "circuitBreaker.halfOpen"; break;
        case State::Closed: reason.rule = "circuitBreaker.close"; break;
        default: reason.rule = "circuitBreaker.operator"; break;
    }
    reason.result = stateName(to);
    reason.sentence = "Breaker " + std::string(stateName(from)) + " → " + std::string(stateName(to)) + ": ";
    reason.source = "resilience4j CircuitBreakerStateMachine";
    return reason;
}

std::string comparison(const char* name, float rate, float threshold) {
    return std::string(name) + ' ' + formatNumber(static_cast<double>(rate)) + " % " + (rate >= threshold ? "≥ " : "< ") +
           formatNumber(static_cast<double>(threshold)) + " %";
}

}  // namespace

Reason ratesReason(const model::CircuitBreakerConfig& config, const CircuitBreaker::Metrics& metrics, State from, State to) {
    Reason reason = base(from, to);
    reason.inputs = {{"failureRate", static_cast<double>(metrics.failureRate), "%"},
                     {"failureRateThreshold", static_cast<double>(config.failureRateThreshold), "%"},
                     {"slowCallRate", static_cast<double>(metrics.slowCallRate), "%"},
                     {"slowCallRateThreshold", static_cast<double>(config.slowCallRateThreshold), "%"},
                     {"bufferedCalls", static_cast<double>(metrics.buffered.total), "calls"},
                     {"failedCalls", static_cast<double>(metrics.buffered.failed), "calls"},
                     {"slowCalls", static_cast<double>(metrics.buffered.slow), "calls"}};
    const bool failures = metrics.failureRate >= config.failureRateThreshold;
    const bool slow = metrics.slowCallRate >= config.slowCallRateThreshold;
    // Closing needs both rates below; opening is explained by those that are above.
    const bool both = failures == slow;
    if (both || failures) reason.sentence += comparison("failure rate", metrics.failureRate, config.failureRateThreshold);
    if (both) reason.sentence += ", ";
    if (both || slow) reason.sentence += comparison("slow call rate", metrics.slowCallRate, config.slowCallRateThreshold);
    reason.sentence += " over " + std::to_string(metrics.buffered.total) + " calls";
    return reason;
}

Reason waitReason(State from, State to, model::Duration waited) {
    Reason reason = base(from, to);
    reason.inputs = {
        {from == State::Open ? "waitDurationInOpenState" : "maxWaitDurationInHalfOpenState", waited.toSeconds(), "s"}};
    reason.sentence += formatNumber(waited.toSeconds()) + " s in state " + std::string(stateName(from)) + " are over";
    return reason;
}

Reason operatorReason(State from, State to) {
    Reason reason = base(from, to);
    reason.sentence += "asked for by the operator";
    return reason;
}

}  // namespace headroom::rules::breaker
