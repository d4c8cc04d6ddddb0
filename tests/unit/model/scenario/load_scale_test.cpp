#include "model/scenario/load_scale.h"

#include <gtest/gtest.h>

#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

using Shape = LoadProfile::Piece::Shape;

const Duration second = Duration::seconds(1);

ReadResult withClients(const std::string& loads, double scale) {
    ReadOptions options;
    options.loadScale = scale;
    std::string text = "scenario: s\nservices:\n  a:\n    operations:\n      do: [cpu: 1ms]\nclients:\n";
    return readText(text + loads, options);
}

TEST(LoadScale, MultipliesEveryShapeOfARate) {
    const OpenLoad varied{OpenLoad::Process::Poisson,
                          {{{Shape::Hold, 10, 10, second, {}, {}},
                            {Shape::Ramp, 10, 30, second * 2, {}, {}},
                            {Shape::Burst, 5, 50, second * 3, second, second / 5},
                            {Shape::Daily, 20, 40, Duration::infinite(), second * 4, {}}}},
                          {}};
    const auto smaller = std::get<OpenLoad>(scaled(varied, 0.02));
    for (const int t : {0, 1, 2, 3, 5, 8, 11}) {
        EXPECT_NEAR(smaller.rate.at({second.ns * t}), varied.rate.at({second.ns * t}) * 0.02, 1e-12) << t;
        EXPECT_NEAR(smaller.rate.area(second * t), varied.rate.area(second * t) * 0.02, 1e-12) << t;
    }
}

TEST(LoadScale, LeavesThinkTimesAlone) {
    const auto half = std::get<ClosedLoad>(scaled(ClosedLoad{LoadProfile::hold(500), Distribution::exponential(0.01)}, 0.5));
    EXPECT_EQ(half.users.at({0}), 250);
    EXPECT_EQ(half.thinkTime, Distribution::exponential(0.01));
}

TEST(LoadScale, LeavesOutOrRepeatsReplayedArrivals) {
    OpenLoad replay;
    replay.process = OpenLoad::Process::Replay;
    for (int i = 1; i <= 20; ++i) replay.arrivals.push_back(second * i);
    EXPECT_EQ(std::get<OpenLoad>(scaled(replay, 0.1)).arrivals, (std::vector<Duration>{second * 10, second * 20}));
    EXPECT_EQ(std::get<OpenLoad>(scaled(replay, 1)).arrivals, replay.arrivals);
    const std::vector<Duration> more = std::get<OpenLoad>(scaled(replay, 2.5)).arrivals;
    EXPECT_EQ(more.size(), 50U);
    EXPECT_EQ((std::vector<Duration>{more.begin(), more.begin() + 5}),
              (std::vector<Duration>{second, second, second * 2, second * 2, second * 2}));
}

TEST(LoadScale, IsReadAsAShare) {
    for (const char* text : {"2%", "0.02", " 2 % "}) EXPECT_DOUBLE_EQ(*parseLoadScale(text).value, 0.02) << text;
    EXPECT_EQ(*parseLoadScale("150%").value, 1.5);
    EXPECT_EQ(*parseLoadScale("100").value, 100);
    for (const char* text : {"", "%", "0", "0%", "-2%", "2x", "two", "101", "inf", "nan", "1e400", "2%%"}) {
        EXPECT_FALSE(parseLoadScale(text).value) << text;
        EXPECT_EQ(parseLoadScale(text).error.message, "'" + std::string(text) + "' is no share of the load");
    }
}

TEST(LoadScale, AppliesToAllClientsOfAScenario) {
    const ReadResult read = withClients(
        "  shop:\n    load: poisson(1k/s)\n    journey: [call: a.do]\n"
        "  users:\n    load: closed(users=ramp(0..200, over=1m), thinkTime=1s)\n    journey: [call: a.do]\n",
        0.1);
    ASSERT_TRUE(read.scenario) << findings(read);
    EXPECT_DOUBLE_EQ(std::get<OpenLoad>(read.scenario->clients[0].load).rate.at({0}), 100);
    EXPECT_DOUBLE_EQ(std::get<ClosedLoad>(read.scenario->clients[1].load).users.peak(), 20);
    EXPECT_EQ(findings(read), "");
}

TEST(LoadScale, WarnsOfAClientForWhichNothingIsLeft) {
    const ReadResult read = withClients("  users:\n    load: closed(users=20, thinkTime=1s)\n    journey: [call: a.do]\n", 0.02);
    ASSERT_TRUE(read.scenario);
    EXPECT_EQ(
        findings(read),
        "test.yaml:7:3: warning: at 2% of the load nothing is left of client 'users'; users are whole: its 20 times 2% rounds "
        "to 0\n");
}

}  // namespace
}  // namespace headroom::model
