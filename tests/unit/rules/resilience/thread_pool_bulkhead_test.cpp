#include "model/rules/resilience/thread_pool_bulkhead.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;
using Answer = ThreadPoolBulkhead::Answer;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

TEST(ThreadPoolBulkhead, fillsCoreThenQueueThenMaximumThenRefuses) {
    ThreadPoolBulkhead bulkhead({1, 2, 1, Duration::milliseconds(20)});
    EXPECT_EQ(bulkhead.submit(at(0), 1), Answer::Started);
    EXPECT_EQ(bulkhead.submit(at(0), 2), Answer::Queued);
    EXPECT_EQ(bulkhead.submit(at(0), 3), Answer::Started);
    EXPECT_EQ(bulkhead.submit(at(0), 4), Answer::Refused);
    EXPECT_EQ(bulkhead.threads(at(0)), 2);
    EXPECT_EQ(bulkhead.finish(at(1)), 2U);
    EXPECT_EQ(bulkhead.queued(), 0U);
    EXPECT_EQ(bulkhead.finish(at(1)), std::nullopt);
    EXPECT_EQ(bulkhead.running(), 1);
}

TEST(ThreadPoolBulkhead, threadsBeyondTheCoreEndAfterKeepAlive) {
    ThreadPoolBulkhead bulkhead({1, 3, 0, Duration::seconds(5)});
    for (std::uint64_t call = 0; call < 3; ++call) EXPECT_EQ(bulkhead.submit(at(0), call), Answer::Started);
    for (int call = 0; call < 3; ++call) bulkhead.finish(at(call));
    EXPECT_EQ(bulkhead.threads(at(4.9)), 3);
    EXPECT_EQ(bulkhead.threads(at(5)), 2);
    EXPECT_EQ(bulkhead.threads(at(100)), 1);
    EXPECT_EQ(bulkhead.submit(at(100), 9), Answer::Started);
    EXPECT_EQ(bulkhead.threads(at(100)), 1);
}

TEST(ThreadPoolBulkhead, startsThreadsUpToTheCoreEvenWhenSomeIdle) {
    ThreadPoolBulkhead bulkhead({2, 2, 1, Duration::seconds(5)});
    bulkhead.submit(at(0), 1);
    bulkhead.finish(at(0));
    bulkhead.submit(at(0), 2);
    EXPECT_EQ(bulkhead.threads(at(0)), 2);
    EXPECT_EQ(bulkhead.running(), 1);
}

TEST(ThreadPoolBulkhead, refusesAFinishWithoutACall) {
    ThreadPoolBulkhead bulkhead({1, 1, 1, Duration::seconds(1)});
    EXPECT_THROW(bulkhead.finish(at(0)), std::logic_error);
}

}  // namespace
}  // namespace headroom::rules
