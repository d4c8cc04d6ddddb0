#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "model/rules/resilience/circuit_breaker.h"
#include "tests/conformance/trace_file.h"

namespace headroom::conformance {
namespace {

using model::CircuitBreakerConfig;
using model::Duration;
using model::Instant;
using rules::CircuitBreaker;

CircuitBreakerConfig configOf(const TraceLine& line) {
    CircuitBreakerConfig config;
    config.failureRateThreshold = line.single(1);
    config.slowCallRateThreshold = line.single(2);
    config.slowCallDurationThreshold = Duration{line.integer(3)};
    config.slidingWindowType = line.text(4) == "T" ? CircuitBreakerConfig::SlidingWindowType::TimeBased
                                                   : CircuitBreakerConfig::SlidingWindowType::CountBased;
    config.slidingWindowSize = line.small(5);
    config.minimumNumberOfCalls = line.small(6);
    config.permittedNumberOfCallsInHalfOpenState = line.small(7);
    config.waitDurationInOpenState = Duration{line.integer(8)};
    config.maxWaitDurationInHalfOpenState = Duration{line.integer(9)};
    config.transitionToStateAfterWaitDuration = line.text(10) == "O" ? CircuitBreakerConfig::StateAfterHalfOpenWait::Open
                                                                     : CircuitBreakerConfig::StateAfterHalfOpenWait::Closed;
    config.automaticTransitionFromOpenToHalfOpenEnabled = line.flag(11);
    return config;
}

// Does one step of the trace; returns whether a call was permitted.
bool apply(CircuitBreaker& breaker, const TraceLine& line, Instant now) {
    switch (line.text(0)[0]) {
        case 'a': return breaker.tryAcquirePermission(now);
        case 's': breaker.onSuccess(now, Duration{line.integer(2)}); break;
        case 'e': breaker.onError(now, Duration{line.integer(2)}); break;
        case 'r': breaker.releasePermission(); break;
        case 't':
            EXPECT_EQ(breaker.nextTimer(), now) << "line " << line.number;
            breaker.onTimer(now);
            break;
        case 'm': breaker.transitionTo(static_cast<CircuitBreaker::State>(line.small(2)), now); break;
        default: ADD_FAILURE() << "line " << line.number;
    }
    return false;
}

void expectMetrics(const CircuitBreaker::Metrics& actual, const TraceLine& expected, const TraceLine& at) {
    EXPECT_EQ(actual.failureRate, expected.single(5)) << "line " << at.number;
    EXPECT_EQ(actual.slowCallRate, expected.single(6)) << "line " << at.number;
    EXPECT_EQ(actual.buffered,
              (rules::OutcomeCounts{expected.small(7), expected.small(8), expected.small(9), expected.small(10)}))
        << "line " << at.number;
    EXPECT_EQ(actual.notPermittedCalls, expected.integer(11)) << "line " << at.number;
}

TEST(CircuitBreakerConformance, agreesWithResilience4jOnEveryStep) {
    const auto lines = readTrace(HEADROOM_TRACES "/circuit_breaker.csv");
    std::unique_ptr<CircuitBreaker> breaker;
    Instant now;
    const TraceLine* metrics = nullptr;
    std::set<std::pair<CircuitBreaker::State, CircuitBreaker::State>> seen;
    int steps = 0;
    for (const TraceLine& line : lines) {
        if (line.text(0) == "C") {
            now = Instant{line.integer(13)};
            breaker = std::make_unique<CircuitBreaker>(configOf(line), now, static_cast<CircuitBreaker::State>(line.small(12)));
            continue;
        }
        now = now + Duration{line.integer(1)};
        // A timer that the library fired must not be one that we miss, and the other way round.
        if (line.text(0) != "t") {
            EXPECT_GT(breaker->nextTimer(), now) << "line " << line.number;
        }
        const bool permitted = apply(*breaker, line, now);
        if (line.text(0) == "a") {
            EXPECT_EQ(permitted, line.flag(3)) << "line " << line.number;
        }
        EXPECT_EQ(breaker->state(), static_cast<CircuitBreaker::State>(line.small(4))) << "line " << line.number;
        if (line.text(5) != "=") metrics = &line;
        expectMetrics(breaker->metrics(now), *metrics, line);
        for (const auto& transition : breaker->takeTransitions()) seen.insert({transition.from, transition.to});
        ++steps;
        if (HasFailure()) FAIL() << "stopped at line " << line.number;
    }
    EXPECT_GT(steps, 10000);
    using State = CircuitBreaker::State;
    for (const auto& change : {std::pair{State::Closed, State::Open},
                               {State::Open, State::HalfOpen},
                               {State::HalfOpen, State::Open},
                               {State::HalfOpen, State::Closed}})
        EXPECT_TRUE(seen.contains(change)) << stateName(change.first) << " to " << stateName(change.second);
}

}  // namespace
}  // namespace headroom::conformance
