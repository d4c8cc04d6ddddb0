#include "model/rules/kafka/retry_backoff.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

long long backoff(int initial, int maximum, int attempts, double uniform) {
    const auto value =
        retryBackoff(model::Duration::milliseconds(initial), model::Duration::milliseconds(maximum), attempts, uniform);
    return value.toMilliseconds();
}

TEST(RetryBackoff, DoublesFromTheInitialPause) {
    EXPECT_EQ(backoff(100, 1000, 0, 0.5), 100);
    EXPECT_EQ(backoff(100, 1000, 1, 0.5), 200);
    EXPECT_EQ(backoff(100, 1000, 3, 0.5), 800);
    EXPECT_EQ(backoff(100, 1000, 4, 0.5), 1000);
    EXPECT_EQ(backoff(100, 1000, 1000000, 0.5), 1000);
}

TEST(RetryBackoff, JitterIsAFifthAndNeverExceedsTheMaximum) {
    EXPECT_EQ(backoff(100, 1000, 0, 0), 80);
    EXPECT_EQ(backoff(100, 1000, 0, 0.99999), 119);
    EXPECT_EQ(backoff(100, 1000, 9, 0), 800);
    EXPECT_EQ(backoff(100, 1000, 9, 0.9), 1000);
}

TEST(RetryBackoff, AMaximumNotAboveTheInitialIsConstant) {
    EXPECT_EQ(backoff(100, 100, 3, 0.9), 100);
    EXPECT_EQ(backoff(500, 100, 0, 0.1), 100);
    EXPECT_EQ(backoff(0, 1000, 5, 0.9), 0);
}

}  // namespace
}  // namespace headroom::rules
