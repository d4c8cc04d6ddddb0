// headroom live --predict, the real programs: what is measured beside what a simulation of the measured load says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "tests/golden/cli/program.h"
#include "tests/live/played_shop.h"
#include "tests/live/streamed_trace.h"

namespace headroom {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::vector<std::string> commandOf(const PlayedShop& shop, const std::vector<std::string>& options) {
    std::vector<std::string> command{HEADROOM_PROGRAM, "live", shop.scenario(), "--predict", "--interval", "100ms"};
    command.insert(command.end(), options.begin(), options.end());
    return command;
}

/// How nice the simulator is that a process has started, on whatever thread; absent where there is none.
std::optional<int> niceOfSimulator(pid_t parent) {
    const std::string tasks = "/proc/" + std::to_string(parent) + "/task";
    for (const auto& task : std::filesystem::directory_iterator(tasks)) {
        std::ifstream children(task.path() / "children");
        for (pid_t child = 0; children >> child;) {
            std::ifstream file("/proc/" + std::to_string(child) + "/stat");
            const std::string stat{std::istreambuf_iterator<char>(file), {}};
            if (stat.find("(headroom-sim)") == std::string::npos) continue;
            // After the name: state, then 15 numbers, then how nice it is.
            std::istringstream fields(stat.substr(stat.rfind(')') + 1));
            std::string field;
            for (int i = 0; i < 17; ++i) fields >> field;
            return std::stoi(field);
        }
    }
    return std::nullopt;
}

std::ptrdiff_t eventsOf(const trace::MemoryTrace& trace, const std::string& kind) {
    return std::ranges::count(trace.events(), kind, &trace::Event::kind);
}

TEST(LivePrediction, StandsInTheJsonBesideWhatIsMeasured) {
    const PlayedShop shop(100);
    const Outcome outcome = run(commandOf(shop, {"--once", "--format", "json"}));
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    const json all = json::parse(outcome.output);
    EXPECT_EQ(all["groups"][0]["lag"], 30) << "what live says without it";
    const json& prediction = all["prediction"];
    EXPECT_GE(prediction["ageSeconds"], 0);
    EXPECT_NEAR(prediction["loads"][0]["factor"], 2, 0.5);
    const json& elements = prediction["elements"];
    const auto order = std::ranges::find_if(elements, [](const json& each) { return each["id"] == "service/order"; });
    ASSERT_NE(order, elements.end());
    const json& throughput = (*order)["figures"]["throughput"];
    EXPECT_NEAR(throughput["measured"], 100, 25);
    EXPECT_NEAR(throughput["predicted"], 100, 25) << "at the load that was measured, which is twice the scenario's";
    EXPECT_LT(throughput["low"], throughput["predicted"]);
    // 1 ms of work and 1 ms of a store; the pages say 15.
    const json& latency = (*order)["figures"]["latencyP50"];
    EXPECT_NEAR(latency["measured"], 0.015, 0.001);
    EXPECT_LT(latency["predicted"], 0.01);
    EXPECT_TRUE(latency["outside"].is_null()) << "the broker is an embedded one";
    EXPECT_TRUE(throughput["outside"].is_null()) << "seconds are less than half a minute";
    // Nobody measures the store.
    const auto ledger = std::ranges::find_if(elements, [](const json& each) { return each["id"] == "store/ledger"; });
    ASSERT_NE(ledger, elements.end());
    EXPECT_TRUE((*ledger)["figures"]["throughput"]["measured"].is_null());
    EXPECT_TRUE((*ledger)["figures"]["throughput"]["outside"].is_null());
}

TEST(LivePrediction, IsStreamedAndRecordedAsSuch) {
    const PlayedShop shop(100);
    const std::string recording = freshPath("both.headroom");
    Program program(commandOf(shop, {"--stream", "--record", recording}));
    ASSERT_TRUE(program.readUntil("prediction.made")) << program.error();
    ASSERT_TRUE(program.readUntil(frameLine));
    program.write("{\"command\":\"stop\"}\n");
    EXPECT_EQ(program.finish(), 0) << program.error();
    const trace::MemoryTrace streamed = parsed(program.output());
    const trace::MemoryTrace recorded = replayed(recording);
    ASSERT_TRUE(recorded.footer());
    for (const auto* trace : std::initializer_list<const trace::MemoryTrace*>{&streamed, &recorded}) {
        EXPECT_EQ(trace->header().runtime, "live");
        EXPECT_EQ(trace->header().settings.at("--predict"), "true");
        EXPECT_EQ(last(*trace, "group/audit", "consumerLag"), 30);
        EXPECT_GE(last(*trace, "service/order", "completed"), 10);
        EXPECT_NEAR(last(*trace, "service/order", "predicted.throughput"), 100, 25);
        EXPECT_EQ(eventsOf(*trace, "prediction.made"), 1);
        ASSERT_TRUE(trace->footer());
        EXPECT_EQ(trace->footer()->outcome, "stopped");
        EXPECT_EQ(trace->footer()->fingerprint, recorded.footer()->fingerprint);
    }
    const Outcome report = run({HEADROOM_PROGRAM, "report", recording});
    EXPECT_EQ(report.status, 0) << report.error;
}

TEST(LivePrediction, IsMadeAgainForAnotherLoad) {
    PlayedShop shop(100);
    Program program(commandOf(shop, {"--stream"}));
    ASSERT_TRUE(program.readUntil("prediction.made")) << program.error();
    shop.setRate(800);
    // What was measured is a mean over the last minute: right after the change it is hardly more, and another prediction follows.
    double predicted = 0;
    for (int made = 0; made < 10 && !(predicted > 150); ++made) {
        ASSERT_TRUE(program.readUntil("prediction.made")) << program.error();
        ASSERT_TRUE(program.readUntil(frameLine));
        const std::string& said = program.output();
        predicted = last(parsed(said.substr(0, said.rfind('\n') + 1)), "service/order", "predicted.throughput");
    }
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    EXPECT_GT(predicted, 150);
}

TEST(LivePrediction, StandsBesideTheMeasuredOnTheTerminal) {
    const PlayedShop shop(100);
    const Outcome once = run(commandOf(shop, {"--once"}));
    EXPECT_EQ(once.status, 0) << once.error;
    EXPECT_THAT(once.output, testing::ContainsRegex("audit +orders .*30"));
    EXPECT_THAT(once.output, HasSubstr("Measured over "));
    EXPECT_THAT(once.output, HasSubstr("measured | predicted"));
    EXPECT_THAT(once.output, testing::ContainsRegex("service order +[0-9.]+ \\| [0-9.]+ requests/s"));
    EXPECT_THAT(once.output, testing::ContainsRegex("store ledger +– \\| [0-9.]+ "));
}

TEST(LivePrediction, NeverHoldsUpTheFeed) {
    // So much is to be simulated that nobody lives to see it.
    const PlayedShop shop(2'000'000);
    Program program(commandOf(shop, {}));
    for (int pages = 0; pages < 5; ++pages) ASSERT_TRUE(program.readUntil("a simulation is under way")) << program.error();
    EXPECT_EQ(niceOfSimulator(program.process()), 19);
    program.signal(SIGINT);
    EXPECT_EQ(program.finish(), 0) << program.error();
    EXPECT_THAT(program.output(), HasSubstr("service order"));
}

TEST(LivePrediction, NeedsAScenarioAndSomethingToSee) {
    const Outcome without = run({HEADROOM_PROGRAM, "live", "--kafka", "127.0.0.1:1", "--predict"});
    EXPECT_EQ(without.status, 2);
    EXPECT_THAT(without.error, HasSubstr("--predict: goes with a scenario FILE"));
    const PlayedShop shop(100);
    const std::string nobody = "127.0.0.1:" + std::to_string(deadPort());
    const Outcome unreachable = run(commandOf(shop, {"--once", "--kafka", nobody, "--timeout", "500ms"}));
    EXPECT_EQ(unreachable.status, 3);
    EXPECT_THAT(unreachable.error, HasSubstr(nobody));
}

}  // namespace
}  // namespace headroom
