#include "model/rules/kafka/log_retention.h"

#include <gtest/gtest.h>

#include <vector>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

Instant at(int seconds) {
    return Instant::start() + Duration::seconds(seconds);
}

model::TopicConfig config(Duration time, std::int64_t bytes) {
    model::TopicConfig result;
    result.retentionTime = time;
    result.retentionBytes = bytes;
    return result;
}

const std::vector<SegmentView> kSegments{
    {{0}, {100}, at(10)}, {{10}, {100}, at(20)}, {{20}, {100}, at(30)}, {{30}, {50}, at(40)}};

std::size_t deleted(const model::TopicConfig& topic, int now, int highWatermark = 40) {
    return deletableSegments(kSegments, {highWatermark}, {40}, at(now), topic);
}

TEST(Roll, WhenItWouldOutgrowTheSegment) {
    model::TopicConfig topic;
    topic.segmentBytes = {1000};
    EXPECT_FALSE(shouldRoll({{900}, at(0)}, {100}, at(1), topic));
    EXPECT_TRUE(shouldRoll({{901}, at(0)}, {100}, at(1), topic));
    EXPECT_TRUE(shouldRoll({{1}, at(0)}, {1}, at(1), topic, true));
}

TEST(Roll, ByAgeOfTheFirstRecordUnlessEmpty) {
    model::TopicConfig topic;
    topic.segmentTime = Duration::seconds(60);
    EXPECT_FALSE(shouldRoll({{10}, at(0)}, {1}, at(60), topic));
    EXPECT_TRUE(shouldRoll({{10}, at(0)}, {1}, at(61), topic));
    EXPECT_FALSE(shouldRoll({{0}, at(0)}, {1}, at(61), topic));
}

TEST(Retention, TimeStopsAtTheFirstSegmentThatStays) {
    const auto topic = config(Duration::seconds(60), -1);
    EXPECT_EQ(deleted(topic, 70), 0U);  // exactly at the limit
    EXPECT_EQ(deleted(topic, 71), 1U);
    EXPECT_EQ(deleted(topic, 91), 3U);
    EXPECT_EQ(deleted(topic, 1000), 4U);  // the active one goes too
}

TEST(Retention, SizeDeletesOnlyWholeSegmentsOfExcess) {
    EXPECT_EQ(deleted(config(Duration::infinite(), 350), 50), 0U);
    EXPECT_EQ(deleted(config(Duration::infinite(), 251), 50), 0U);
    EXPECT_EQ(deleted(config(Duration::infinite(), 250), 50), 1U);
    EXPECT_EQ(deleted(config(Duration::infinite(), 0), 50), 4U);
    EXPECT_EQ(deleted(config(Duration{-1}, -1), 100000), 0U);
}

TEST(Retention, NothingBeyondTheHighWatermark) {
    const auto topic = config(Duration::seconds(1), -1);
    EXPECT_EQ(deleted(topic, 1000, 19), 1U);
    EXPECT_EQ(deleted(topic, 1000, 20), 2U);
    EXPECT_EQ(deleted(topic, 1000, 39), 3U);
}

TEST(Retention, AnEmptyActiveSegmentAndCompactedTopicsStay) {
    auto topic = config(Duration::seconds(1), -1);
    const std::vector<SegmentView> segments{{{0}, {100}, at(1)}, {{10}, {0}, at(1)}};
    EXPECT_EQ(deletableSegments(segments, {10}, {10}, at(100), topic), 1U);
    topic.compact = true;
    EXPECT_EQ(deletableSegments(segments, {10}, {10}, at(100), topic), 0U);
}

TEST(Retention, SizeThenTime) {
    // By size one goes; the second is old enough, the third isn't.
    EXPECT_EQ(deleted(config(Duration::seconds(60), 250), 81), 2U);
}

}  // namespace
}  // namespace headroom::rules
