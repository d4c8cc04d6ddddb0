#include "app/presentation/aggregate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace headroom::presentation {
namespace {

Report replication(double value, double guess = 0) {
    Report report;
    report.outcome = "completed";
    report.elements.push_back({"service/a", "service", "a", "", {{"throughput", value, "/s", {}}}});
    ExpectationRow row;
    row.claim.name = "throughput";
    row.claim.comparison = model::Expectation::Comparison::AtLeast;
    row.claim.reference = 11;
    row.claim.tolerance = 0;
    row.value = value;
    row.pass = value >= 11;
    report.expectations.push_back(row);
    report.guesses.push_back({"a.b", 0, 1, guess, "", "", {}, "", {guess}});
    report.guesses.push_back({"a.c", 0, 1, 0.5, "", "", {}, "", {0.5}});
    return report;
}

TEST(Aggregate, GivesMeansWithStudentIntervals) {
    const Report report = aggregate({replication(10), replication(12), replication(14)});
    EXPECT_EQ(report.replications, 3);
    const Metric& metric = report.elements[0].metrics[0];
    EXPECT_DOUBLE_EQ(metric.value, 12);
    // Standard deviation 2, t(0.975, 2) = 4.302653.
    EXPECT_NEAR(*metric.halfWidth, 4.302653 * 2 / std::sqrt(3.0), 1e-5);
    EXPECT_TRUE(report.expectations[0].pass);
    EXPECT_NE(report.expectations[0].comparison.find("2 of 3 replications hold"), std::string::npos);
    EXPECT_NEAR(widestInterval(report), *metric.halfWidth / 12, 1e-9);
}

TEST(Aggregate, FailsAnExpectationWithoutAValueSomewhere) {
    Report without = replication(12);
    without.expectations[0].value.reset();
    const Report report = aggregate({replication(12), without});
    EXPECT_FALSE(report.expectations[0].pass);
    EXPECT_EQ(report.expectations[0].comparison, "no value in 1 of 2 replications");
    EXPECT_TRUE(std::isinf(widestInterval(report)));
}

TEST(Aggregate, KeepsInfiniteValuesInfinite) {
    const Report report = aggregate({replication(12), replication(std::numeric_limits<double>::infinity())});
    EXPECT_TRUE(std::isinf(*report.expectations[0].value));
    EXPECT_FALSE(report.expectations[0].halfWidth.has_value());
}

TEST(Aggregate, RanksGuessesFromEightReplicationsOn) {
    std::vector<Report> few;
    for (int i = 0; i < 7; ++i) few.push_back(replication(20 - i, i));
    EXPECT_FALSE(aggregate(few).guesses[0].effect.has_value());
    few.push_back(replication(5, 7));
    const Report report = aggregate(few);
    EXPECT_EQ(report.guesses[0].path, "a.b");
    EXPECT_DOUBLE_EQ(*report.guesses[0].effect, 1);
    EXPECT_EQ(report.guesses[0].effectText, "-1.00");
    EXPECT_DOUBLE_EQ(*report.guesses[1].effect, 0);
}

TEST(RankCorrelation, GivesTiesTheirMeanRank) {
    EXPECT_DOUBLE_EQ(rankCorrelation({1, 2, 3}, {10, 100, 1000}), 1);
    EXPECT_DOUBLE_EQ(rankCorrelation({1, 2, 3}, {5, 5, 5}), 0);
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
    EXPECT_NEAR(rankCorrelation({1, 2, 2, 3}, {1, 2, 3, 4}), 0.948683, 1e-6);
}

}  // namespace
}  // namespace headroom::presentation
