#pragma once
// Resilience4j settings under the names of its own configuration properties; defaults are those of 2.4.0.

#include "model/quantities.h"

namespace headroom::model {

/// resilience4j.circuitbreaker.instances.<name>
struct CircuitBreakerConfig {
    enum class SlidingWindowType { CountBased, TimeBased };
    enum class StateAfterHalfOpenWait { Open, Closed };

    float failureRateThreshold = 50.0F;   ///< percent, (0, 100]
    float slowCallRateThreshold = 100.0F; ///< percent, (0, 100]
    Duration slowCallDurationThreshold = Duration::seconds(60);
    SlidingWindowType slidingWindowType = SlidingWindowType::CountBased;
    int slidingWindowSize = 100;          ///< calls, or seconds
    int minimumNumberOfCalls = 100;
    int permittedNumberOfCallsInHalfOpenState = 10;
    Duration waitDurationInOpenState = Duration::seconds(60);
    Duration maxWaitDurationInHalfOpenState = Duration{0};  ///< 0 = off
    StateAfterHalfOpenWait transitionToStateAfterWaitDuration = StateAfterHalfOpenWait::Open;
    bool automaticTransitionFromOpenToHalfOpenEnabled = false;
};

/// A breaker that counts failures in a row: sony/gobreaker's Settings with its default ReadyToTrip.
struct ConsecutiveFailureBreakerConfig {
    int consecutiveFailures = 5;                   ///< trips when *more* than this many calls failed in a row
    int maxRequests = 1;                           ///< calls admitted when half-open, successes in a row that close it
    Duration timeout = Duration::seconds(60);      ///< stay in the open state
    Duration interval = Duration{0};               ///< counts are cleared this often when closed; 0 = never
};

/// resilience4j.retry.instances.<name>
struct RetryConfig {
    int maxAttempts = 3;  ///< the first call included
    Duration waitDuration = Duration::milliseconds(500);
    bool enableExponentialBackoff = false;
    double exponentialBackoffMultiplier = 1.5;
    Duration exponentialMaxWaitDuration = Duration::infinite();
    bool enableRandomizedWait = false;
    double randomizedWaitFactor = 0.5;
    /// Whether a call refused by an open breaker (CallNotPermittedException) is retried; Resilience4j does by default.
    bool retryCallNotPermitted = true;
};

/// resilience4j.bulkhead.instances.<name> (semaphore)
struct BulkheadConfig {
    int maxConcurrentCalls = 25;
    Duration maxWaitDuration = Duration{0};
};

/// resilience4j.thread-pool-bulkhead.instances.<name>
struct ThreadPoolBulkheadConfig {
    int coreThreadPoolSize = 1;
    int maxThreadPoolSize = 1;
    int queueCapacity = 100;
    Duration keepAliveDuration = Duration::milliseconds(20);
};

/// resilience4j.ratelimiter.instances.<name>
struct RateLimiterConfig {
    int limitForPeriod = 50;
    Duration limitRefreshPeriod = Duration::nanoseconds(500);
    Duration timeoutDuration = Duration::seconds(5);
};

/// resilience4j.timelimiter.instances.<name>
struct TimeLimiterConfig {
    Duration timeoutDuration = Duration::seconds(1);
    bool cancelRunningFuture = true;
};

/// Spring Cloud Gateway's RedisRateLimiter: a token bucket.
struct TokenBucketConfig {
    double replenishRate = 0;   ///< tokens per second
    double burstCapacity = 0;   ///< tokens
    double requestedTokens = 1; ///< tokens per request
};

}  // namespace headroom::model
