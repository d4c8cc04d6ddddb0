#include "model/rules/kafka/fetch.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;
using model::Offset;
using Isolation = model::ConsumerConfig::Isolation;

Instant at(int ms) {
    return Instant::start() + Duration::milliseconds(ms);
}

TEST(Fetch, WaitsForMinBytesOrMaxWait) {
    FetchState state;
    state.partitions = 2;
    state.readableBytes = 99;
    EXPECT_FALSE(shouldAnswerFetch(state, Duration::milliseconds(500), {100}));
    EXPECT_TRUE(shouldAnswerFetch(state, Duration{0}, {100}));
    state.waited = Duration::milliseconds(500);
    EXPECT_TRUE(shouldAnswerFetch(state, Duration::milliseconds(500), {100}));
    state.waited = {};
    state.readableBytes = 100;
    EXPECT_TRUE(shouldAnswerFetch(state, Duration::milliseconds(500), {100}));
}

TEST(Fetch, ErrorsAndOddAnswersComeAtOnce) {
    for (const FetchState& state : {FetchState{}, FetchState{1, 0, true, false, false, {}},
                                    FetchState{1, 0, false, true, false, {}}, FetchState{1, 0, false, false, true, {}}}) {
        EXPECT_TRUE(shouldAnswerFetch(state, Duration::seconds(1), {1}));
    }
}

TEST(Fetch, TheFirstPartitionWithDataGivesAtLeastOneBatch) {
    const std::vector<FetchPartition> partitions{{0, 0, 100}, {900, 300, 100}, {900, 300, 100}, {900, 50, 100}};
    EXPECT_EQ(planFetch(partitions, 1000), (std::vector<std::int64_t>{0, 300, 0, 100}));
}

TEST(Fetch, TheWholeAnswerIsLimited) {
    const std::vector<FetchPartition> partitions{{900, 50, 500}, {900, 50, 500}, {900, 50, 500}};
    EXPECT_EQ(planFetch(partitions, 600), (std::vector<std::int64_t>{500, 100, 0}));
    EXPECT_EQ(planFetch(partitions, 10), (std::vector<std::int64_t>{50, 0, 0}));
}

TEST(Lag, DefinitionsDiffer) {
    const Offset highWatermark{100};
    EXPECT_EQ(readableEnd(Isolation::ReadUncommitted, highWatermark, Offset{90}), highWatermark);
    EXPECT_EQ(readableEnd(Isolation::ReadCommitted, highWatermark, Offset{90}), Offset{90});
    EXPECT_EQ(readableEnd(Isolation::ReadCommitted, highWatermark, Offset{110}), highWatermark);
    EXPECT_EQ(readableEnd(Isolation::ReadCommitted, highWatermark, std::nullopt), highWatermark);
    EXPECT_EQ(clientLag({90}, {70}), 20);
    EXPECT_EQ(groupLag(highWatermark, Offset{60}), 40);
    EXPECT_EQ(librdkafkaLag({90}, Offset{60}), 30);
    EXPECT_FALSE(groupLag(highWatermark, std::nullopt));
}

TEST(Poll, DrainsPartitionAfterPartition) {
    EXPECT_EQ(drainPoll(std::vector<int>{300, 300, 300}, 500), (std::vector<int>{300, 200, 0}));
    EXPECT_EQ(drainPoll(std::vector<int>{10, 20}, 500), (std::vector<int>{10, 20}));
    EXPECT_TRUE(mayFetch(0, false));
    EXPECT_FALSE(mayFetch(1, false));
    EXPECT_FALSE(mayFetch(0, true));
}

TEST(AutoCommit, IsDueAtTheFirstPollAfterTheInterval) {
    AutoCommitTimer timer(Duration::seconds(5), at(0));
    EXPECT_FALSE(timer.poll(at(4999)));
    EXPECT_TRUE(timer.poll(at(7000)));
    EXPECT_FALSE(timer.poll(at(11'999)));
    EXPECT_TRUE(timer.poll(at(12'000)));
    timer.retryAfter(Duration::milliseconds(100), at(12'000));
    EXPECT_TRUE(timer.poll(at(12'100)));
}

}  // namespace
}  // namespace headroom::rules
