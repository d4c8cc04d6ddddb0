#include "model/rules/resilience/time_limiter.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

TEST(TimeLimiter, deadlineCountsFromSubmission) {
    const Instant submitted = Instant::start() + Duration::seconds(5);
    EXPECT_EQ(timeLimiterDeadline({}, submitted), Instant::start() + Duration::seconds(6));
    EXPECT_TRUE(timeLimiterDeadline({Duration::infinite(), true}, submitted).isNever());
    EXPECT_TRUE(timeLimiterDeadline({Duration::infinite(), true}, Instant::start()).isNever());
}

TEST(TimeLimiter, cancelsUnlessToldNotTo) {
    EXPECT_TRUE(timeLimiterCancels({}));
    EXPECT_FALSE(timeLimiterCancels({Duration::seconds(1), false}));
}

}  // namespace
}  // namespace headroom::rules
