#include "model/trace/query.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace headroom::trace {
namespace {

using model::MetricQuery;
using Statistic = MetricQuery::Statistic;

constexpr std::int64_t second = 1'000'000'000;

/// Ten frames at 1 s ... 10 s of service/a: requests grow by 10 i, queue is i, latency holds i ms once; warm-up 2 s.
MemoryTrace tenSeconds() {
    MemoryTrace trace;
    Header header;
    header.warmup = model::Duration::seconds(2);
    trace.begin(header);
    trace.declare(Element{ElementIndex{0}, "service/a", "service", "a", ""});
    trace.declare(Element{ElementIndex{1}, "store/a", "store", "a", ""});
    trace.declare(Series{SeriesIndex{0}, ElementIndex{0}, "requests", "1", SeriesKind::Counter});
    trace.declare(Series{SeriesIndex{1}, ElementIndex{0}, "queue", "1", SeriesKind::Gauge});
    trace.declare(Series{SeriesIndex{2}, ElementIndex{0}, "latency", "s", SeriesKind::Latency});
    trace.declare(Series{SeriesIndex{3}, ElementIndex{1}, "requests", "1", SeriesKind::Counter});
    trace.declare(Series{SeriesIndex{4}, ElementIndex{1}, "lag", "records", SeriesKind::Gauge});
    double total = 0;
    for (int i = 1; i <= 10; ++i) {
        total += 10 * i;
        Frame frame{static_cast<std::uint64_t>(i), {i * second}, {{SeriesIndex{0}, total}, {SeriesIndex{1}, i}}, {}};
        frame.values.emplace_back(SeriesIndex{4}, std::numeric_limits<double>::quiet_NaN());
        frame.sketches.emplace_back(SeriesIndex{2}, LatencySketch{});
        frame.sketches[0].second.add(i * 1'000'000);
        trace.frame(frame);
    }
    return trace;
}

MetricQuery query(Statistic statistic, const std::string& metric, double from = 0, double to = -1) {
    MetricQuery made;
    made.statistic = statistic;
    made.element = "service/a";
    made.metric = metric;
    if (from == 0 && to < 0) return made;  // the default: what follows the warm-up
    MetricQuery::Window window;
    window.from = Instant::start() + model::Duration::fromSeconds(from);
    if (to >= 0) window.to = Instant::start() + model::Duration::fromSeconds(to);
    made.window = window;
    return made;
}

double answer(const MetricQuery& question) {
    const QueryResult result = evaluate(question, tenSeconds());
    EXPECT_TRUE(result.value) << result.message;
    return result.value.value_or(std::numeric_limits<double>::quiet_NaN());
}

std::string refusal(const MetricQuery& question) {
    const QueryResult result = evaluate(question, tenSeconds());
    EXPECT_FALSE(result.value);
    return result.message;
}

TEST(Query, RateAndTotalAreOfTheWindowsFrames) {
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Total, "requests")), 520) << "after the warm-up of 2 s: 30 + ... + 100";
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Rate, "requests")), 65);
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Total, "requests", 0, 10)), 550) << "an explicit window may hold the warm-up";
    MetricQuery whole = query(Statistic::Total, "requests");
    whole.window = MetricQuery::Window{};
    EXPECT_DOUBLE_EQ(answer(whole), 550) << "so may one without an end";
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Rate, "requests", 4, 6)), 55);
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Rate, "requests", 3.5, 6.5)), 55) << "only whole intervals";
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Last, "requests", 0, 3)), 60);
}

TEST(Query, GaugesAreWeightedByTheirInterval) {
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Mean, "queue", 4, 6)), 5.5);
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Max, "queue", 4, 6)), 6);
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Min, "queue", 4, 6)), 5);
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Last, "queue", 4, 6)), 6);
    MemoryTrace uneven;
    uneven.declare(Element{ElementIndex{0}, "service/a", "service", "a", ""});
    uneven.declare(Series{SeriesIndex{0}, ElementIndex{0}, "queue", "1", SeriesKind::Gauge});
    uneven.frame({0, {0}, {{SeriesIndex{0}, 100}}, {}});
    uneven.frame({1, {1 * second}, {{SeriesIndex{0}, 2}}, {}});
    uneven.frame({2, {4 * second}, {{SeriesIndex{0}, 6}}, {}});
    EXPECT_DOUBLE_EQ(*evaluate(query(Statistic::Mean, "queue"), uneven).value, (2 * 1 + 6 * 3) / 4.0)
        << "the frame at the start covers no time";
}

TEST(Query, LatenciesAreInSecondsOverMergedSketches) {
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Mean, "latency", 4, 6)), 0.0055);
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Max, "latency")), 0.010);
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Min, "latency")), 0.003);
    EXPECT_NEAR(answer(query(Statistic::P50, "latency", 0, 10)), 0.005, 0.005 / 256);
    EXPECT_NEAR(answer(query(Statistic::P90, "latency", 0, 10)), 0.009, 0.009 / 256);
    EXPECT_NEAR(answer(query(Statistic::P99, "latency", 0, 10)), 0.010, 0.010 / 256);
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Rate, "latency", 4, 6)), 1);
    EXPECT_DOUBLE_EQ(answer(query(Statistic::Total, "latency", 4, 6)), 2);
}

TEST(Query, TimeUntilCountsFromTheWindowsStart) {
    MetricQuery until = query(Statistic::TimeUntil, "queue", 3, 9);
    until.condition = {MetricQuery::Condition::Comparison::GreaterEqual, 7};
    EXPECT_DOUBLE_EQ(answer(until), 4);
    until.condition = {MetricQuery::Condition::Comparison::Greater, 2};
    EXPECT_DOUBLE_EQ(answer(until), 0) << "it holds at once";
    until.condition = {MetricQuery::Condition::Comparison::Equal, 10};
    EXPECT_EQ(answer(until), std::numeric_limits<double>::infinity()) << "the window ends before";
    until.condition = {MetricQuery::Condition::Comparison::Less, 100};
    until.metric = "lag";
    until.element = "store/a";
    EXPECT_EQ(answer(until), std::numeric_limits<double>::infinity()) << "an unknown value fulfils nothing";
}

TEST(Query, RelativeToDividesByTheOtherWindow) {
    MetricQuery relative = query(Statistic::Rate, "requests", 8, 10);
    relative.relativeTo = MetricQuery::Window{{0}, {2 * second}};
    EXPECT_DOUBLE_EQ(answer(relative), 95.0 / 15.0);
    MetricQuery until = query(Statistic::TimeUntil, "queue", 2, 10);
    until.condition = {MetricQuery::Condition::Comparison::GreaterEqual, 6};
    until.relativeTo = MetricQuery::Window{{4 * second}, {10 * second}};
    EXPECT_DOUBLE_EQ(answer(until), 2) << "4 s over 2 s";
    relative.element = "store/a";
    EXPECT_EQ(refusal(relative), "the reference window's value is 0");
}

TEST(Query, FindsABareNameWhereItIsUnique) {
    MetricQuery bare = query(Statistic::Mean, "queue", 4, 6);
    bare.element = "a";
    EXPECT_DOUBLE_EQ(answer(bare), 5.5) << "only the service has a queue";
    bare.metric = "requests";
    EXPECT_EQ(refusal(bare), "'a' is ambiguous: service/a, store/a");
}

TEST(Query, NamesTheNearestElementAndMetric) {
    MetricQuery wrong = query(Statistic::Mean, "queue");
    wrong.element = "service/b";
    EXPECT_EQ(refusal(wrong), "there is no element 'service/b'; did you mean 'service/a'?");
    wrong = query(Statistic::Mean, "queu");
    EXPECT_EQ(refusal(wrong), "'service/a' has no metric 'queu'; did you mean 'queue'?");
    wrong = query(Statistic::Mean, "temperature");
    EXPECT_EQ(refusal(wrong), "'service/a' has no metric 'temperature'; it has latency, queue, requests");
}

TEST(Query, SaysWhyAStatisticDoesNotApply) {
    EXPECT_EQ(refusal(query(Statistic::Mean, "requests")), "'requests' is a counter: ask for rate, total, last or time until");
    EXPECT_EQ(refusal(query(Statistic::P99, "queue")), "'queue' is a gauge: ask for mean, max, min, last or time until");
    EXPECT_EQ(refusal(query(Statistic::TimeUntil, "latency")),
              "'latency' is a latency: ask for mean, max, min, a percentile, rate or total");
    EXPECT_EQ(refusal(query(Statistic::Rate, "requests", 4.1, 4.9)), "the window holds no whole frame interval");
    EXPECT_EQ(refusal(query(Statistic::Rate, "requests", 50, 60)), "the window holds no whole frame interval");
    MetricQuery unknown = query(Statistic::Mean, "lag");
    unknown.element = "store/a";
    EXPECT_EQ(refusal(unknown), "the value is unknown in the whole window");
}

TEST(FrameSpan, SplitsIntoNearlyEqualRunsWithoutGaps) {
    const MemoryTrace trace = tenSeconds();
    const FrameSpan all = framesWithin(trace, {{0}, Instant::never()});
    for (std::size_t count : {1U, 3U, 10U, 99U}) {
        const std::vector<FrameSpan> parts = split(trace, all, count);
        EXPECT_EQ(parts.size(), std::min<std::size_t>(count, 10));
        Instant end = all.begin;
        for (const FrameSpan& part : parts) {
            EXPECT_EQ(part.begin, end);
            EXPECT_FALSE(part.empty());
            end = part.end;
        }
        EXPECT_EQ(end, all.end);
    }
    EXPECT_TRUE(framesWithin(MemoryTrace{}, {}).empty());
}

}  // namespace
}  // namespace headroom::trace
