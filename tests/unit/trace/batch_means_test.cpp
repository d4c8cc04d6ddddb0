#include "model/trace/batch_means.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "model/trace/student_t.h"

namespace headroom::trace {
namespace {

using model::MetricQuery;
using Statistic = MetricQuery::Statistic;

/// Quantiles to 12 digits, by numerical integration of the density with t = sqrt(n) tan(x).
TEST(StudentT, QuantilesMatchTheTables) {
    EXPECT_NEAR(studentTQuantile(0.975, 1), 12.7062047362, 1e-9);
    EXPECT_NEAR(studentTQuantile(0.975, 2), 4.30265272975, 1e-9);
    EXPECT_NEAR(studentTQuantile(0.975, 4), 2.77644510520, 1e-9);
    EXPECT_NEAR(studentTQuantile(0.975, 9), 2.26215716280, 1e-9);
    EXPECT_NEAR(studentTQuantile(0.975, 19), 2.09302405441, 1e-9);
    EXPECT_NEAR(studentTQuantile(0.95, 5), 2.01504837333, 1e-9);
    EXPECT_NEAR(studentTQuantile(0.995, 10), 3.16927267262, 1e-9);
    EXPECT_NEAR(studentTQuantile(0.975, 1e7), 1.95996398454, 1e-6);
}

/// Closed forms: one degree is Cauchy's distribution, two have 1/2 + t / (2 sqrt(2 + t²)).
TEST(StudentT, CdfMatchesItsClosedForms) {
    for (double t : {-30.0, -2.5, -0.01, 0.0, 0.3, 1.0, 7.0, 1000.0}) {
        EXPECT_NEAR(studentTCdf(t, 1), 0.5 + std::atan(t) / std::acos(-1.0), 1e-12) << t;
        EXPECT_NEAR(studentTCdf(t, 2), 0.5 + t / (2 * std::sqrt(2 + t * t)), 1e-12) << t;
    }
}

TEST(StudentT, QuantileInvertsTheCdf) {
    for (double degrees : {1.0, 3.0, 8.0, 40.0, 1000.0})
        for (double p : {0.001, 0.1, 0.5, 0.8, 0.9999})
            EXPECT_NEAR(studentTCdf(studentTQuantile(p, degrees), degrees), p, 1e-10) << degrees << ' ' << p;
}

MetricQuery query(Statistic statistic, const std::string& metric) {
    MetricQuery made;
    made.statistic = statistic;
    made.element = "service/a";
    made.metric = metric;
    return made;
}

/// A gauge, a counter's growth a frame, and one latency a frame, all value(i).
MemoryTrace traceOf(int frames, const std::function<double(int)>& value) {
    MemoryTrace trace;
    trace.declare(Element{ElementIndex{0}, "service/a", "service", "a", ""});
    trace.declare(Series{SeriesIndex{0}, ElementIndex{0}, "gauge", "1", SeriesKind::Gauge});
    trace.declare(Series{SeriesIndex{1}, ElementIndex{0}, "counter", "1", SeriesKind::Counter});
    trace.declare(Series{SeriesIndex{2}, ElementIndex{0}, "latency", "s", SeriesKind::Latency});
    double total = 0;
    for (int i = 0; i < frames; ++i) {
        total += value(i);
        Frame frame{static_cast<std::uint64_t>(i),
                    {(i + 1) * 1'000'000'000LL},
                    {{SeriesIndex{0}, value(i)}, {SeriesIndex{1}, total}},
                    {}};
        frame.sketches.emplace_back(SeriesIndex{2}, LatencySketch{});
        frame.sketches[0].second.add(static_cast<std::int64_t>(value(i) * 1e9));
        trace.frame(frame);
    }
    return trace;
}

TEST(BatchMeans, IsTheIntervalOfTheBatchesMeans) {
    // Four batches of two frames with means 1, 2, 3, 6: mean 3, variance 14/3, t(3) = 3.18244630528.
    const double values[] = {0, 2, 1, 3, 3, 3, 5, 7};
    const MemoryTrace trace = traceOf(8, [&](int i) { return values[i]; });
    const double expected = 3.18244630528 * std::sqrt(14.0 / 3 / 4);
    const IntervalEstimate mean = queryWithInterval(query(Statistic::Mean, "gauge"), trace, 0.95, 4);
    EXPECT_DOUBLE_EQ(*mean.value, 3);
    EXPECT_EQ(mean.batches, 4);
    EXPECT_NEAR(*mean.halfWidth, expected, 1e-9);
    EXPECT_NEAR(*queryWithInterval(query(Statistic::Rate, "counter"), trace, 0.95, 4).halfWidth, expected, 1e-9);
    const IntervalEstimate total = queryWithInterval(query(Statistic::Total, "counter"), trace, 0.95, 4);
    EXPECT_DOUBLE_EQ(*total.value, 24);
    EXPECT_NEAR(*total.halfWidth, 8 * expected, 1e-9);
    EXPECT_NEAR(*queryWithInterval(query(Statistic::Mean, "latency"), trace, 0.95, 4).halfWidth, expected, 1e-9);
}

TEST(BatchMeans, HasNoIntervalWhereThereIsNone) {
    const MemoryTrace trace = traceOf(3, [](int i) { return i; });
    EXPECT_FALSE(queryWithInterval(query(Statistic::Mean, "gauge"), trace).halfWidth) << "too few frames";
    EXPECT_TRUE(queryWithInterval(query(Statistic::Mean, "gauge"), trace).value);
    const MemoryTrace longer = traceOf(100, [](int i) { return i; });
    EXPECT_FALSE(queryWithInterval(query(Statistic::Max, "gauge"), longer).halfWidth);
    EXPECT_FALSE(queryWithInterval(query(Statistic::Last, "gauge"), longer).halfWidth);
    EXPECT_TRUE(queryWithInterval(query(Statistic::Mean, "gauge"), longer).halfWidth);
    EXPECT_EQ(queryWithInterval(query(Statistic::Mean, "gauges"), longer).message,
              "'service/a' has no metric 'gauges'; did you mean 'gauge'?");
}

TEST(BatchMeans, AddsTheRelativeVariancesOfAQuotient) {
    const MemoryTrace trace = traceOf(80, [](int i) { return 5.0 + i % 7; });
    MetricQuery relative = query(Statistic::Mean, "gauge");
    relative.window = MetricQuery::Window{{0}, {40'000'000'000}};
    const IntervalEstimate above = queryWithInterval(relative, trace);
    MetricQuery base = relative;
    base.window = MetricQuery::Window{{40'000'000'000}, {80'000'000'000}};
    const IntervalEstimate below = queryWithInterval(base, trace);
    relative.relativeTo = base.window;
    const IntervalEstimate quotient = queryWithInterval(relative, trace);
    EXPECT_DOUBLE_EQ(*quotient.value, *above.value / *below.value);
    EXPECT_NEAR(*quotient.halfWidth / *quotient.value,
                std::hypot(*above.halfWidth / *above.value, *below.halfWidth / *below.value), 1e-12);
}

/// 2,000 runs of independent values uniform on [0, 1): the standard error of the coverage is 0.5 %.
TEST(BatchMeans, CoversTheMeanNinetyFiveTimesInAHundred) {
    int covered = 0;
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
        std::mt19937_64 random(seed);
        std::vector<double> values;
        for (int i = 0; i < 60; ++i) values.push_back(static_cast<double>(random() >> 11U) * 0x1p-53);
        const MemoryTrace trace = traceOf(60, [&](int i) { return values[static_cast<std::size_t>(i)]; });
        const IntervalEstimate mean = queryWithInterval(query(Statistic::Mean, "gauge"), trace);
        covered += std::abs(*mean.value - 0.5) <= *mean.halfWidth ? 1 : 0;
    }
    EXPECT_NEAR(covered / 2000.0, 0.95, 0.015);
}

}  // namespace
}  // namespace headroom::trace
