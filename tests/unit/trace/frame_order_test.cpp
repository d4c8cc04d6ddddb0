#include "model/trace/frame_order.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>

#include "model/trace/memory_trace.h"
#include "tests/unit/trace/trace_samples.h"

namespace headroom::trace {
namespace {

/// Passes frames on after combining each with the `skip` before it.
class Skipping : public MemoryTrace {
public:
    explicit Skipping(int skip) : m_skip(skip) {}
    void frame(const Frame& frame) override {
        m_pending = m_skipped == 0 ? frame : combined(m_pending, frame);
        if (m_skipped++ < m_skip) return;
        m_skipped = 0;
        MemoryTrace::frame(m_pending);
    }

private:
    int m_skip;
    int m_skipped = 0;
    Frame m_pending;
};

RC_GTEST_PROP(FrameOrder, LeavingFramesOutChangesNeitherStateNorTotals, (std::uint64_t seed)) {
    const auto skip = *rc::gen::inRange(0, 5);
    MemoryTrace all;
    Skipping some(skip);
    samples::RandomTrace(seed).writeTo(all, 80);
    samples::RandomTrace(seed).writeTo(some, 80);
    if (some.frames().empty()) return;
    const std::size_t shown = some.frames().size();
    const std::size_t of = shown * static_cast<std::size_t>(skip + 1);
    RC_ASSERT(some.frames().back().number == all.frames()[of - 1].number);
    for (const Series& series : all.series()) {
        if (series.kind == SeriesKind::Latency) {
            const LatencySketch merged = some.merged(series.index, 0, shown);
            const LatencySketch expected = all.merged(series.index, 0, of);
            RC_ASSERT(merged.buckets() == expected.buckets());
            RC_ASSERT(merged.min() == expected.min());
            RC_ASSERT(merged.max() == expected.max());
        } else {
            const double value = some.column(series.index).back();
            const double expected = all.column(series.index)[of - 1];
            RC_ASSERT(std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(expected));
        }
    }
}

TEST(FrameOrder, SortsOnlyWhereNeeded) {
    Frame scratch;
    const Frame sorted{1, {2}, {{SeriesIndex{0}, 4}, {SeriesIndex{1}, 5}}, {}};
    const Frame mixed{1, {2}, {{SeriesIndex{1}, 5}, {SeriesIndex{0}, 4}}, {}};
    EXPECT_EQ(&inSeriesOrder(sorted, scratch), &sorted);
    EXPECT_EQ(inSeriesOrder(mixed, scratch).values, sorted.values);
    EXPECT_THROW(inSeriesOrder(Frame{1, {2}, {{SeriesIndex{1}, 5}, {SeriesIndex{1}, 4}}, {}}, scratch), std::logic_error);
}

}  // namespace
}  // namespace headroom::trace
