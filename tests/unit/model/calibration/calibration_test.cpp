#include "model/calibration/calibration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/model/calibration/synthetic_times.h"
#include "tests/unit/model/forecast/forecast_samples.h"

namespace headroom::calibration {
namespace {

using model::Distribution;
using testing::HasSubstr;

const std::string text = R"yaml(scenario: shop
clients:
  users: {load: poisson(100/s), journey: [{call: gate.order}]}
  bots: {load: "closed(users=5, thinkTime=1s)", journey: [{call: gate.order}]}
gateways:
  gate: {authentication: 1ms, routes: {order: {to: order.create, cpu: 2ms}, show: order.create}}
services:
  order:
    startup: guess(1s..3s)
    operations:
      create: [{cpu: 1ms}, {store: ledger.insert}, {wait: guess(1ms..9ms)}, {publish: placed}]
  work: {listeners: {placed: {topics: [placed], groupId: work, steps: [{wait: 20ms}]}}}
stores: {ledger: {kind: postgresql, operations: {insert: 1ms}}}
kafka: {main: {brokers: 1}}
topics: {placed: {partitions: 4}}
)yaml";

/// A live session of a hundred seconds, made by hand.
class Session {
public:
    Session() {
        trace::Header header;
        header.runtime = "live";
        m_trace.begin(header);
    }
    void told(const std::vector<double>& bounds) {
        trace::Event event;
        event.kind = "metrics.buckets";
        for (const double bound : bounds) event.reason.inputs.push_back({"bound", bound, "s"});
        m_trace.event(event);
    }
    void times(const std::string& element, const std::string& series, const Distribution& distribution, int count) {
        const auto index = declare(element, series, trace::SeriesKind::Latency);
        Chance chance(index.value + 1);
        trace::LatencySketch sketch;
        for (int i = 0; i < count; ++i) sketch.add(std::llround(distribution.quantile(chance.next()) * 1e9));
        m_sketches.emplace_back(index, sketch);
    }
    void counter(const std::string& element, const std::string& series, double perFrame) {
        m_counters.emplace_back(declare(element, series, trace::SeriesKind::Counter), perFrame);
    }
    const trace::MemoryTrace& made() {
        Chance chance(5);
        std::vector<double> sums(m_counters.size(), 0);
        for (int i = 0; i <= 100; ++i) {
            trace::Frame frame;
            frame.number = static_cast<std::uint64_t>(i);
            frame.time = model::Instant{i * 1'000'000'000LL};
            for (std::size_t c = 0; c < m_counters.size(); ++c) {
                double time = 0;
                while ((time -= std::log(chance.next()) / m_counters[c].second) < 1) ++sums[c];
                frame.values.emplace_back(m_counters[c].first, sums[c]);
            }
            if (i == 50) frame.sketches = m_sketches;
            m_trace.frame(frame);
        }
        return m_trace;
    }

private:
    trace::SeriesIndex declare(const std::string& element, const std::string& series, trace::SeriesKind kind) {
        if (m_trace.findElement(element) == nullptr) {
            const std::size_t slash = element.find('/');
            m_trace.declare(trace::Element{trace::ElementIndex{m_elements++}, element, element.substr(0, slash),
                                           element.substr(slash + 1), ""});
        }
        const trace::SeriesIndex index{m_series++};
        m_trace.declare(trace::Series{index, m_trace.findElement(element)->index, series, "s", kind});
        return index;
    }

    trace::MemoryTrace m_trace;
    std::uint32_t m_elements = 0;
    std::uint32_t m_series = 0;
    std::vector<std::pair<trace::SeriesIndex, trace::LatencySketch>> m_sketches;
    std::vector<std::pair<trace::SeriesIndex, double>> m_counters;
};

class CalibrateTest : public testing::Test {
protected:
    Calibration calibrated(double loadScale = 1) {
        return calibrate(session.made(), forecast::samples::scenarioOf(text), {loadScale, "shop", model::Instant::start()});
    }
    static const Measurement* find(const Calibration& calibration, const std::string& path) {
        for (const Measurement& measurement : calibration.measured)
            if (measurement.path == path) return &measurement;
        return nullptr;
    }
    static std::string whyNot(const Calibration& calibration, const std::string& path) {
        for (const Unmeasured& each : calibration.rest)
            if (each.path == path) return each.why;
        return "";
    }

    Session session;
};

TEST_F(CalibrateTest, FitsTheStepsOfServicesAndListeners) {
    session.told(serviceBounds());
    session.times("step/services.order.operations.create[2].wait", "time", Distribution::exponential(0.004), 3000);
    session.times("step/services.work.listeners.placed.steps[0].wait", "time", {Distribution::Kind::Lognormal, 0.025, 0.4, {}},
                  3000);
    session.times("step/gateways.gate.authentication", "time", {Distribution::Kind::Gamma, 0.002, 4, {}}, 3000);
    const Calibration calibration = calibrated();
    const Measurement* order = find(calibration, "services.order.operations.create[2].wait");
    ASSERT_NE(order, nullptr);
    EXPECT_EQ(order->family, "exponential");
    EXPECT_NEAR(order->mean, 0.004, 0.0003);
    EXPECT_EQ(order->goodness, Goodness::Fits);
    EXPECT_THAT(order->value, HasSubstr("measured(exponential(mean="));
    const Measurement* work = find(calibration, "services.work.listeners.placed.steps[0].wait");
    ASSERT_NE(work, nullptr);
    EXPECT_EQ(work->family, "lognormal");
    EXPECT_EQ(work->count, 3000);
    ASSERT_NE(find(calibration, "gateways.gate.authentication"), nullptr);
    EXPECT_THAT(whyNot(calibration, "gateways.gate.routes.order.cpu"), HasSubstr("no times"));
    EXPECT_THAT(whyNot(calibration, "services.order.operations.create[0].cpu"), HasSubstr("no times"));
    EXPECT_DOUBLE_EQ(calibration.seconds, 100);
}

TEST_F(CalibrateTest, MeasuresLoadsAtTheirScale) {
    session.counter("client/users", "started", 40);
    const Calibration calibration = calibrated(0.4);
    const Measurement* users = find(calibration, "clients.users.load");
    ASSERT_NE(users, nullptr);
    EXPECT_NEAR(users->mean, 100, 7);
    EXPECT_EQ(users->family, "poisson");
    EXPECT_THAT(users->value, testing::MatchesRegex("poisson\\(measured\\(1?[0-9][0-9.]+/s\\)\\)"));
    EXPECT_THAT(users->remarks, testing::Contains(HasSubstr("load scale of 40 %")));
    EXPECT_THAT(whyNot(calibration, "clients.bots.load"), HasSubstr("think"));
}

TEST_F(CalibrateTest, TakesACommitForARequestToTheBroker) {
    session.times("group/work", "commitTime", {Distribution::Kind::Gamma, 0.0015, 9, {}}, 2000);
    const Calibration calibration = calibrated();
    const Measurement* work = find(calibration, "kafka.main.requestWork");
    ASSERT_NE(work, nullptr);
    EXPECT_NEAR(work->mean, 0.0015, 0.0001);
    EXPECT_TRUE(work->isNew);
}

TEST_F(CalibrateTest, OffersTheMeasuredShapeWhereNoFamilyFits) {
    session.told(serviceBounds());
    session.times("step/services.order.operations.create[0].cpu", "time",
                  {Distribution::Kind::Empirical, 0.05, 0, {0.003, 0.003, 0.003, 0.2}}, 2000);
    const Calibration calibration = calibrated();
    const Measurement* cpu = find(calibration, "services.order.operations.create[0].cpu");
    ASSERT_NE(cpu, nullptr);
    EXPECT_EQ(cpu->goodness, Goodness::None);
    EXPECT_EQ(cpu->family, "none");
    EXPECT_EQ(cpu->value, "measured(empirical(shop-services-order-operations-create-0-cpu.csv))");
    ASSERT_EQ(cpu->samples.size(), 500U);
    double sum = 0;
    for (const double sample : cpu->samples) sum += sample;
    EXPECT_NEAR(sum / 500, cpu->mean, 1e-9);
}

TEST_F(CalibrateTest, LeavesWhatItCannotMeasureAndSaysWhy) {
    session.times("step/services.order.operations.create[0].cpu", "time", Distribution::exponential(0.001), 20);
    const Calibration calibration = calibrated();
    EXPECT_TRUE(calibration.measured.empty());
    EXPECT_THAT(whyNot(calibration, "services.order.operations.create[0].cpu"), HasSubstr("only 20 times"));
    EXPECT_THAT(whyNot(calibration, "stores.ledger.operations.insert"), HasSubstr("wait for a connection"));
    EXPECT_THAT(whyNot(calibration, "clients.users.load"), HasSubstr("nobody told"));
    EXPECT_NE(whyNot(calibration, "services.order.startup"), "");
    EXPECT_NE(whyNot(calibration, "kafka.main.requestWork"), "");
}

}  // namespace
}  // namespace headroom::calibration
