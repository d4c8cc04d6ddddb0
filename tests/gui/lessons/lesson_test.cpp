#include "app/desktop/views/lessons/lesson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/desktop/theme/theme_store.h"
#include "app/desktop/views/lessons/topology_sketch.h"
#include "model/scenario/reader.h"
#include "tests/gui/lessons/lesson_run.h"

namespace headroom::views {
namespace {

using Kind = LessonVerdict::Kind;

TEST(Lessons, ThereAreThreeInTheirOrderAndTheirScenariosAreSound) {
    const desktop::ThemeStore brings_the_resources;
    const std::vector<Lesson> lessons = readLessons(QStringLiteral(":/lessons"));
    ASSERT_EQ(lessons.size(), 3U);
    EXPECT_EQ(lessons[0].id, QStringLiteral("consumer-lag"));
    EXPECT_EQ(lessons[2].id, QStringLiteral("circuit-breaker"));
    for (const Lesson& lesson : lessons) {
        EXPECT_EQ(lesson.minutes, 5);
        const model::ReadResult read = model::readScenarioText(originalOf(lesson), "lesson");
        EXPECT_FALSE(read.diagnostics.hasErrors());
        ASSERT_TRUE(read.scenario.has_value());
        std::vector<QString> claims;
        for (const auto& claim : read.scenario->expectations) claims.push_back(QString::fromStdString(claim.name));
        std::vector<QString> explained;
        for (const auto& [name, sentence] : lesson.otherwise) explained.push_back(name);
        EXPECT_THAT(explained, testing::UnorderedElementsAreArray(claims)) << lesson.id.toStdString();
    }
}

TEST(Lessons, AMissingFieldIsNamed) {
    try {
        lessonFromYaml("lesson: x\norder: 1\n", QStringLiteral("x.yaml"));
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "x.yaml has no 'title'");
    }
}

TEST(Lessons, WhatHadToStayIsNamed) {
    const Lesson lesson = lessonCalled(QStringLiteral("consumer-lag"));
    const std::string original = originalOf(lesson);
    EXPECT_TRUE(
        changesBeyond(lesson, original, changed(original, {{"topics.orders.partitions", "12"}}) + "# a note\n").isEmpty());
    const std::string cheated = changed(original, {{"clients.shop.load", "constant(10/s)"}});
    EXPECT_EQ(changesBeyond(lesson, original, cheated), QStringList{QStringLiteral("clients.shop.load")});
    const LessonVerdict verdict = judgeLesson(lesson, original, cheated, trace::MemoryTrace());
    EXPECT_EQ(verdict.kind, Kind::ChangedTooMuch);
    EXPECT_TRUE(verdict.sentence.contains(QStringLiteral("clients.shop.load")));
    const std::string fewer = changed(original, {{"expect", "[]"}});
    EXPECT_FALSE(changesBeyond(lesson, original, fewer).isEmpty()) << "the claims themselves must stay";
}

TEST(Lessons, ARunOfAnotherTextIsNotJudged) {
    const Lesson lesson = lessonCalled(QStringLiteral("consumer-lag"));
    const std::string original = originalOf(lesson);
    EXPECT_EQ(judgeLesson(lesson, original, original, trace::MemoryTrace()).kind, Kind::NotRun);
    const LessonRun run(original);
    const std::string later = changed(original, {{"topics.orders.partitions", "12"}});
    EXPECT_EQ(judgeLesson(lesson, original, later, run.trace()).kind, Kind::Stale);
}

class HiddenFaults : public testing::TestWithParam<const char*> {};

TEST_P(HiddenFaults, EachChangesTheRunAndOnlyTheRun) {
    const Lesson lesson = lessonCalled(QString::fromLatin1(GetParam()));
    const std::string original = originalOf(lesson);
    const LessonRun without(original);
    const auto faultsIn = [&](const LessonRun& run) {
        return std::ranges::count_if(run.trace().events(), [&](const trace::Event& event) { return givesAway(event, original); });
    };
    EXPECT_EQ(faultsIn(without), 0);
    for (std::size_t i = 0; i < lesson.hiddenFaults.size(); ++i) {
        std::vector<bool> hidden(lesson.hiddenFaults.size());
        hidden[i] = true;
        const QStringList settings = hiddenFaultSettings(lesson, hidden);
        ASSERT_EQ(settings.size(), 1);
        const LessonRun with(original, settings);
        EXPECT_NE(with.trace().footer()->fingerprint, without.trace().footer()->fingerprint);
        EXPECT_EQ(with.trace().header().scenarioText, original);
        EXPECT_GE(faultsIn(with), 1) << "the event that tells of it is known, so that views can leave it out";
        EXPECT_TRUE(lesson.suspects().contains(lesson.hiddenFaults[i].what));
    }
}

INSTANTIATE_TEST_SUITE_P(Lessons, HiddenFaults, testing::Values("consumer-lag", "autoscaling", "circuit-breaker"));

TEST(TopologySketch, DrawsWhatWorksAndLeavesOutTheRest) {
    const model::ReadResult read =
        model::readScenario(findInstalledFile(QStringLiteral("scenarios/transaction-platform.yaml"))->toStdString());
    ASSERT_TRUE(read.scenario.has_value());
    const TopologySketch sketch = sketchOf(*read.scenario);
    std::vector<std::string> names;
    for (const auto& node : sketch.nodes) names.push_back(node.name.toStdString());
    EXPECT_THAT(names, testing::UnorderedElementsAre("users", "gateway", "transaction", "notification", "audit", "ledger",
                                                     "audit-log", "cache", "transaction-initiated"));
    EXPECT_EQ(sketch.edges.size(), 8U);
    for (const auto& node : sketch.nodes) EXPECT_TRUE(QRectF(QPointF(), sketch.size).contains(node.box));
}

}  // namespace
}  // namespace headroom::views
