#include "model/rules/resilience/semaphore_bulkhead.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;
using Answer = SemaphoreBulkhead::Answer;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

TEST(SemaphoreBulkhead, refusesAtOnceWithoutAWait) {
    SemaphoreBulkhead bulkhead({1, Duration{0}});
    EXPECT_EQ(bulkhead.tryAcquire(at(0), 1), Answer::Acquired);
    EXPECT_EQ(bulkhead.tryAcquire(at(0), 2), Answer::Refused);
    EXPECT_EQ(bulkhead.release(at(1)), std::nullopt);
    EXPECT_EQ(bulkhead.tryAcquire(at(1), 2), Answer::Acquired);
}

TEST(SemaphoreBulkhead, servesWaitersInOrderOfArrival) {
    SemaphoreBulkhead bulkhead({1, Duration::seconds(10)});
    bulkhead.tryAcquire(at(0), 1);
    EXPECT_EQ(bulkhead.tryAcquire(at(1), 2), Answer::Waiting);
    EXPECT_EQ(bulkhead.tryAcquire(at(2), 3), Answer::Waiting);
    EXPECT_EQ(bulkhead.release(at(3)), 2U);
    EXPECT_EQ(bulkhead.inProgress(), 1);
    EXPECT_EQ(bulkhead.release(at(4)), 3U);
    EXPECT_EQ(bulkhead.release(at(5)), std::nullopt);
    EXPECT_EQ(bulkhead.inProgress(), 0);
    EXPECT_THROW(bulkhead.release(at(6)), std::logic_error);
}

TEST(SemaphoreBulkhead, refusesWaitersWhoseWaitIsOver) {
    SemaphoreBulkhead bulkhead({1, Duration::seconds(2)});
    bulkhead.tryAcquire(at(0), 1);
    bulkhead.tryAcquire(at(1), 2);
    EXPECT_EQ(bulkhead.nextExpiry(), at(3));
    EXPECT_EQ(bulkhead.takeExpired(at(2.9)), std::nullopt);
    EXPECT_EQ(bulkhead.takeExpired(at(3)), 2U);
    EXPECT_EQ(bulkhead.takeExpired(at(3)), std::nullopt);
    EXPECT_TRUE(bulkhead.nextExpiry().isNever());
}

TEST(SemaphoreBulkhead, servesAWaiterAtItsLastInstantButNotLater) {
    SemaphoreBulkhead bulkhead({1, Duration::seconds(2)});
    bulkhead.tryAcquire(at(0), 1);
    bulkhead.tryAcquire(at(1), 2);
    EXPECT_EQ(bulkhead.release(at(3)), 2U);
    bulkhead.tryAcquire(at(3), 3);
    EXPECT_EQ(bulkhead.release(at(6)), std::nullopt);
    EXPECT_EQ(bulkhead.tryAcquire(at(6), 4), Answer::Acquired);
    EXPECT_EQ(bulkhead.takeExpired(at(6)), 3U);
}

TEST(SemaphoreBulkhead, forgetsAWaiterThatGivesUp) {
    SemaphoreBulkhead bulkhead({1, Duration::infinite()});
    bulkhead.tryAcquire(at(0), 1);
    bulkhead.tryAcquire(at(0), 2);
    EXPECT_TRUE(bulkhead.nextExpiry().isNever());
    EXPECT_TRUE(bulkhead.abandon(2));
    EXPECT_FALSE(bulkhead.abandon(2));
    EXPECT_EQ(bulkhead.waiting(), 0U);
}

RC_GTEST_PROP(SemaphoreBulkhead, neverExceedsItsLimitAndNeverIdlesWhileSomeoneWaits, ()) {
    const int limit = *rc::gen::inRange(1, 5);
    SemaphoreBulkhead bulkhead({limit, Duration::seconds(*rc::gen::inRange(0, 3))});
    Instant now = at(0);
    for (std::uint64_t step = 0; step < 100; ++step) {
        now = now + Duration::milliseconds(*rc::gen::inRange(0, 800));
        while (bulkhead.takeExpired(now)) {
        }
        if (*rc::gen::arbitrary<bool>())
            bulkhead.tryAcquire(now, step);
        else if (bulkhead.inProgress() > 0)
            bulkhead.release(now);
        RC_ASSERT(bulkhead.inProgress() <= limit);
        RC_ASSERT(bulkhead.waiting() == 0U || bulkhead.inProgress() == limit);
    }
}

}  // namespace
}  // namespace headroom::rules
