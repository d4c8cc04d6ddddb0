#include "connectors/prometheus/series_memory.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::connectors::prometheus {
namespace {

TEST(SeriesMemoryTest, KnowsNothingAtFirstSightAndGrowthAfterwards) {
    SeriesMemory memory;
    memory.begin("a", 10, false);
    EXPECT_FALSE(memory.grown("requests", 10, 100));
    memory.begin("a", 15, false);
    const auto growth = memory.grown("requests", 15, 130);
    ASSERT_TRUE(growth);
    EXPECT_EQ(growth->histogram.sum, 30);
    EXPECT_EQ(growth->seconds, 5);
    EXPECT_TRUE(growth->isNew);
}

TEST(SeriesMemoryTest, TakesACounterThatHasShrunkForNew) {
    SeriesMemory memory;
    memory.begin("a", 1, true);
    memory.grown("requests", 1, 100);
    memory.begin("a", 2, true);
    EXPECT_EQ(memory.grown("requests", 2, 4)->histogram.sum, 4);
}

TEST(SeriesMemoryTest, CountsWhatIsNewOnAWholePageFromNothing) {
    SeriesMemory memory;
    memory.begin("a", 1, true);
    memory.begin("a", 3, true);
    const auto growth = memory.grown("failures", 3, 2);
    ASSERT_TRUE(growth) << "the first failure counts";
    EXPECT_EQ(growth->histogram.sum, 2);
    EXPECT_EQ(growth->seconds, 2);
    EXPECT_FALSE(memory.grown("others", 1.7e9, 2)) << "a time by another clock";
    memory.begin("server", 1, false);
    memory.begin("server", 3, false);
    EXPECT_FALSE(memory.grown("failures", 3, 2)) << "who knows since when it was there";
}

TEST(SeriesMemoryTest, KeepsWhatIsKnownWhileNothingIsNewer) {
    SeriesMemory memory;
    for (const double time : {0.0, 15.0}) {
        memory.begin("server", time, false);
        memory.grown("requests", time, time);
    }
    memory.begin("server", 16, false);
    const auto held = memory.grown("requests", 15, 15);
    ASSERT_TRUE(held);
    EXPECT_FALSE(held->isNew);
    EXPECT_EQ(held->histogram.sum, 15);
}

TEST(SeriesMemoryTest, SpreadsWhatCameDuringASilenceOverIt) {
    SeriesMemory memory;
    memory.begin("a", 0, true);
    memory.grown("requests", 0, 0);
    memory.begin("a", 60, true);
    EXPECT_EQ(memory.grown("requests", 60, 600)->seconds, 60);
}

TEST(SeriesMemoryTest, TellsSourcesApart) {
    SeriesMemory memory;
    memory.begin("a", 0, false);
    memory.grown("requests", 0, 5);
    memory.begin("b", 0, false);
    memory.grown("requests", 0, 50);
    memory.begin("a", 1, false);
    EXPECT_EQ(memory.grown("requests", 1, 7)->histogram.sum, 2);
}

TEST(SeriesMemoryTest, LearnsNothingFromWhatIsNoCount) {
    SeriesMemory memory;
    memory.begin("a", 0, false);
    memory.grown("requests", 0, 5);
    memory.begin("a", 1, false);
    EXPECT_FALSE(memory.grown("requests", 1, NAN));
    EXPECT_FALSE(memory.grown("requests", 1, -1));
    EXPECT_FALSE(memory.grown("requests", 1, INFINITY));
    EXPECT_EQ(memory.grown("requests", 1, 6)->histogram.sum, 1);
}

TEST(SeriesMemoryTest, ForgetsWhatHasNotBeenSeenForLong) {
    SeriesMemory memory;
    memory.begin("a", 0, false);
    memory.grown("gone", 0, 5);
    for (int look = 1; look <= 1300; ++look) memory.begin("a", look, false);
    EXPECT_FALSE(memory.grown("gone", 1300, 6)) << "as at first sight";
}

}  // namespace
}  // namespace headroom::connectors::prometheus
