#include "app/presentation/instant_figures.h"

#include <gtest/gtest.h>

namespace headroom::presentation {
namespace {

using trace::SeriesKind;

/// A service, and a topic of two partitions that two groups read.
class InstantFiguresTest : public testing::Test {
protected:
    InstantFiguresTest() {
        declare("service", "api", "");
        series("completed", "requests", SeriesKind::Counter);
        series("utilisation", "1", SeriesKind::Gauge);
        series("replicas", "pods", SeriesKind::Gauge);
        series("readyReplicas", "pods", SeriesKind::Gauge);
        declare("topic", "orders", "");
        for (const char* name : {"audit/orders-0", "audit/orders-1", "billing/orders-1"}) {
            declare("assignment", name, "group/audit");
            series("consumerLag", "records", SeriesKind::Gauge);
        }
        frame({0, 0.2, 2, 2, 5, 10, 30});
        frame({100, 0.97, 2, 2, 5, 10, 30});
        frame({300, 0.5, 4, 2, 7, 10, 2});
    }

    void declare(const char* kind, const std::string& name, const char* parent) {
        m_element = {m_elements++};
        m_trace.declare(trace::Element{m_element, std::string(kind) + "/" + name, kind, name, parent});
    }
    void series(const char* name, const char* unit, SeriesKind kind) {
        m_trace.declare(trace::Series{{m_seriesCount++}, m_element, name, unit, kind});
    }
    void frame(const std::vector<double>& values) {
        trace::Frame frame;
        frame.number = ++m_number;
        frame.time = model::Instant{static_cast<std::int64_t>(m_number) * 1'000'000'000};
        for (std::uint32_t i = 0; i < values.size(); ++i) frame.values.emplace_back(model::SeriesIndex{i}, values[i]);
        m_trace.frame(frame);
    }

    trace::MemoryTrace m_trace;
    model::ElementIndex m_element;
    std::uint32_t m_elements = 0;
    std::uint32_t m_seriesCount = 0;
    std::uint64_t m_number = 0;
    InstantFigures m_figures{m_trace, nullptr};
};

TEST_F(InstantFiguresTest, AreThoseOfTheFrame) {
    const CardFigures figures = m_figures.at("service/api", 2);
    EXPECT_DOUBLE_EQ(figures.throughput, 200);
    EXPECT_EQ(figures.throughputUnit, "requests/s");
    EXPECT_DOUBLE_EQ(figures.utilisation, 0.5);
    EXPECT_EQ(figures.history, (std::vector<double>{100, 200}));
    EXPECT_EQ(figures.ready, 2);
    EXPECT_EQ(figures.wanted, 4);
}

TEST_F(InstantFiguresTest, StatesFollowFromFigures) {
    EXPECT_EQ(m_figures.at("service/api", 0).state, CardState::Ok);
    EXPECT_EQ(m_figures.at("service/api", 1).state, CardState::Saturated);
    EXPECT_EQ(m_figures.at("service/api", 2).state, CardState::Scaling);
}

TEST_F(InstantFiguresTest, APartitionHasTheLagOfTheGroupFurthestBehind) {
    EXPECT_EQ(m_figures.at("topic/orders", 0).partitionLag, (std::vector<double>{5, 30}));
    EXPECT_EQ(m_figures.at("topic/orders", 2).partitionLag, (std::vector<double>{7, 10}));
}

TEST_F(InstantFiguresTest, AFaultLastsUntilItEnds) {
    trace::Event event;
    event.time = model::Instant{1'500'000'000};
    event.kind = "fault.began";
    event.element = "service/api";
    event.reason.result = "service/api cut off for 1 s";
    m_trace.event(event);
    EXPECT_EQ(m_figures.at("service/api", 0).state, CardState::Ok);
    EXPECT_EQ(m_figures.at("service/api", 1).state, CardState::Fault);
    event.time = model::Instant{2'500'000'000};
    event.kind = "fault.ended";
    m_trace.event(event);
    EXPECT_EQ(m_figures.at("service/api", 2).state, CardState::Scaling);
}

TEST_F(InstantFiguresTest, WhatThereIsNotHasNoFigures) {
    EXPECT_TRUE(std::isnan(m_figures.at("service/none", 0).throughput));
    EXPECT_TRUE(std::isnan(m_figures.at("service/api", 99).throughput));
}

}  // namespace
}  // namespace headroom::presentation
