// headroom up, live and calibrate, the real programs, one after the other as users do it: what the services were told to take is
// what is found again.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "model/scenario/reader.h"
#include "tests/golden/cli/program.h"

namespace headroom {
namespace {

const std::string text = R"(scenario: found-again
clients:
  users: {load: poisson(40/s), journey: [{call: order.create}]}
services:
  order:
    operations:
      create:
        - wait: lognormal(mean=60ms, cv=0.5)
        - publish: {to: placed, key: uniform(1M)}
  work:
    listeners:
      placed:
        topics: [placed]
        groupId: work
        concurrency: 4
        steps: [{wait: exponential(mean=40ms)}]
kafka: {main: {brokers: 1}}
topics: {placed: {partitions: 4}}
)";

TEST(CalibrateProgram, FindsWhatTheServicesWereToldToTake) {
    const std::string scenario = freshPath("found-again.yaml");
    const std::string recording = freshPath("found-again.headroom");
    const std::string out = freshPath("calibrated.yaml");
    const std::string runtime = freshPath("runtime");
    std::ofstream(scenario) << text;
    std::filesystem::create_directories(runtime);
    setenv("XDG_RUNTIME_DIR", runtime.c_str(), 1);
    Program up({HEADROOM_PROGRAM, "up", scenario, "--for", "14s"});
    ASSERT_TRUE(up.readUntil("serving: ")) << up.error();
    Program live({HEADROOM_PROGRAM, "live", scenario, "--record", recording, "--interval", "500ms"});
    ASSERT_EQ(up.finish(), 0) << up.error();
    live.signal(SIGINT);
    ASSERT_EQ(live.finish(), 0) << live.error();

    const Outcome calibrated = run({HEADROOM_PROGRAM, "calibrate", recording, "--out", out});
    ASSERT_EQ(calibrated.status, 0) << calibrated.error;
    const model::ReadResult read = model::readScenario(out);
    ASSERT_TRUE(read.scenario) << calibrated.output;
    const auto waitOf = [](const model::Steps& steps) { return std::get<model::WaitStep>(steps.front().action).time; };
    const model::Distribution order = waitOf(read.scenario->services[0].operations[0].steps);
    const model::Distribution work = waitOf(read.scenario->services[1].listeners[0].steps);
    SCOPED_TRACE(calibrated.output);
    // Some 480 times each: four standard errors are 5.5 and 7.3 ms. On a busy machine a timer is late, and that is measured too.
    constexpr double lateness = 0.03;
    EXPECT_GT(order.mean, 0.0545);
    EXPECT_LT(order.mean, 0.0655 + lateness);
    EXPECT_GT(work.mean, 0.0327);
    EXPECT_LT(work.mean, 0.0473 + lateness);
    const auto& load = std::get<model::OpenLoad>(read.scenario->clients[0].load);
    EXPECT_NEAR(load.rate.pieces.at(0).from, 40, 8);
    std::vector<std::string> paths;
    for (const model::Measured& measured : read.scenario->measured) paths.push_back(measured.path);
    EXPECT_THAT(paths, testing::Contains("kafka.main.requestWork"));
}

}  // namespace
}  // namespace headroom
