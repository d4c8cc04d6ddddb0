#include "app/desktop/views/compare/comparison.h"

#include <gtest/gtest.h>

#include "app/desktop/views/charts/decimation.h"
#include "app/desktop/views/compare/synchronised_playheads.h"
#include "model/scenario/reader.h"
#include "tests/gui/charts/sample_trace.h"

namespace headroom::views {
namespace {

Comparison compared(const SampleTrace& a, const SampleTrace& b, Thoroughness thoroughness = Thoroughness::Intervals) {
    return compareTraces({&a.trace(), nullptr}, {&b.trace(), nullptr}, thoroughness);
}

/// Frames with a lag that grows so much a second, and so many requests.
void fill(SampleTrace& sample, int frames, double perSecond, double lagGrowth) {
    for (int i = 0; i < frames; ++i) sample.addFrame(lagGrowth * i, perSecond);
    sample.finish();
}

const ElementDifference* find(const Comparison& comparison, const char* id) {
    for (const ElementDifference& difference : comparison.differences)
        if (difference.id == QLatin1String(id)) return &difference;
    return nullptr;
}

TEST(Comparison, OfIdenticalTracesIsNoDifference) {
    SampleTrace a;
    SampleTrace b;
    fill(a, 60, 100, 3);
    fill(b, 60, 100, 3);
    const Comparison comparison = compared(a, b);
    EXPECT_TRUE(comparison.isSame);
    EXPECT_TRUE(comparison.changes.empty());
    EXPECT_EQ(comparison.summary, QStringLiteral("No difference"));
    ASSERT_NE(find(comparison, "service/shop"), nullptr);
    EXPECT_EQ(find(comparison, "service/shop")->position, 0);
}

TEST(Comparison, PutsWhatMattersFirstAndSaysIt) {
    SampleTrace a;
    SampleTrace b;
    fill(a, 60, 100, 0);
    fill(b, 60, 90, 12000);
    const Comparison comparison = compared(a, b);
    ASSERT_FALSE(comparison.changes.empty());
    EXPECT_EQ(comparison.changes.front().figure, "lag") << "from nothing to much";
    for (std::size_t i = 1; i < comparison.changes.size(); ++i)
        EXPECT_GE(comparison.changes[i - 1].weight, comparison.changes[i].weight);
    EXPECT_TRUE(comparison.summary.contains(QStringLiteral("shop loses 10.0 % throughput"))) << comparison.summary.toStdString();
    EXPECT_TRUE(comparison.summary.contains(QStringLiteral("audit"))) << comparison.summary.toStdString();
}

TEST(Comparison, CoversTheTimeBothHave) {
    SampleTrace a;
    SampleTrace b;
    fill(a, 60, 100, 3);
    fill(b, 200, 100, 3);
    const Comparison comparison = compared(a, b);
    EXPECT_EQ(comparison.fromSeconds, 5);
    EXPECT_EQ(comparison.toSeconds, 60);
    EXPECT_TRUE(comparison.isSame) << "what came later is not in A";
}

TEST(Comparison, AnElementOfOneRunIsOnlyInThatRun) {
    SampleTrace a;
    SampleTrace b;
    a.element(7, "service/old", "service", "old");
    b.element(8, "store/new", "store", "new");
    fill(a, 30, 100, 0);
    fill(b, 30, 100, 0);
    const Comparison comparison = compared(a, b);
    ASSERT_EQ(comparison.changes.size(), 2U);
    EXPECT_EQ(comparison.changes[0].differenceText, QStringLiteral("only in A"));
    EXPECT_EQ(comparison.changes[1].differenceText, QStringLiteral("only in B"));
    EXPECT_EQ(find(comparison, "service/old")->position, -1);
    EXPECT_EQ(find(comparison, "store/new")->position, 1);
}

TEST(Comparison, PositionsGoFromMuchLessToMuchMore) {
    SampleTrace a;
    SampleTrace b;
    fill(a, 60, 100, 5);
    fill(b, 60, 50, 5);
    const Comparison less = compared(a, b);
    EXPECT_DOUBLE_EQ(find(less, "service/shop")->position, -0.5);
    EXPECT_EQ(find(less, "service/shop")->text, QStringLiteral("throughput −50.0 %"));
    EXPECT_DOUBLE_EQ(find(compared(b, a), "service/shop")->position, 0.5);
}

TEST(Comparison, WithinBothIntervalsIsNotClear) {
    SampleTrace a;
    SampleTrace b;
    for (int i = 0; i < 80; ++i) {
        a.addFrame(0, 100 + 40 * (i * 7919 % 13 % 2));
        b.addFrame(0, 100 + 40 * (i * 7907 % 11 % 2));
    }
    a.finish();
    b.finish();
    const Comparison comparison = compared(a, b);
    const auto throughput = std::ranges::find(comparison.changes, "throughput", &Change::figure);
    ASSERT_NE(throughput, comparison.changes.end());
    EXPECT_FALSE(throughput->isClear);
    EXPECT_TRUE(comparison.summary.startsWith(QStringLiteral("No clear difference"))) << comparison.summary.toStdString();
}

TEST(Comparison, LessThanARecordBehindInBothIsNoLag) {
    SampleTrace a;
    SampleTrace b;
    for (int i = 0; i < 80; ++i) {
        a.addFrame(i % 4 == 0 ? 0 : 1);
        b.addFrame(i % 4 == 0 ? 1 : 0);
    }
    a.finish();
    b.finish();
    const Comparison comparison = compared(a, b);
    const auto lag = std::ranges::find(comparison.changes, "lag", &Change::figure);
    ASSERT_NE(lag, comparison.changes.end());
    EXPECT_FALSE(lag->isClear) << lag->intervalText.toStdString();
    EXPECT_TRUE(comparison.summary.startsWith(QStringLiteral("No clear difference"))) << comparison.summary.toStdString();
}

TEST(Comparison, ExpectationsThatFlipComeFirst) {
    SampleTrace a;
    SampleTrace b;
    fill(a, 60, 100, 0);
    fill(b, 60, 40, 500);
    model::Scenario scenario;
    model::Expectation claim;
    claim.name = "enough";
    claim.query.statistic = model::MetricQuery::Statistic::Rate;
    claim.query.element = "service/shop";
    claim.query.metric = "completed";
    claim.comparison = model::Expectation::Comparison::AtLeast;
    claim.reference = 90;
    claim.unit = "/s";
    scenario.expectations.push_back(claim);
    const Comparison comparison = compareTraces({&a.trace(), &scenario}, {&b.trace(), &scenario});
    ASSERT_FALSE(comparison.changes.empty());
    EXPECT_EQ(comparison.changes.front().kind, Change::Kind::Expectation);
    EXPECT_EQ(comparison.changes.front().differenceText, QStringLiteral("now fails"));
    EXPECT_TRUE(comparison.summary.startsWith(QStringLiteral("B fails “enough”, which A keeps"))) << comparison.summary.toStdString();
}

TEST(Comparison, SaysWhatTheRunsAre) {
    SampleTrace a;
    SampleTrace b;
    trace::Header header = b.trace().header();
    header.seed = 8;
    header.runtime = "live";
    header.settings["services.shop.replicas"] = "6";
    b.writable().begin(header);
    fill(a, 10, 100, 0);
    fill(b, 10, 100, 0);
    const Comparison comparison = compared(a, b);
    const auto row = [&](const char* what) {
        return *std::ranges::find(comparison.identity, QLatin1String(what), &IdentityRow::what);
    };
    EXPECT_TRUE(row("Seed").isDifferent());
    EXPECT_FALSE(row("Scenario").isDifferent());
    EXPECT_EQ(row("Figures").a, QStringLiteral("predicted"));
    EXPECT_EQ(row("Figures").b, QStringLiteral("measured"));
    EXPECT_EQ(row("services.shop.replicas").b, QStringLiteral("6"));
}

TEST(Comparison, WithoutFramesAsksForRuns) {
    SampleTrace a;
    SampleTrace b;
    EXPECT_EQ(compared(a, b).summary, QStringLiteral("Choose two runs to compare"));
}

TEST(SynchronisedPlayheads, ShowTheSameInstantOrTheEndOfTheShorter) {
    SampleTrace a;
    SampleTrace b;
    fill(a, 60, 100, 0);
    fill(b, 20, 100, 0);
    SynchronisedPlayheads both(a, b);
    both.a().moveTo(model::Instant::start() + model::Duration::seconds(10));
    EXPECT_EQ(both.b().instant(), both.a().instant());
    both.b().moveTo(model::Instant::start() + model::Duration::seconds(15));
    EXPECT_EQ(secondsOf(both.a().instant()), 15);
    both.a().moveTo(model::Instant::start() + model::Duration::seconds(40));
    EXPECT_EQ(secondsOf(both.a().instant()), 40);
    EXPECT_EQ(secondsOf(both.b().instant()), 20);
}

}  // namespace
}  // namespace headroom::views
