#include "app/presentation/recent_trace.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::presentation {
namespace {

using trace::SeriesIndex;

class RecentTraceTest : public testing::Test {
protected:
    RecentTraceTest() {
        m_recent.begin({});
        m_recent.declare(trace::Element{trace::ElementIndex{0}, "topic/orders", "topic", "orders", ""});
        declare(0, "appended");
        declare(1, "retained");
    }
    void declare(std::uint32_t index, const std::string& name) {
        m_recent.declare(trace::Series{SeriesIndex{index}, trace::ElementIndex{0}, name, "records", trace::SeriesKind::Gauge});
    }
    void frame(std::vector<std::pair<SeriesIndex, double>> values) {
        trace::Frame next;
        next.number = m_number;
        next.time = trace::Instant{} + model::Duration::seconds(m_number++);
        next.values = std::move(values);
        m_recent.frame(next);
    }
    std::vector<double> column(const char* name) const {
        const trace::MemoryTrace memory = m_recent.memory();
        return memory.column(memory.findSeries("topic/orders", name)->index);
    }

    RecentTrace m_recent{model::Duration::seconds(3)};
    std::uint64_t m_number = 0;
};

TEST_F(RecentTraceTest, KeepsTheWindowAndAFrameToCountFrom) {
    frame({{SeriesIndex{1}, 7}});
    for (int i = 1; i <= 9; ++i) frame({{SeriesIndex{0}, i * 10.0}});
    const trace::MemoryTrace memory = m_recent.memory();
    ASSERT_EQ(memory.frames().size(), 4U);
    EXPECT_EQ(memory.frames().front().number, 6U);
    EXPECT_EQ(column("appended"), (std::vector<double>{60, 70, 80, 90}));
    // What was said before the window holds in it.
    EXPECT_EQ(column("retained"), (std::vector<double>{7, 7, 7, 7}));
    EXPECT_EQ(m_recent.frames(), 10U);
    EXPECT_EQ(m_recent.length(), model::Duration::seconds(9));
}

TEST_F(RecentTraceTest, KnowsNothingBeforeASeriesWasDeclared) {
    for (int i = 0; i < 6; ++i) frame({});
    declare(2, "offlinePartitions");
    frame({{SeriesIndex{2}, 1}});
    frame({});
    const std::vector<double> values = column("offlinePartitions");
    ASSERT_EQ(values.size(), 4U);
    EXPECT_TRUE(std::isnan(values[0]) && std::isnan(values[1]));
    EXPECT_EQ(values[2], 1);
    EXPECT_EQ(values[3], 1);
    for (int i = 0; i < 6; ++i) frame({});
    EXPECT_EQ(column("offlinePartitions"), (std::vector<double>{1, 1, 1, 1}));
}

TEST_F(RecentTraceTest, KnowsTheBucketsOfHistograms) {
    trace::Event event;
    event.kind = "metrics.buckets";
    event.reason.inputs = {{"bound", 0.02, "s"}, {"bound", 0.01, "s"}};
    m_recent.event(event);
    EXPECT_EQ(m_recent.buckets(), (std::vector<std::vector<double>>{{0.01, 0.02}}));
}

}  // namespace
}  // namespace headroom::presentation
