#include "model/rules/kubernetes/crash_loop_back_off.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

TEST(CrashLoopBackOff, doublesFromTenSecondsToFiveMinutes) {
    CrashLoopBackOff backOff;
    Instant now = at(0);
    for (const int expected : {0, 10, 20, 40, 80, 160, 300, 300}) {
        const Instant finished = now + Duration::seconds(1);
        const auto blocked = backOff.blockedUntil(finished, finished);
        EXPECT_EQ(blocked.value_or(finished), finished + Duration::seconds(expected));
        now = finished + Duration::seconds(expected);
        if (expected > 0) {
            EXPECT_FALSE(backOff.blockedUntil(now, finished).has_value());
        }
    }
}

TEST(CrashLoopBackOff, countsFromTheExitNotFromTheAttempt) {
    CrashLoopBackOff backOff;
    backOff.blockedUntil(at(0), at(0));
    EXPECT_EQ(backOff.blockedUntil(at(105), at(100)), at(110));
    EXPECT_EQ(backOff.blockedUntil(at(109.9), at(100)), at(110));
    EXPECT_EQ(backOff.blockedUntil(at(110), at(100)), std::nullopt);
}

TEST(CrashLoopBackOff, startsAgainWhenTheLastRestartIsMoreThanTenMinutesBeforeTheExit) {
    CrashLoopBackOff backOff;
    backOff.blockedUntil(at(0), at(0));
    backOff.blockedUntil(at(10), at(0));
    EXPECT_EQ(backOff.current(), Duration::seconds(20));
    CrashLoopBackOff inTime = backOff;
    EXPECT_EQ(inTime.blockedUntil(at(610), at(610)), at(630));
    EXPECT_EQ(backOff.blockedUntil(at(610.1), at(610.1)), std::nullopt);
    EXPECT_EQ(backOff.current(), Duration::seconds(10));
}

TEST(CrashLoopBackOff, aNodeLevelCapBelowTheInitialValueLowersBoth) {
    CrashLoopBackOff backOff({Duration::seconds(10), Duration::seconds(3), Duration::seconds(600)});
    backOff.blockedUntil(at(0), at(0));
    EXPECT_EQ(backOff.blockedUntil(at(1), at(1)), at(4));
}

}  // namespace
}  // namespace headroom::rules
