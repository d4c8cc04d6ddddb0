#pragma once
// The words for a circuit breaker's transitions; internal to the rule.

#include "model/rules/resilience/circuit_breaker.h"

namespace headroom::rules::breaker {

/// Explains a decision taken on the rates of the window.
Reason ratesReason(const model::CircuitBreakerConfig& config, const CircuitBreaker::Metrics& metrics, CircuitBreaker::State from,
                   CircuitBreaker::State to);

/// Explains a change because a wait ended: of the open state, or of the half-open state.
Reason waitReason(CircuitBreaker::State from, CircuitBreaker::State to, model::Duration waited);

/// Explains a change an operator asked for.
Reason operatorReason(CircuitBreaker::State from, CircuitBreaker::State to);

}  // namespace headroom::rules::breaker
