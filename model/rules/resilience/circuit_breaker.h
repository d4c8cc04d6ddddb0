#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "model/config/resilience.h"
#include "model/quantities.h"
#include "model/rules/reason.h"
#include "model/rules/resilience/outcome_window.h"

namespace headroom::rules {

/// Decides which calls are permitted from the outcomes of earlier ones, as Resilience4j's CircuitBreaker does.
/// A result counts in the state that is current when the call *ends*, whatever the state was when it began.
/// Instants passed in never decrease. Call onTimer() at nextTimer(); nothing else happens by itself.
/// Source: resilience4j-circuitbreaker 2.4.0, CircuitBreakerStateMachine and CircuitBreakerMetrics.
class CircuitBreaker {
public:
    enum class State { Closed, Open, HalfOpen, Disabled, MetricsOnly, ForcedOpen };

    /// A change of state and why.
    struct Transition {
        State from;
        State to;
        model::Instant at;
        Reason reason;
    };

    /// What the breaker has counted in its current state.
    struct Metrics {
        float failureRate = -1;   ///< percent; -1 below the minimum number of calls
        float slowCallRate = -1;  ///< percent; -1 below the minimum number of calls
        OutcomeCounts buffered;
        std::int64_t notPermittedCalls = 0;
    };

    /// Gives the wait in the open state for an attempt number that starts at 1.
    using WaitInterval = std::function<model::Duration(int attempt)>;

    /// Starts in `initial` at `now`; without `waitInterval` the wait is the configured one whatever the attempt.
    CircuitBreaker(const model::CircuitBreakerConfig& config, model::Instant now, State initial = State::Closed,
                   WaitInterval waitInterval = {});

    /// Returns whether a call may begin; in the half-open state this uses one of its permits.
    bool tryAcquirePermission(model::Instant now);

    /// Gives back the permission of a call whose result is ignored; in the half-open state this adds a permit.
    void releasePermission();

    /// Records a call that ended well after `elapsed`, which counts from its permission.
    void onSuccess(model::Instant now, model::Duration elapsed);

    /// Records a call that ended in a recorded failure after `elapsed`.
    void onError(model::Instant now, model::Duration elapsed);

    /// Moves to `target` at once, as the operator's transitionTo...State() does; to Closed the window is empty.
    void transitionTo(State target, model::Instant now);

    /// Returns when the state changes by itself, or never: open to half-open when automatic, end of the half-open wait.
    model::Instant nextTimer() const { return m_timer; }

    /// Makes the change that is due at nextTimer(); does nothing earlier.
    void onTimer(model::Instant now);

    State state() const { return m_state; }
    /// Number of times in a row the breaker opened without closing in between.
    int attempts() const { return m_attempts; }
    /// Permits left in the half-open state; 0 in any other.
    int permitsLeft() const { return m_state == State::HalfOpen ? m_permits : 0; }
    /// When an open breaker lets the first call try again (strictly after it).
    model::Instant retryAfter() const { return m_retryAfter; }
    /// Returns the metrics of the current state at `now`; an open breaker shows those of the state before.
    Metrics metrics(model::Instant now);

    /// Returns the transitions since the last call, oldest first, and forgets them.
    std::vector<Transition> takeTransitions();

private:
    void record(model::Instant now, model::Duration elapsed, bool failed);
    void decide(model::Instant now);
    void enter(State target, model::Instant now, Reason reason);
    void open(model::Instant now, Reason reason);
    void halfOpen(model::Instant now, Reason reason);
    void resetWindow(model::CircuitBreakerConfig::SlidingWindowType type, int size, model::Instant now);

    model::CircuitBreakerConfig m_config;
    WaitInterval m_waitInterval;
    State m_state;
    int m_attempts = 0;
    int m_permits = 0;
    int m_minimumCalls = 0;
    std::int64_t m_notPermitted = 0;
    OutcomeWindow m_window;
    model::Duration m_openWait{0};
    model::Instant m_retryAfter = model::Instant::never();
    model::Instant m_timer = model::Instant::never();
    std::vector<Transition> m_transitions;
};

/// Returns Resilience4j's name of a state, such as "HALF_OPEN".
std::string_view stateName(CircuitBreaker::State state);

}  // namespace headroom::rules
