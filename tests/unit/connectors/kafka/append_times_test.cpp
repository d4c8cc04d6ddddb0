#include "connectors/kafka/append_times.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace headroom::connectors::kafka {
namespace {

using model::Duration;
using model::Instant;

const TopicPartition place{"orders", 0};

Instant at(double seconds) {
    return Instant{} + Duration::fromSeconds(1'700'000'000 + seconds);
}

double secondsOf(const std::optional<Instant>& instant) {
    return instant ? (*instant - at(0)).toSeconds() : -1;
}

TEST(AppendTimes, LieBetweenTheLooksThatSawTheEndPass) {
    AppendTimes times;
    times.note(place, at(0), 100);
    times.note(place, at(1), 100);
    times.note(place, at(2), 200);
    EXPECT_NEAR(secondsOf(times.appended(place, 100)), 1, 1e-6) << "not before the end began to move";
    EXPECT_NEAR(secondsOf(times.appended(place, 150)), 1.5, 1e-6);
    EXPECT_FALSE(times.appended(place, 200)) << "there is no such record yet";
    EXPECT_FALSE(times.appended(place, 99)) << "nobody has watched";
    EXPECT_FALSE(times.appended({"refunds", 0}, 1));
}

TEST(AppendTimes, BeginAnewWhereTheTopicDoes) {
    AppendTimes times;
    times.note(place, at(0), 100);
    times.note(place, at(1), 3);
    times.note(place, at(2), 9);
    EXPECT_NEAR(secondsOf(times.appended(place, 3)), 1, 1e-6);
    EXPECT_FALSE(times.appended(place, 1));
}

/// Records come at a steady pace from second `begin` on; answers like a broker would.
struct SteadyLog {
    double begin = 0;
    double perSecond = 10;
    std::int64_t endAt(Instant then) const {
        const double seconds = (then - at(begin)).toSeconds();
        return static_cast<std::int64_t>(std::max(0.0, seconds) * perSecond);
    }
};

/// How many questions it takes; the answer's error in seconds.
std::pair<int, double> bisect(const SteadyLog& log, double now, std::int64_t offset) {
    AppendTimes times;
    times.note(place, at(now), log.endAt(at(now)));
    int questions = 0;
    for (auto question = times.question(place, offset, at(now)); question && questions < 100;
         question = times.question(place, offset, at(now)), ++questions)
        times.learn(place, *question, log.endAt(*question));
    const double truth = log.begin + static_cast<double>(offset) / log.perSecond;
    return {questions, std::abs(secondsOf(times.appended(place, offset)) - truth)};
}

TEST(AppendTimes, AreFoundByAFewQuestions) {
    for (const double age : {1.5, 30.0, 700.0, 20'000.0, 1'000'000.0}) {
        const SteadyLog log{-2'000'000, 10};
        const auto offset = log.endAt(at(-age));
        const auto [questions, error] = bisect(log, 0, offset);
        EXPECT_LE(questions, 16) << age;
        EXPECT_LE(error, std::max(1.0, age / 50) + 0.2) << age;
    }
}

TEST(AppendTimes, OfTheFirstRecordOfAllAreFoundToo) {
    const auto [questions, error] = bisect({-5000, 10}, 0, 0);
    EXPECT_LE(questions, 16);
    EXPECT_LE(error, 100 + 0.2);
}

TEST(AppendTimes, OlderThanAMonthAreLeftUnknown) {
    AppendTimes times;
    times.note(place, at(0), 1000);
    int questions = 0;
    for (auto question = times.question(place, 5, at(0)); question && questions < 100;
         question = times.question(place, 5, at(0)), ++questions)
        times.learn(place, *question, 1000);
    EXPECT_LE(questions, 12);
    EXPECT_FALSE(times.appended(place, 5));
}

TEST(AppendTimes, AreNotAskedForWhereLooksHaveSeenThem) {
    AppendTimes times;
    times.note(place, at(0), 100);
    times.note(place, at(10), 200);
    EXPECT_FALSE(times.question(place, 150, at(10)));
    EXPECT_TRUE(times.question(place, 50, at(10)));
}

TEST(AppendTimes, AscendWhateverTheRecordsClocksSay) {
    AppendTimes times;
    times.note(place, at(0), 100);
    times.learn(place, at(-60), 5000);  // a producer's clock is ahead
    times.learn(place, at(-120), 40);
    times.learn(place, at(-90), 20);
    EXPECT_NEAR(secondsOf(times.appended(place, 40)), -90, 30);
    EXPECT_FALSE(times.appended(place, 39));
}

TEST(AppendTimes, TakeBoundedMemoryAndKeepTheirOrder) {
    AppendTimes times;
    for (int i = 0; i < 10'000; ++i) times.note(place, at(i), i * 10);
    EXPECT_NEAR(secondsOf(times.appended(place, 99'955)), 9996, 1.01);
    double before = 0;
    for (std::int64_t offset = 0; offset < 99'990; offset += 1000) {
        const double seconds = secondsOf(times.appended(place, offset));
        if (seconds < 0) continue;
        EXPECT_GE(seconds, before);
        EXPECT_NEAR(seconds, static_cast<double>(offset) / 10, 2000);
        before = seconds;
    }
}

}  // namespace
}  // namespace headroom::connectors::kafka
