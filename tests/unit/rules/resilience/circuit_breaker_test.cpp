#include "model/rules/resilience/circuit_breaker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::CircuitBreakerConfig;
using model::Duration;
using model::Instant;
using State = CircuitBreaker::State;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

constexpr Duration fast = Duration::milliseconds(1);

CircuitBreakerConfig smallConfig() {
    CircuitBreakerConfig config;
    config.slidingWindowSize = 4;
    config.minimumNumberOfCalls = 4;
    config.permittedNumberOfCallsInHalfOpenState = 2;
    config.waitDurationInOpenState = Duration::seconds(10);
    return config;
}

void fail(CircuitBreaker& breaker, int times, Instant now) {
    for (int call = 0; call < times; ++call) breaker.onError(now, fast);
}

CircuitBreaker opened(const CircuitBreakerConfig& config, Instant now) {
    CircuitBreaker breaker(config, now);
    fail(breaker, 4, now);
    return breaker;
}

CircuitBreaker halfOpened(const CircuitBreakerConfig& config) {
    CircuitBreaker breaker = opened(config, at(0));
    EXPECT_TRUE(breaker.tryAcquirePermission(at(11)));
    return breaker;
}

TEST(CircuitBreaker, decidesNothingBelowTheMinimumNumberOfCalls) {
    CircuitBreaker breaker(smallConfig(), at(0));
    fail(breaker, 3, at(1));
    EXPECT_EQ(breaker.state(), State::Closed);
    EXPECT_EQ(breaker.metrics(at(1)).failureRate, -1.0F);
    fail(breaker, 1, at(1));
    EXPECT_EQ(breaker.state(), State::Open);
    EXPECT_EQ(breaker.attempts(), 1);
}

TEST(CircuitBreaker, minimumIsCappedByACountWindowButNotByATimeWindow) {
    CircuitBreakerConfig config = smallConfig();
    config.minimumNumberOfCalls = 100;
    CircuitBreaker counted(config, at(0));
    fail(counted, 4, at(0));
    EXPECT_EQ(counted.state(), State::Open);
    config.slidingWindowType = CircuitBreakerConfig::SlidingWindowType::TimeBased;
    CircuitBreaker timed(config, at(0));
    fail(timed, 99, at(0));
    EXPECT_EQ(timed.state(), State::Closed);
    fail(timed, 1, at(0));
    EXPECT_EQ(timed.state(), State::Open);
}

TEST(CircuitBreaker, opensAtTheThresholdItselfAndAlsoOnASuccess) {
    CircuitBreaker breaker(smallConfig(), at(0));
    fail(breaker, 2, at(0));
    breaker.onSuccess(at(0), fast);
    EXPECT_EQ(breaker.state(), State::Closed);
    breaker.onSuccess(at(0), fast);
    EXPECT_EQ(breaker.state(), State::Open);
}

TEST(CircuitBreaker, ratesAreSinglePrecision) {
    CircuitBreakerConfig config = smallConfig();
    config.slidingWindowSize = config.minimumNumberOfCalls = 3;
    config.failureRateThreshold = 33.333332F;  // 1·100f/3, just below a third
    CircuitBreaker breaker(config, at(0));
    fail(breaker, 1, at(0));
    breaker.onSuccess(at(0), fast);
    breaker.onSuccess(at(0), fast);
    EXPECT_EQ(breaker.state(), State::Open);
}

TEST(CircuitBreaker, slowIsStrictlyAboveTheThreshold) {
    CircuitBreakerConfig config = smallConfig();
    config.slowCallDurationThreshold = Duration::seconds(1);
    CircuitBreaker breaker(config, at(0));
    for (int call = 0; call < 4; ++call) breaker.onSuccess(at(2), Duration::seconds(1));
    EXPECT_EQ(breaker.metrics(at(2)).slowCallRate, 0.0F);
    for (int call = 0; call < 4; ++call) breaker.onSuccess(at(4), Duration::seconds(1) + Duration{1});
    EXPECT_EQ(breaker.state(), State::Open);
}

TEST(CircuitBreaker, waitsUntilStrictlyAfterTheOpenDuration) {
    CircuitBreaker breaker = opened(smallConfig(), at(0));
    EXPECT_EQ(breaker.retryAfter(), at(10));
    EXPECT_FALSE(breaker.tryAcquirePermission(at(10)));
    EXPECT_EQ(breaker.metrics(at(10)).notPermittedCalls, 1);
    EXPECT_TRUE(breaker.tryAcquirePermission(at(10) + Duration{1}));
    EXPECT_EQ(breaker.state(), State::HalfOpen);
    EXPECT_EQ(breaker.permitsLeft(), 1);
}

TEST(CircuitBreaker, openDurationHasMillisecondPrecision) {
    CircuitBreakerConfig config = smallConfig();
    config.waitDurationInOpenState = Duration::microseconds(2999);
    EXPECT_EQ(opened(config, at(0)).retryAfter(), Instant::start() + Duration::milliseconds(2));
}

TEST(CircuitBreaker, permitsOnlyTheConfiguredNumberWhenHalfOpen) {
    CircuitBreaker breaker = halfOpened(smallConfig());
    EXPECT_TRUE(breaker.tryAcquirePermission(at(11)));
    EXPECT_FALSE(breaker.tryAcquirePermission(at(1000)));
    EXPECT_EQ(breaker.metrics(at(1000)).notPermittedCalls, 1);
}

TEST(CircuitBreaker, closesWhenTheTrialCallsSucceed) {
    CircuitBreaker breaker = halfOpened(smallConfig());
    breaker.onSuccess(at(12), fast);
    EXPECT_EQ(breaker.state(), State::HalfOpen);
    breaker.onSuccess(at(12), fast);
    EXPECT_EQ(breaker.state(), State::Closed);
    EXPECT_EQ(breaker.attempts(), 0);
    EXPECT_EQ(breaker.metrics(at(12)).buffered.total, 0);
}

TEST(CircuitBreaker, opensAgainWithOneMoreAttempt) {
    CircuitBreaker breaker = halfOpened(smallConfig());
    breaker.onError(at(12), fast);
    breaker.onSuccess(at(12), fast);
    EXPECT_EQ(breaker.state(), State::Open);
    EXPECT_EQ(breaker.attempts(), 2);
}

TEST(CircuitBreaker, waitMayGrowWithTheAttempt) {
    CircuitBreaker breaker(smallConfig(), at(0), State::Closed, [](int attempt) { return Duration::seconds(attempt * 5); });
    fail(breaker, 4, at(0));
    EXPECT_EQ(breaker.retryAfter(), at(5));
    EXPECT_TRUE(breaker.tryAcquirePermission(at(6)));
    fail(breaker, 2, at(6));
    EXPECT_EQ(breaker.retryAfter(), at(16));
}

TEST(CircuitBreaker, decidesEarlyWhenTheMinimumIsBelowThePermits) {
    CircuitBreakerConfig config = smallConfig();
    config.minimumNumberOfCalls = 1;
    CircuitBreaker breaker(config, at(0));
    breaker.onError(at(0), fast);
    ASSERT_EQ(breaker.state(), State::Open);
    EXPECT_TRUE(breaker.tryAcquirePermission(at(11)));
    breaker.onSuccess(at(11), fast);
    EXPECT_EQ(breaker.state(), State::Closed);
}

TEST(CircuitBreaker, lateResultsOfClosedCallsGoToTheOpenStateAndAreForgotten) {
    CircuitBreaker breaker = opened(smallConfig(), at(0));
    breaker.onSuccess(at(1), fast);
    EXPECT_EQ(breaker.state(), State::Open);
    EXPECT_EQ(breaker.metrics(at(1)).buffered, (OutcomeCounts{4, 3, 0, 0}));
    EXPECT_TRUE(breaker.tryAcquirePermission(at(11)));
    EXPECT_EQ(breaker.metrics(at(11)).buffered.total, 0);
}

TEST(CircuitBreaker, lateResultsOfClosedCallsDecideTheHalfOpenState) {
    CircuitBreaker breaker = halfOpened(smallConfig());
    fail(breaker, 2, at(12));  // neither used a permit
    EXPECT_EQ(breaker.state(), State::Open);
}

TEST(CircuitBreaker, releasingAddsAPermitEvenBeyondTheConfiguredNumber) {
    CircuitBreaker breaker = halfOpened(smallConfig());
    for (int call = 0; call < 3; ++call) breaker.releasePermission();
    EXPECT_EQ(breaker.permitsLeft(), 4);
    CircuitBreaker closed(smallConfig(), at(0));
    closed.releasePermission();
    EXPECT_EQ(closed.permitsLeft(), 0);
}

TEST(CircuitBreaker, hangsHalfOpenWithoutAMaximumWaitAndLeavesItWithOne) {
    EXPECT_TRUE(halfOpened(smallConfig()).nextTimer().isNever());
    CircuitBreakerConfig config = smallConfig();
    config.maxWaitDurationInHalfOpenState = Duration::seconds(3);
    CircuitBreaker breaker = halfOpened(config);
    EXPECT_EQ(breaker.nextTimer(), at(14));
    breaker.onTimer(at(13));
    EXPECT_EQ(breaker.state(), State::HalfOpen);
    breaker.onTimer(at(14));
    EXPECT_EQ(breaker.state(), State::Open);
    EXPECT_EQ(breaker.attempts(), 2);
    config.transitionToStateAfterWaitDuration = CircuitBreakerConfig::StateAfterHalfOpenWait::Closed;
    CircuitBreaker closing = halfOpened(config);
    closing.onTimer(at(14));
    EXPECT_EQ(closing.state(), State::Closed);
}

TEST(CircuitBreaker, maximumWaitUnderAMillisecondIsOff) {
    CircuitBreakerConfig config = smallConfig();
    config.maxWaitDurationInHalfOpenState = Duration::microseconds(999);
    EXPECT_TRUE(halfOpened(config).nextTimer().isNever());
}

TEST(CircuitBreaker, goesHalfOpenByItselfWhenAutomatic) {
    CircuitBreakerConfig config = smallConfig();
    config.automaticTransitionFromOpenToHalfOpenEnabled = true;
    CircuitBreaker breaker = opened(config, at(0));
    EXPECT_EQ(breaker.nextTimer(), at(10));
    breaker.onTimer(at(10));
    EXPECT_EQ(breaker.state(), State::HalfOpen);
    EXPECT_EQ(breaker.permitsLeft(), 2);
}

TEST(CircuitBreaker, disabledAndMetricsOnlyAlwaysPermitForcedOpenNever) {
    CircuitBreaker disabled(smallConfig(), at(0), State::Disabled);
    fail(disabled, 10, at(0));
    EXPECT_TRUE(disabled.tryAcquirePermission(at(0)));
    EXPECT_EQ(disabled.metrics(at(0)).buffered.total, 0);
    CircuitBreaker metricsOnly(smallConfig(), at(0), State::MetricsOnly);
    fail(metricsOnly, 10, at(0));
    EXPECT_TRUE(metricsOnly.tryAcquirePermission(at(0)));
    EXPECT_EQ(metricsOnly.metrics(at(0)).failureRate, 100.0F);
    CircuitBreaker forced(smallConfig(), at(0), State::ForcedOpen);
    EXPECT_FALSE(forced.tryAcquirePermission(at(1e6)));
    EXPECT_TRUE(forced.takeTransitions().empty());
}

TEST(CircuitBreaker, saysWhyItOpenedAndClosed) {
    CircuitBreaker breaker = halfOpened(smallConfig());
    breaker.onSuccess(at(12), fast);
    breaker.onSuccess(at(12), fast);
    const auto transitions = breaker.takeTransitions();
    ASSERT_EQ(transitions.size(), 3U);
    EXPECT_EQ(transitions[0].reason.rule, "circuitBreaker.open");
    EXPECT_EQ(transitions[0].reason.sentence, "Breaker CLOSED → OPEN: failure rate 100 % ≥ 50 % over 4 calls");
    EXPECT_EQ(transitions[1].reason.sentence, "Breaker OPEN → HALF_OPEN: 10 s in state OPEN are over");
    EXPECT_EQ(transitions[2].reason.sentence,
              "Breaker HALF_OPEN → CLOSED: failure rate 0 % < 50 %, slow call rate 0 % < 100 % over 2 calls");
    EXPECT_EQ(transitions[2].reason.result, "CLOSED");
    EXPECT_EQ(transitions[2].at, at(12));
    EXPECT_TRUE(breaker.takeTransitions().empty());
}

}  // namespace
}  // namespace headroom::rules
