#include "connectors/prometheus/figures_tracer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "model/trace/memory_trace.h"

namespace headroom::connectors::prometheus {
namespace {

using testing::ElementsAre;

constexpr double infinity = INFINITY;

ElementFigures transaction() {
    ElementFigures figures;
    figures.kind = "service";
    figures.name = "transaction";
    figures.requests = 100;
    figures.failures = 4;
    figures.latency = figures.newLatency = {{{0.1, 50}, {0.2, 100}, {infinity, 100}}, 9.5};
    figures.meanLatency = 0.095;
    figures.cpuSeconds = 1.5;
    figures.gauges[Figure::InFlight] = 7;
    return figures;
}

Snapshot seen(std::vector<ElementFigures> elements) {
    return {{{"http://a:80/metrics", std::nullopt, 10, {}}}, std::move(elements)};
}

class FiguresTracerTest : public testing::Test {
protected:
    void frame() {
        m_tracer.beforeFrame(m_now);
        m_live.frame(m_now);
        m_now = m_now + model::Duration::seconds(1);
    }
    void take(const Snapshot& snapshot) {
        m_tracer.take(snapshot, m_now);
        frame();
    }
    double last(const std::string& element, const std::string& series) {
        const trace::Series* found = m_trace.findSeries(element, series);
        return found == nullptr ? -1 : m_trace.column(found->index).back();
    }
    std::vector<std::string> events() {
        std::vector<std::string> all;
        for (const trace::Event& event : m_trace.events()) all.push_back(event.kind + ": " + event.summary);
        return all;
    }

    trace::Instant m_now;
    trace::MemoryTrace m_trace;
    LiveTrace m_live{m_trace};
    FiguresTracer m_tracer{m_live, model::Duration::seconds(3)};
};

TEST_F(FiguresTracerTest, GivesTheSeriesOfASimulation) {
    take(seen({transaction()}));
    take(seen({transaction()}));
    EXPECT_EQ(last("service/transaction", "completed"), 192);
    EXPECT_EQ(last("service/transaction", "failed"), 8);
    EXPECT_EQ(last("service/transaction", "cpuSeconds"), 3);
    EXPECT_EQ(last("service/transaction", "inSystem"), 7);
    EXPECT_EQ(last("source/http://a:80/metrics", "up"), 1);
    const trace::Series* latency = m_trace.findSeries("service/transaction", "latency");
    ASSERT_NE(latency, nullptr);
    EXPECT_EQ(latency->unit, "s");
    const trace::LatencySketch both = m_trace.merged(latency->index, 0, 2);
    EXPECT_EQ(both.count(), 200U);
    EXPECT_DOUBLE_EQ(both.mean(), 95e6);
    EXPECT_NEAR(both.quantile(0.5), 100e6, 2e6);
    EXPECT_EQ(m_trace.findSeries("service/transaction", "latencyMean"), nullptr) << "the sketch has it";
    EXPECT_EQ(m_trace.findSeries("service/transaction", "busyThreads"), nullptr) << "never known";
}

TEST_F(FiguresTracerTest, HoldsGaugesBetweenLooksUntilTheyAreStale) {
    take(seen({transaction()}));
    frame();
    EXPECT_EQ(last("service/transaction", "inSystem"), 7);
    EXPECT_EQ(last("service/transaction", "completed"), 96);
    frame();
    frame();
    frame();
    EXPECT_TRUE(std::isnan(last("service/transaction", "inSystem")));
    EXPECT_EQ(last("service/transaction", "completed"), 96) << "what came is known";
}

TEST_F(FiguresTracerTest, LeavesUnknownWhatOnlySomePodsSay) {
    take(seen({transaction()}));
    ElementFigures some = transaction();
    some.isPartial = true;
    take(seen({some}));
    EXPECT_TRUE(std::isnan(last("service/transaction", "inSystem")));
    take(seen({}));
    EXPECT_TRUE(std::isnan(last("service/transaction", "inSystem")));
}

TEST_F(FiguresTracerTest, HasAMeanWhereThereAreNoBuckets) {
    ElementFigures figures = transaction();
    figures.latency = figures.newLatency = {};
    take(seen({figures}));
    EXPECT_EQ(last("service/transaction", "latencyMean"), 0.095);
    EXPECT_EQ(m_trace.findSeries("service/transaction", "latency"), nullptr);
}

TEST_F(FiguresTracerTest, KeepsGroupsApartFromWhatKafkaSaysOfThem) {
    ElementFigures group = transaction();
    group.kind = "group";
    group.name = "audit";
    take(seen({group}));
    EXPECT_EQ(last("group/audit", "processingFailed"), 4);
    EXPECT_NE(m_trace.findSeries("group/audit", "processingTime"), nullptr);
    EXPECT_EQ(m_trace.findSeries("group/audit", "completed"), nullptr);
}

TEST_F(FiguresTracerTest, TellsOnceOfASourceThatFailsAndComesBack) {
    Snapshot failing = seen({});
    failing.sources.at(0).error = Error{Error::Kind::TimedOut, "http://a:80/metrics: no answer", true};
    take(seen({}));
    take(failing);
    take(failing);
    EXPECT_EQ(last("source/http://a:80/metrics", "up"), 0);
    take(seen({}));
    EXPECT_THAT(events(), ElementsAre("observer.connected: http://a:80/metrics tells its metrics",
                                      "observer.failed: http://a:80/metrics: no answer",
                                      "observer.connected: http://a:80/metrics tells its metrics"));
}

TEST_F(FiguresTracerTest, TellsOnceThatNothingIsSeenAndWhatIsOdd) {
    Snapshot odd = seen({transaction()});
    odd.sources[0].remarks = {"http://a:80/metrics: line 3, column 1: odd"};
    take(odd);
    take(odd);
    m_tracer.fail({Error::Kind::Unreachable, "nobody there", true}, m_now);
    m_tracer.fail({Error::Kind::Unreachable, "nobody there", true}, m_now);
    frame();
    EXPECT_TRUE(std::isnan(last("service/transaction", "inSystem")));
    EXPECT_THAT(events(),
                ElementsAre("observer.connected: http://a:80/metrics tells its metrics",
                            "observer.problem: http://a:80/metrics: line 3, column 1: odd",
                            "metrics.buckets: histograms of 2 buckets, from 0.1 s to 0.2 s", "observer.failed: nobody there"));
}

TEST_F(FiguresTracerTest, TellsOnceBetweenWhichBoundsTimesAreKnown) {
    ElementFigures step;
    step.kind = "step";
    step.name = "services.order.operations.create[0].cpu";
    step.newDurations[Figure::StepTime] = {{{0.01, 3}, {0.02, 5}, {infinity, 5}}, 0.06};
    take(seen({step}));
    take(seen({step}));
    std::vector<double> bounds;
    for (const trace::Event& event : m_trace.events()) {
        if (event.kind != "metrics.buckets") continue;
        for (const trace::ReasonValue& input : event.reason.inputs) bounds.push_back(std::get<double>(input.value));
    }
    EXPECT_THAT(bounds, ElementsAre(0.01, 0.02));
    const trace::Series* time = m_trace.findSeries("step/services.order.operations.create[0].cpu", "time");
    ASSERT_NE(time, nullptr);
    EXPECT_EQ(m_trace.merged(time->index, 0, 2).count(), 10U);
    EXPECT_DOUBLE_EQ(m_trace.merged(time->index, 0, 2).sum(), 0.12e9);
}

}  // namespace
}  // namespace headroom::connectors::prometheus
