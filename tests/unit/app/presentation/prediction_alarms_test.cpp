#include "app/presentation/prediction_alarms.h"

#include <gtest/gtest.h>

namespace headroom::presentation {
namespace {

std::vector<ComparedElement> withP99(double measured, bool isOutside) {
    return {{"group/audit", {{"latencyP99", "s", measured, 0.0352, 0.0281, 0.0443, true, isOutside}}}};
}

trace::Instant at(int second) {
    return trace::Instant{} + model::Duration::seconds(second);
}

TEST(PredictionAlarms, BeginAfterHalfAMinuteOutside) {
    PredictionAlarms alarms;
    EXPECT_TRUE(alarms.take(at(10), withP99(0.2, true)).empty());
    EXPECT_TRUE(alarms.take(at(39), withP99(0.212, true)).empty());
    EXPECT_TRUE(alarms.alarms().empty());
    const auto begun = alarms.take(at(40), withP99(0.212, true));
    ASSERT_EQ(begun.size(), 1U);
    EXPECT_TRUE(begun[0].hasBegun);
    EXPECT_EQ(begun[0].alarm.since, at(10));
    EXPECT_EQ(sentenceOf(begun[0].alarm), "group/audit: p99 latency 212 ms, predicted 35.2 ms (band 28.1 ms … 44.3 ms)");
    EXPECT_TRUE(alarms.take(at(50), withP99(0.22, true)).empty()) << "told once";
    EXPECT_EQ(alarms.alarms().size(), 1U);
    const auto over = alarms.take(at(60), withP99(0.03, false));
    ASSERT_EQ(over.size(), 1U);
    EXPECT_FALSE(over[0].hasBegun);
    EXPECT_TRUE(alarms.alarms().empty());
}

TEST(PredictionAlarms, BeginAnewAfterEachBreak) {
    PredictionAlarms alarms;
    alarms.take(at(0), withP99(0.2, true));
    alarms.take(at(29), withP99(0.03, false));
    EXPECT_TRUE(alarms.take(at(30), withP99(0.2, true)).empty());
    EXPECT_TRUE(alarms.take(at(59), withP99(0.2, true)).empty());
    EXPECT_EQ(alarms.take(at(60), withP99(0.2, true)).size(), 1U);
}

}  // namespace
}  // namespace headroom::presentation
