#include "model/rules/resilience/consecutive_failure_breaker.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;
using State = ConsecutiveFailureBreaker::State;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

void call(ConsecutiveFailureBreaker& breaker, Instant now, bool successful) {
    const auto generation = breaker.tryBegin(now);
    ASSERT_TRUE(generation.has_value());
    breaker.end(now, *generation, successful);
}

void open(ConsecutiveFailureBreaker& breaker, Instant now) {
    for (int failure = 0; failure < 6; ++failure) call(breaker, now, false);
}

TEST(ConsecutiveFailureBreaker, tripsOnTheSixthFailureInARow) {
    ConsecutiveFailureBreaker breaker({}, at(0));
    for (int failure = 0; failure < 5; ++failure) call(breaker, at(0), false);
    call(breaker, at(0), true);
    for (int failure = 0; failure < 5; ++failure) call(breaker, at(0), false);
    EXPECT_EQ(breaker.state(at(0)), State::Closed);
    call(breaker, at(0), false);
    EXPECT_EQ(breaker.state(at(0)), State::Open);
    EXPECT_FALSE(breaker.tryBegin(at(0)).has_value());
}

TEST(ConsecutiveFailureBreaker, staysOpenUntilStrictlyAfterTheTimeout) {
    ConsecutiveFailureBreaker breaker({}, at(0));
    open(breaker, at(0));
    EXPECT_EQ(breaker.state(at(60)), State::Open);
    EXPECT_EQ(breaker.state(at(60) + Duration{1}), State::HalfOpen);
}

TEST(ConsecutiveFailureBreaker, halfOpenAdmitsMaxRequestsAndClosesAfterAsManySuccesses) {
    model::ConsecutiveFailureBreakerConfig config;
    config.maxRequests = 2;
    ConsecutiveFailureBreaker breaker(config, at(0));
    open(breaker, at(0));
    const auto first = breaker.tryBegin(at(61));
    const auto second = breaker.tryBegin(at(61));
    ASSERT_TRUE(first && second);
    EXPECT_FALSE(breaker.tryBegin(at(61)).has_value());
    breaker.end(at(62), *first, true);
    EXPECT_EQ(breaker.state(at(62)), State::HalfOpen);
    breaker.end(at(62), *second, true);
    EXPECT_EQ(breaker.state(at(62)), State::Closed);
}

TEST(ConsecutiveFailureBreaker, oneFailedTrialOpensAgain) {
    ConsecutiveFailureBreaker breaker({}, at(0));
    open(breaker, at(0));
    call(breaker, at(61), false);
    EXPECT_EQ(breaker.state(at(121)), State::Open);
    EXPECT_EQ(breaker.state(at(121.1)), State::HalfOpen);
}

TEST(ConsecutiveFailureBreaker, dropsResultsOfOlderGenerations) {
    ConsecutiveFailureBreaker breaker({}, at(0));
    const auto early = breaker.tryBegin(at(0));
    open(breaker, at(0));
    ASSERT_EQ(breaker.state(at(61)), State::HalfOpen);
    breaker.end(at(61), *early, false);
    EXPECT_EQ(breaker.state(at(61)), State::HalfOpen);
}

TEST(ConsecutiveFailureBreaker, closedCountsAreClearedEveryInterval) {
    model::ConsecutiveFailureBreakerConfig config;
    config.interval = Duration::seconds(10);
    ConsecutiveFailureBreaker breaker(config, at(0));
    for (int failure = 0; failure < 5; ++failure) call(breaker, at(10), false);
    call(breaker, at(10.1), false);
    EXPECT_EQ(breaker.state(at(10.1)), State::Closed);
    EXPECT_EQ(breaker.consecutiveFailures(), 1);
}

TEST(ConsecutiveFailureBreaker, saysWhy) {
    ConsecutiveFailureBreaker breaker({}, at(0));
    open(breaker, at(0));
    call(breaker, at(61), true);
    const auto transitions = breaker.takeTransitions();
    ASSERT_EQ(transitions.size(), 3U);
    EXPECT_EQ(transitions[0].reason.sentence, "Breaker closed → open: 6 calls in a row failed, more than 5");
    EXPECT_EQ(transitions[1].reason.sentence, "Breaker open → half-open: 60 s in state open are over");
    EXPECT_EQ(transitions[2].reason.sentence, "Breaker half-open → closed: 1 calls in a row succeeded");
}

}  // namespace
}  // namespace headroom::rules
