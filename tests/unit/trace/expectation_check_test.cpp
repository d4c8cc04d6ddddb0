#include "model/trace/expectation_check.h"

#include <gtest/gtest.h>

#include <limits>

namespace headroom::trace {
namespace {

using model::Expectation;
using Comparison = Expectation::Comparison;

Expectation claim(Comparison comparison, double reference, double tolerance, bool relative = true,
                  const std::string& unit = "/s") {
    Expectation made;
    made.comparison = comparison;
    made.reference = reference;
    made.tolerance = tolerance;
    made.toleranceIsRelative = relative;
    made.unit = unit;
    return made;
}

TEST(ExpectationCheck, NearHoldsWithinItsTolerance) {
    const Expectation near = claim(Comparison::Near, 200, 0.1);
    EXPECT_TRUE(holds(near, 220));
    EXPECT_TRUE(holds(near, 180));
    EXPECT_FALSE(holds(near, 220.001));
    EXPECT_FALSE(holds(near, 179.999));
    EXPECT_TRUE(holds(claim(Comparison::Near, -200, 0.1), -190));
    const Expectation absolute = claim(Comparison::Near, 200, 3, false);
    EXPECT_TRUE(holds(absolute, 203));
    EXPECT_FALSE(holds(absolute, 204));
}

TEST(ExpectationCheck, BoundsHoldUpToTheReference) {
    EXPECT_TRUE(holds(claim(Comparison::AtMost, 5, 0), 5));
    EXPECT_FALSE(holds(claim(Comparison::AtMost, 5, 0), 5.0001));
    EXPECT_TRUE(holds(claim(Comparison::AtMost, 5, 0.1), 5.5));
    EXPECT_TRUE(holds(claim(Comparison::AtLeast, 5, 0), 5));
    EXPECT_FALSE(holds(claim(Comparison::AtLeast, 5, 0), 4.9999));
    EXPECT_TRUE(holds(claim(Comparison::Equal, 5, 0.5), 5));
    EXPECT_FALSE(holds(claim(Comparison::Equal, 5, 0.5), 5.01));
}

TEST(ExpectationCheck, NeverReachedOrUnknownFails) {
    const double never = std::numeric_limits<double>::infinity();
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    for (Comparison comparison : {Comparison::Near, Comparison::AtMost, Comparison::AtLeast, Comparison::Equal})
        EXPECT_FALSE(holds(claim(comparison, 5, 0.1), unknown));
    EXPECT_FALSE(holds(claim(Comparison::AtMost, 5, 0.1), never));
    EXPECT_FALSE(holds(claim(Comparison::Near, 5, 0.1), never));
}

TEST(ExpectationCheck, SaysTheComparisonAsAPersonWould) {
    EXPECT_EQ(comparisonText(claim(Comparison::Near, 48200, 0.1), 45100), "45.1k/s, expected 48.2k/s ± 10 %");
    EXPECT_EQ(comparisonText(claim(Comparison::AtMost, 0.34, 0, true, "s"), 0.3), "300ms, expected at most 340ms");
    EXPECT_EQ(comparisonText(claim(Comparison::Near, 30, 5, false, "s"), 41), "41s, expected 30s ± 5s");
    EXPECT_EQ(comparisonText(claim(Comparison::AtLeast, 0.999, 0, true, "%"), 0.9995), "99.95 %, expected at least 99.9 %");
    EXPECT_EQ(comparisonText(claim(Comparison::Equal, 0, 0, true, ""), 3), "3, expected exactly 0");
    EXPECT_EQ(comparisonText(claim(Comparison::AtMost, 30, 0, true, "s"), std::numeric_limits<double>::infinity()),
              "never reached, expected at most 30s");
}

TEST(ExpectationCheck, WritesValuesInTheirUnit) {
    EXPECT_EQ(inUnit(0.0000012, "s"), "1.2µs");
    EXPECT_EQ(inUnit(0, "s"), "0s");
    EXPECT_EQ(inUnit(90, "s"), "90s");
    EXPECT_EQ(inUnit(16384, "B"), "16KiB");
    EXPECT_EQ(inUnit(1.5e6, "/s"), "1.5M/s");
    EXPECT_EQ(inUnit(12, "records"), "12 records");
    EXPECT_EQ(inUnit(-0.25, "s"), "-250ms");
}

TEST(ExpectationCheck, ChecksATrace) {
    MemoryTrace trace;
    trace.declare(Element{ElementIndex{0}, "service/a", "service", "a", ""});
    trace.declare(Series{SeriesIndex{0}, ElementIndex{0}, "requests", "1", SeriesKind::Counter});
    for (int i = 1; i <= 40; ++i)
        trace.frame({static_cast<std::uint64_t>(i), {i * 1'000'000'000LL}, {{SeriesIndex{0}, i * 100.0 + i % 3}}, {}});
    Expectation expectation = claim(Comparison::Near, 100, 0.01);
    expectation.query.statistic = model::MetricQuery::Statistic::Rate;
    expectation.query.element = "a";
    expectation.query.metric = "requests";
    const ExpectationResult good = check(expectation, trace);
    EXPECT_TRUE(good.pass);
    EXPECT_NEAR(*good.value, 100.025, 1e-9);
    EXPECT_GT(*good.halfWidth, 0);
    expectation.reference = 120;
    EXPECT_FALSE(check(expectation, trace).pass);
    expectation.query.metric = "request";
    const ExpectationResult unknown = check(expectation, trace);
    EXPECT_FALSE(unknown.pass);
    EXPECT_FALSE(unknown.value);
    EXPECT_EQ(unknown.comparison, "'service/a' has no metric 'request'; did you mean 'requests'?");
}

}  // namespace
}  // namespace headroom::trace
