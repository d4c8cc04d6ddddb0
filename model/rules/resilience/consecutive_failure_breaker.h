#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/config/resilience.h"
#include "model/quantities.h"
#include "model/rules/reason.h"

namespace headroom::rules {

/// A breaker that trips after too many failures in a row, as sony/gobreaker does with its default ReadyToTrip.
/// A result counts only in the generation its call began in; later ones drop it (the opposite of Resilience4j).
/// Source: gobreaker v2.4.0 gobreaker.go, without the rolling buckets of BucketPeriod.
class ConsecutiveFailureBreaker {
public:
    enum class State { Closed, HalfOpen, Open };

    struct Transition {
        State from;
        State to;
        model::Instant at;
        Reason reason;
    };

    ConsecutiveFailureBreaker(const model::ConsecutiveFailureBreakerConfig& config, model::Instant now);

    /// Returns the generation the call begins in, to be handed to end(), or nothing when it is refused.
    std::optional<std::uint64_t> tryBegin(model::Instant now);

    /// Records the result of a call that began in `generation`.
    void end(model::Instant now, std::uint64_t generation, bool successful);

    /// Returns the state at `now`; an expired open state becomes half-open by looking.
    State state(model::Instant now);

    int consecutiveFailures() const { return m_counts.consecutiveFailures; }
    int requests() const { return m_counts.requests; }

    /// Returns the transitions since the last call, oldest first, and forgets them.
    std::vector<Transition> takeTransitions();

private:
    struct Counts {
        int requests = 0;
        int consecutiveSuccesses = 0;
        int consecutiveFailures = 0;
    };
    void refresh(model::Instant now);
    void enter(State target, model::Instant now, const std::string& why, std::vector<ReasonValue> inputs);
    void newGeneration(model::Instant now);

    model::ConsecutiveFailureBreakerConfig m_config;
    State m_state = State::Closed;
    std::uint64_t m_generation = 0;
    Counts m_counts;
    model::Instant m_expiry = model::Instant::never();
    std::vector<Transition> m_transitions;
};

}  // namespace headroom::rules
