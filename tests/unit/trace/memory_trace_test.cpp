#include "model/trace/memory_trace.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/trace/tee_sink.h"
#include "tests/unit/trace/trace_samples.h"

namespace headroom::trace {
namespace {

TEST(MemoryTrace, AlignsColumnsWithFrames) {
    MemoryTrace trace;
    samples::declareService(trace);
    trace.frame({0, {0}, {{SeriesIndex{0}, 3}}, {}});
    trace.frame({1, {1}, {}, {}});
    trace.declare(Element{ElementIndex{4}, "pod/late", "pod", "late", "service/transaction"});
    trace.declare(Series{SeriesIndex{9}, ElementIndex{4}, "ready", "1", SeriesKind::Gauge});
    trace.frame({2, {2}, {{SeriesIndex{0}, 5}}, {}});
    EXPECT_EQ(trace.column(SeriesIndex{0}), (std::vector<double>{3, 3, 5}));
    EXPECT_EQ(trace.column(SeriesIndex{1}), (std::vector<double>{0, 0, 0}));
    EXPECT_TRUE(std::isnan(trace.column(SeriesIndex{9})[1]));
    EXPECT_EQ(trace.column(SeriesIndex{9})[2], 0);
    EXPECT_TRUE(trace.column(SeriesIndex{2}).empty());
    EXPECT_THROW(trace.frame({3, {3}, {{SeriesIndex{5}, 1}}, {}}), std::logic_error);
}

TEST(MemoryTrace, MergesSketchesOfARangeOfFrames) {
    MemoryTrace trace;
    samples::declareService(trace);
    LatencySketch expected;
    for (std::uint64_t i = 0; i < 6; ++i) {
        Frame frame{i, {static_cast<std::int64_t>(i)}, {}, {{SeriesIndex{2}, {}}}};
        if (i != 3) frame.sketches[0].second.add(static_cast<std::int64_t>(i * 1'000'003));
        if (i >= 2 && i < 5) expected.merge(frame.sketches[0].second);
        trace.frame(frame);
    }
    EXPECT_EQ(trace.merged(SeriesIndex{2}, 2, 5), expected);
    EXPECT_EQ(trace.sketches(SeriesIndex{2}).size(), 5U) << "an empty sketch takes no room";
    EXPECT_TRUE(trace.merged(SeriesIndex{2}, 3, 4).empty());
}

TEST(MemoryTrace, FindsByIdKindParentAndName) {
    MemoryTrace trace;
    samples::declareService(trace);
    trace.declare(Element{ElementIndex{1}, "pod/transaction-0", "pod", "transaction-0", "service/transaction"});
    trace.declare(Element{ElementIndex{2}, "pod/transaction-1", "pod", "transaction-1", "service/transaction"});
    EXPECT_EQ(trace.elementsOfKind("pod").size(), 2U);
    ASSERT_EQ(trace.children("service/transaction").size(), 2U);
    EXPECT_EQ(trace.children("service/transaction")[1]->id, "pod/transaction-1");
    EXPECT_EQ(trace.element("service/transaction").name, "transaction");
    EXPECT_THROW(trace.element("service/x"), std::out_of_range);
    EXPECT_EQ(trace.findElement("service/x"), nullptr);
    EXPECT_EQ(trace.findElement(ElementIndex{2})->name, "transaction-1");
    ASSERT_NE(trace.findSeries("service/transaction", "latency"), nullptr);
    EXPECT_EQ(trace.findSeries("service/transaction", "latency")->index, SeriesIndex{2});
    EXPECT_EQ(trace.findSeries("service/transaction", "x"), nullptr);
    EXPECT_EQ(trace.findSeries("service/x", "latency"), nullptr);
    EXPECT_EQ(trace.seriesOf("service/transaction").size(), 3U);
    EXPECT_TRUE(trace.seriesOf("pod/transaction-0").empty());
}

TEST(TeeSink, GivesEverySinkTheSame) {
    std::string first;
    std::string second;
    StringSink firstBytes(first);
    StringSink secondBytes(second);
    NdjsonWriter one(firstBytes);
    NdjsonWriter two(secondBytes);
    TeeSink tee({&one});
    tee.add(two);
    samples::everything(tee);
    EXPECT_EQ(first, samples::lines([](TraceSink& sink) { samples::everything(sink); }));
    EXPECT_EQ(second, first);
}

}  // namespace
}  // namespace headroom::trace
