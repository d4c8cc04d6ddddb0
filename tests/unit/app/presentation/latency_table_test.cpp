#include "app/presentation/latency_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::presentation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using trace::SeriesKind;

class LatencyTableTest : public testing::Test {
protected:
    LatencyTableTest() {
        element("store", "ledger");
        element("service", "order");
        element("group", "audit");
        element("client", "users");
        series(1, "completed", SeriesKind::Counter);
        series(1, "failed", SeriesKind::Counter);
        series(1, "latency", SeriesKind::Latency);
        series(1, "inSystem", SeriesKind::Gauge);
        series(2, "processed", SeriesKind::Counter);
        series(2, "endToEndLatency", SeriesKind::Latency);
    }
    void element(const std::string& kind, const std::string& name) {
        m_table.declare(trace::Element{{m_elements++}, kind + "/" + name, kind, name, ""});
    }
    void series(std::uint32_t element, const std::string& name, SeriesKind kind) {
        m_table.declare(trace::Series{{m_series++}, {element}, name, "", kind});
    }
    void frame(std::vector<std::pair<std::uint32_t, double>> values, std::int64_t latencyNs = 0,
               std::uint32_t latencySeries = 2) {
        trace::Frame next;
        next.time = trace::Instant{} + model::Duration::seconds(m_now++);
        for (const auto& [index, value] : values) next.values.emplace_back(trace::SeriesIndex{index}, value);
        trace::LatencySketch sketch;
        if (latencyNs > 0) {
            sketch.add(latencyNs, 10);
            next.sketches.emplace_back(trace::SeriesIndex{latencySeries}, sketch);
        }
        m_table.frame(next);
    }

    LatencyTable m_table;
    std::uint32_t m_elements = 0;
    std::uint32_t m_series = 0;
    std::int64_t m_now = 0;
};

TEST_F(LatencyTableTest, HasRatesAndLatenciesOfTheNewestTenSeconds) {
    for (int second = 0; second <= 30; ++second)
        frame({{0, second * 8.0}, {1, second * 2.0}, {3, 5}}, second <= 20 ? 500'000'000 : 20'000'000);
    const std::vector<LatencyRow> rows = m_table.rows();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].name, "order");
    EXPECT_DOUBLE_EQ(rows[0].throughput, 8);
    EXPECT_DOUBLE_EQ(rows[0].failed, 0.2);
    EXPECT_NEAR(rows[0].mean, 0.02, 1e-9);
    EXPECT_NEAR(rows[0].p99, 0.02, 1e-4);
    EXPECT_EQ(rows[0].inSystem, 5);
}

TEST_F(LatencyTableTest, LeavesOutWhomNobodyToldOf) {
    frame({{4, 7}});
    frame({{4, 9}});
    EXPECT_TRUE(m_table.rows().empty()) << "that Kafka knows a group's commits is no latency";
    EXPECT_EQ(latencyText(m_table, 80), "");
    frame({{4, 12}}, 30'000'000, 5);
    ASSERT_EQ(m_table.rows().size(), 1U);
    EXPECT_EQ(m_table.rows()[0].kind, "group");
    EXPECT_EQ(m_table.rows()[0].latencyOf, "endToEndLatency");
    EXPECT_NEAR(m_table.rows()[0].mean, 0.03, 1e-9);
}

TEST_F(LatencyTableTest, SaysUnknownOfWhatItDoesNotKnow) {
    frame({{0, 0}, {1, 0}});
    EXPECT_THAT(latencyText(m_table, 80), HasSubstr("–")) << "a rate takes two frames";
    frame({{3, std::nan("")}});
    const std::vector<LatencyRow> rows = m_table.rows();
    EXPECT_EQ(rows[0].throughput, 0);
    EXPECT_TRUE(std::isnan(rows[0].p99)) << "nothing ended";
    EXPECT_TRUE(std::isnan(rows[0].inSystem));
}

TEST_F(LatencyTableTest, IsInTheOrderOfTheWay) {
    series(0, "latency", SeriesKind::Latency);
    series(3, "latency", SeriesKind::Latency);
    for (const std::uint32_t latency : {2U, 5U, 6U, 7U}) frame({}, 1'000'000, latency);
    std::vector<std::string> kinds;
    for (const LatencyRow& row : m_table.rows()) kinds.push_back(row.kind);
    EXPECT_THAT(kinds, ElementsAre("client", "service", "store", "group"));
}

}  // namespace
}  // namespace headroom::presentation
