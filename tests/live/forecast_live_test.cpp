// headroom forecast --live, the real programs: what is watched is what a recording would say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "tests/golden/cli/program.h"
#include "tests/live/played_shop.h"

namespace headroom {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::string program = HEADROOM_PROGRAM;

std::vector<std::string> commandOf(const PlayedShop& shop, const std::vector<std::string>& options) {
    std::vector<std::string> command{program, "forecast", "--live", shop.scenario(), "--interval", "100ms"};
    command.insert(command.end(), options.begin(), options.end());
    return command;
}

TEST(ForecastLive, BeginsWithTheNewestLook) {
    const PlayedShop shop(100);
    const Outcome outcome =
        run(commandOf(shop, {"--watch", "1s", "--scale", "audit=2", "--replications", "3", "--for", "10s", "--format", "json"}));
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    const json forecast = json::parse(outcome.output);
    EXPECT_EQ(forecast["group"], "audit");
    EXPECT_EQ(forecast["observed"]["lagRecords"], 30);
    EXPECT_TRUE(forecast["recording"].is_null());
    EXPECT_GE(forecast["watchedSeconds"], 1);
    EXPECT_LT(forecast["watchedSeconds"], 30);
    // The scenario says half as much.
    EXPECT_NEAR(forecast["loads"][0]["factor"], 2, 0.5);
    EXPECT_EQ(forecast["loads"][0]["by"], "its arrivals");
    ASSERT_EQ(forecast["alternatives"].size(), 2U);
    EXPECT_EQ(forecast["alternatives"][1]["name"], "--scale audit=2");
    for (const json& alternative : forecast["alternatives"]) {
        EXPECT_TRUE(alternative["flow"]["drains"]);
        EXPECT_EQ(alternative["simulated"]["runs"], 3);
    }
    EXPECT_THAT(forecast["takenForGranted"].dump(), HasSubstr("the load stays what it was while it was watched"));
}

TEST(ForecastLive, WatchesUntilTheLoadIsKnown) {
    const PlayedShop shop(400);
    const auto began = std::chrono::steady_clock::now();
    const Outcome outcome = run(commandOf(shop, {"--quick", "--format", "json"}));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    const json forecast = json::parse(outcome.output);
    const double watched = forecast["watchedSeconds"];
    EXPECT_GT(watched, 0.2) << "four intervals, as far as they are even";
    EXPECT_LT(watched, 60);
    const json& load = forecast["loads"][0];
    EXPECT_LE(load["standardError"].get<double>(), 0.05 * load["factor"].get<double>());
    // With the programs' start and the first look.
    EXPECT_LT(took.count() - watched, 2) << "the first answer is there at once";
}

TEST(ForecastLive, SaysWhatItRestsOn) {
    const PlayedShop shop(100);
    const Outcome outcome = run(commandOf(shop, {"--watch", "500ms", "--quick"}));
    ASSERT_EQ(outcome.status, 0) << outcome.error;
    EXPECT_THAT(outcome.output,
                testing::ContainsRegex("^Group audit \\(.*\\) at .* \\(the newest look\\) of .* of watching shop\n"));
    EXPECT_THAT(outcome.output, HasSubstr("By flow balance"));
}

TEST(ForecastLive, EndsWithTheObserversOwnMessageWhereNothingIsSeen) {
    const PlayedShop shop(100);
    const std::string nobody = "127.0.0.1:" + std::to_string(deadPort());
    const Outcome outcome =
        run({program, "forecast", "--live", shop.scenario(), "--kafka", nobody, "--timeout", "500ms", "--quick"});
    EXPECT_EQ(outcome.status, 3);
    EXPECT_THAT(outcome.error, HasSubstr("headroom-live: "));
    EXPECT_THAT(outcome.error, HasSubstr(nobody));
    EXPECT_EQ(outcome.output, "");
    const Outcome noRun = run({program, "forecast", "--live", shop.scenario(), "--run", "1"});
    EXPECT_EQ(noRun.status, 2);
    EXPECT_THAT(noRun.error, HasSubstr("plays no scenario"));
}

TEST(ForecastLive, RefusesWhatCannotBeAskedBeforeItWatchesForLong) {
    const PlayedShop shop(100);
    const auto refused = [&](const std::vector<std::string>& options) {
        std::vector<std::string> command = commandOf(shop, options);
        command.insert(command.end(), {"--watch", "10m"});
        const Outcome outcome = run(command);
        EXPECT_EQ(outcome.status, 2);
        EXPECT_EQ(outcome.output, "");
        return outcome.error;
    };
    EXPECT_EQ(refused({"--group", "audti"}), "--group: error: the scenario has no group 'audti'; did you mean 'audit'?\n");
    EXPECT_THAT(refused({"--scale", "audti=2"}), HasSubstr("--scale audti=2: error: "));
}

TEST(ForecastLive, LeavesNothingBehindWhenItIsInterrupted) {
    const PlayedShop shop(100);
    Program watching(commandOf(shop, {"--watch", "10m"}));
    const int before = shop.looks();
    while (shop.looks() == before) std::this_thread::yield();
    watching.signal(SIGINT);
    EXPECT_EQ(watching.finish(), 3);
    EXPECT_EQ(watching.output(), "");
    EXPECT_THAT(watching.error(), HasSubstr("the watch was interrupted; there is no forecast"));
    const int after = shop.looks();
    const Outcome next = run(commandOf(shop, {"--watch", "200ms", "--quick", "--format", "json"}));
    EXPECT_EQ(next.status, 0) << next.error;
    // One process looks at the page now: the one before has ended.
    EXPECT_LE(shop.looks() - after, 20);
}

}  // namespace
}  // namespace headroom
