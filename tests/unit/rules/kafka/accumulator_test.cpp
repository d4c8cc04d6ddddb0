#include "model/rules/kafka/accumulator.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

Instant at(int ms) {
    return Instant::start() + Duration::milliseconds(ms);
}

model::ProducerConfig lingering(int ms) {
    model::ProducerConfig config;
    config.linger = Duration::milliseconds(ms);
    return config;
}

TEST(Readiness, WaitsForLingerUnlessPressed) {
    const auto config = lingering(5);
    const HeadBatch head{at(0), at(0), 0, false};
    const SendReadiness waits = sendReadiness(head, {}, false, at(3), config, 0);
    EXPECT_FALSE(waits.isReady);
    EXPECT_EQ(waits.checkAgainIn, Duration::milliseconds(2));
    EXPECT_TRUE(sendReadiness(head, {}, false, at(5), config, 0).isReady);
    SendPressure pressure;
    pressure.isFull = true;
    EXPECT_TRUE(sendReadiness(head, pressure, false, at(0), config, 0).isReady);
    pressure = {};
    pressure.hasMemoryWaiters = true;
    EXPECT_TRUE(sendReadiness(head, pressure, false, at(0), config, 0).isReady);
}

TEST(Readiness, BackOffHoldsEvenAFullBatch) {
    const auto config = lingering(0);
    const HeadBatch head{at(0), at(1000), 2, false};
    EXPECT_TRUE(isBatchBackingOff(head, at(1199), config, 0.5));
    EXPECT_FALSE(isBatchBackingOff(head, at(1200), config, 0.5));
    SendPressure pressure;
    pressure.isFull = true;
    const SendReadiness held = sendReadiness(head, pressure, true, at(1100), config, 0.5);
    EXPECT_FALSE(held.isReady);
    EXPECT_EQ(held.checkAgainIn, Duration::milliseconds(100));
}

TEST(Readiness, ANewLeaderEndsTheBackOff) {
    EXPECT_FALSE(isBatchBackingOff({at(0), at(1000), 2, true}, at(1001), lingering(0), 0.5));
    EXPECT_FALSE(isBatchBackingOff({at(0), at(0), 0, false}, at(0), lingering(0), 0.5));
}

TEST(Sending, OneMoreOnlyWhenTheNewestIsWritten) {
    EXPECT_TRUE(maySend(0, false, 5));
    EXPECT_FALSE(maySend(1, false, 5));
    EXPECT_TRUE(maySend(4, true, 5));
    EXPECT_FALSE(maySend(5, true, 5));
}

TEST(Expiry, CountsFromCreationInclusive) {
    EXPECT_FALSE(isBatchExpired(at(0), at(119'999), Duration::seconds(120)));
    EXPECT_TRUE(isBatchExpired(at(0), at(120'000), Duration::seconds(120)));
}

TEST(Idempotence, IsTurnedOffByConflictingSettings) {
    model::ProducerConfig config;
    EXPECT_TRUE(isIdempotent(config));
    config.maxInFlightRequestsPerConnection = 6;
    EXPECT_FALSE(isIdempotent(config));
    config = {};
    config.acks = model::Acks::Leader;
    EXPECT_FALSE(isIdempotent(config));
    config = {};
    config.retries = 0;
    EXPECT_FALSE(isIdempotent(config));
    config.maxInFlightRequestsPerConnection = 1;
    EXPECT_TRUE(mutesPartitionsInFlight(config));
}

TEST(Sequence, ARetryWaitsForTheFirstInFlight) {
    EXPECT_FALSE(mustWaitForSequence({true, std::nullopt, 10, false, false}));
    EXPECT_FALSE(mustWaitForSequence({true, 10, 10, false, false}));
    EXPECT_TRUE(mustWaitForSequence({true, 20, 10, false, false}));
    EXPECT_FALSE(mustWaitForSequence({true, 20, std::nullopt, false, false}));
    EXPECT_TRUE(mustWaitForSequence({true, std::nullopt, std::nullopt, true, false}));
    EXPECT_TRUE(mustWaitForSequence({false, std::nullopt, std::nullopt, false, false}));
}

/// Drains partitions of these sizes, 0 meaning nothing to send.
struct Drain {
    std::vector<int> sizes;
    std::size_t waiting = 999;
    std::vector<std::size_t> visited;

    std::vector<std::size_t> operator()(std::size_t& last, int maxBytes) {
        return drainNode(sizes.size(), last, maxBytes, [&](std::size_t i) {
            visited.push_back(i);
            return DrainCandidate{sizes[i] > 0, i == waiting, sizes[i], sizes[i]};
        });
    }
};

TEST(Drain, GoesRoundOnceFromTheLastVisited) {
    Drain drain{{10, 10, 0, 10}, 999, {}};
    std::size_t last = 2;
    EXPECT_EQ(drain(last, 1000), (std::vector<std::size_t>{3, 0, 1}));
    EXPECT_EQ(drain.visited, (std::vector<std::size_t>{2, 3, 0, 1}));
    EXPECT_EQ(last, 1U);
}

TEST(Drain, AnOverflowEndsTheRoundAndIsVisitedFirstNextTime) {
    Drain drain{{10, 10, 10}, 999, {}};
    std::size_t last = 0;
    EXPECT_EQ(drain(last, 25), (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(last, 2U);
    EXPECT_EQ(drain(last, 25), (std::vector<std::size_t>{2, 0}));
}

TEST(Drain, TheFirstBatchGoesWhateverItsSize) {
    Drain drain{{0, 5000, 10}, 999, {}};
    std::size_t last = 0;
    EXPECT_EQ(drain(last, 100), (std::vector<std::size_t>{1}));
}

TEST(Drain, ASequenceWaitHoldsBackLaterPartitions) {
    Drain drain{{10, 10, 10, 10}, 1, {}};
    std::size_t last = 0;
    EXPECT_EQ(drain(last, 1000), (std::vector<std::size_t>{0}));
    EXPECT_EQ(last, 1U);
    EXPECT_TRUE(drain(last, 1000).empty());
}

TEST(Drain, NoPartitions) {
    Drain drain;
    std::size_t last = 3;
    EXPECT_TRUE(drain(last, 100).empty());
}

}  // namespace
}  // namespace headroom::rules
