#include "model/rules/resilience/token_bucket.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

TEST(TokenBucket, startsFullAndRefillsAtWholeSeconds) {
    TokenBucket bucket({1, 2, 1});
    EXPECT_TRUE(bucket.request(at(0.1)).allowed);
    EXPECT_EQ(bucket.request(at(0.2)).tokensLeft, 0);
    EXPECT_FALSE(bucket.request(at(0.999)).allowed);
    EXPECT_TRUE(bucket.request(at(1.0)).allowed);  // 0.8 s later, yet a whole token
    EXPECT_FALSE(bucket.request(at(1.5)).allowed);
}

TEST(TokenBucket, neverHoldsMoreThanItsCapacity) {
    TokenBucket bucket({10, 20, 5});
    bucket.request(at(0));
    EXPECT_EQ(bucket.request(at(1000)).tokensLeft, 15);
}

TEST(TokenBucket, refusalsTakeNothingButRememberTheSecond) {
    TokenBucket bucket({1, 3, 3});
    EXPECT_TRUE(bucket.request(at(0)).allowed);
    EXPECT_EQ(bucket.request(at(1)).tokensLeft, 1);
    EXPECT_EQ(bucket.request(at(2)).tokensLeft, 2);
    EXPECT_TRUE(bucket.request(at(3)).allowed);
}

TEST(TokenBucket, limitsNothingWhenItFillsInUnderHalfASecond) {
    TokenBucket bucket({100, 40, 1});
    for (int request = 0; request < 1000; ++request) ASSERT_TRUE(bucket.request(at(0)).allowed);
    EXPECT_FALSE(TokenBucket({100, 40, 41}).request(at(0)).allowed);
}

TEST(TokenBucket, refusesAnEmptyConfiguration) {
    EXPECT_THROW(TokenBucket({0, 1, 1}), std::logic_error);
    EXPECT_THROW(TokenBucket({1, 0, 1}), std::logic_error);
}

RC_GTEST_PROP(TokenBucket, allowsAtMostTheBurstAndTheRate, ()) {
    const int rate = *rc::gen::inRange(1, 10);
    const int burst = rate + *rc::gen::inRange(0, 20);
    TokenBucket bucket({static_cast<double>(rate), static_cast<double>(burst), 1});
    Instant now = at(0);
    int allowed = 0;
    for (int step = 0; step < 200; ++step) {
        now = now + Duration::milliseconds(*rc::gen::inRange(0, 200));
        allowed += bucket.request(now).allowed ? 1 : 0;
        RC_ASSERT(allowed <= burst + rate * (now.ns / 1'000'000'000));
    }
}

}  // namespace
}  // namespace headroom::rules
