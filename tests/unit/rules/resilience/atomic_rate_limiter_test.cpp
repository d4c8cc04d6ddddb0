#include "model/rules/resilience/atomic_rate_limiter.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

Instant at(std::int64_t nanoseconds) {
    return Instant{nanoseconds};
}

TEST(AtomicRateLimiter, permitsTheLimitAtOnceThenReservesLaterPeriods) {
    AtomicRateLimiter limiter({2, Duration{100}, Duration{250}}, at(0));
    EXPECT_EQ(limiter.acquire(at(10)).wait, Duration{0});
    EXPECT_EQ(limiter.acquire(at(10)).wait, Duration{0});
    EXPECT_EQ(limiter.acquire(at(10)).wait, Duration{90});
    EXPECT_EQ(limiter.acquire(at(10)).wait, Duration{90});
    EXPECT_EQ(limiter.acquire(at(10)).wait, Duration{190});
    EXPECT_EQ(limiter.availablePermissions(at(10)), -3);
    EXPECT_EQ(limiter.availablePermissions(at(100)), -1);
    EXPECT_EQ(limiter.availablePermissions(at(200)), 1);
    EXPECT_EQ(limiter.availablePermissions(at(1000)), 2);
}

TEST(AtomicRateLimiter, refusalReservesNothingAndBlocksForTheTimeout) {
    AtomicRateLimiter limiter({1, Duration{100}, Duration{50}}, at(0));
    EXPECT_TRUE(limiter.acquire(at(0)).permitted);
    const auto refused = limiter.acquire(at(10));
    EXPECT_FALSE(refused.permitted);
    EXPECT_EQ(refused.wait, Duration{50});
    EXPECT_EQ(limiter.availablePermissions(at(10)), 0);
    EXPECT_TRUE(limiter.acquire(at(50)).permitted);  // the wait equals the timeout
}

TEST(AtomicRateLimiter, countsPeriodsFromItsCreation) {
    AtomicRateLimiter limiter({1, Duration{100}, Duration{0}}, at(30));
    EXPECT_TRUE(limiter.acquire(at(129)).permitted);
    EXPECT_FALSE(limiter.acquire(at(129)).permitted);
    EXPECT_TRUE(limiter.acquire(at(130)).permitted);
}

TEST(AtomicRateLimiter, moreThanALimitWaitsForSeveralPeriods) {
    AtomicRateLimiter limiter({2, Duration{100}, Duration{1000}}, at(0));
    EXPECT_EQ(limiter.acquire(at(0), 5).wait, Duration{200});  // 2 now, 2 at 100, 1 of the 2 at 200
    EXPECT_EQ(limiter.availablePermissions(at(0)), -3);
}

TEST(AtomicRateLimiter, drainTakesWhatIsLeft) {
    AtomicRateLimiter limiter({3, Duration{100}, Duration{0}}, at(0));
    limiter.drainPermissions(at(0));
    EXPECT_EQ(limiter.availablePermissions(at(0)), 0);
    EXPECT_EQ(limiter.availablePermissions(at(100)), 3);
    EXPECT_THROW(AtomicRateLimiter({0, Duration{100}, Duration{0}}, at(0)), std::logic_error);
}

RC_GTEST_PROP(AtomicRateLimiter, startsAtMostTheLimitInAnyPeriod, ()) {
    const int limit = *rc::gen::inRange(1, 6);
    AtomicRateLimiter limiter({limit, Duration{100}, Duration{*rc::gen::inRange(0, 500)}}, at(0));
    std::map<std::int64_t, int> started;
    std::int64_t now = 0;
    for (int step = 0; step < 100; ++step) {
        now += *rc::gen::inRange(0, 60);
        const auto answer = limiter.acquire(at(now));
        if (answer.permitted) ++started[(now + answer.wait.ns) / 100];
    }
    for (const auto& [period, count] : started) RC_ASSERT(count <= limit);
}

}  // namespace
}  // namespace headroom::rules
