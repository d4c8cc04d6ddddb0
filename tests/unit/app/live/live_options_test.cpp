#include "app/live/live_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::live {
namespace {

using testing::HasSubstr;

std::variant<LiveOptions, EarlyExit> parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "headroom-live");
    return parseLiveOptions(static_cast<int>(arguments.size()), arguments.data());
}

LiveOptions accepted(const std::vector<const char*>& arguments) {
    const auto parsed = parse(arguments);
    if (const auto* exit = std::get_if<EarlyExit>(&parsed)) throw std::runtime_error(exit->error);
    return std::get<LiveOptions>(parsed);
}

std::string refused(const std::vector<const char*>& arguments) {
    const auto parsed = parse(arguments);
    const auto* exit = std::get_if<EarlyExit>(&parsed);
    if (exit == nullptr || exit->status != 2) return "accepted";
    return exit->error;
}

TEST(LiveOptions, TakeAScenarioAsTheEngineDoes) {
    const LiveOptions options =
        accepted({"s.yaml", "--kafka", "b:1", "--variant", "peak", "--set", "a.'b=c'=d", "--cluster", "east"});
    EXPECT_EQ(options.scenarioPath, "s.yaml");
    EXPECT_EQ(options.read.variant, "peak");
    ASSERT_EQ(options.read.settings.size(), 1U);
    EXPECT_EQ(options.read.settings[0].path, "a.'b=c'");
    EXPECT_EQ(options.read.settings[0].value, "d");
    EXPECT_EQ(options.cluster, "east");
    EXPECT_THAT(refused({"--kafka", "b:1", "--variant", "peak"}), HasSubstr("SCENARIO"));
    EXPECT_THAT(refused({"s.yaml", "--kafka", "b:1", "--set", "nothing"}), HasSubstr("'nothing' is not PATH=VALUE"));
}

TEST(LiveOptions, KnowWhereMetricsAreServed) {
    EXPECT_EQ(accepted({"--kafka", "b:1", "--metrics", ":9308"}).metrics->host, "127.0.0.1");
    EXPECT_EQ(accepted({"--kafka", "b:1", "--metrics", ":9308"}).metrics->port, 9308);
    EXPECT_EQ(accepted({"--kafka", "b:1", "--metrics", "0.0.0.0:0"}).metrics->host, "0.0.0.0");
    EXPECT_EQ(accepted({"--kafka", "b:1", "--metrics", "[::1]:80"}).metrics->host, "::1");
    for (const char* bad : {"9308", "host", ":", ":x", ":65536", ":-1", "::1:80", ":80x", "[::1]"})
        EXPECT_THAT(refused({"--kafka", "b:1", "--metrics", bad}), HasSubstr("HOST:PORT")) << bad;
    EXPECT_THAT(refused({"--kafka", "b:1", "--metrics", ":1", "--once"}), HasSubstr("--once"));
}

TEST(LiveOptions, InsistOnSeeingSomething) {
    EXPECT_FALSE(accepted({"--kafka", "b:1", "--stream"}).insists);
    EXPECT_TRUE(accepted({"--kafka", "b:1", "--stream", "--insist"}).insists);
}

TEST(LiveOptions, DiscoverAClusterAndNothingElse) {
    EXPECT_TRUE(accepted({"--kafka", "b:1", "--discover", "f.yaml", "--force"}).mayReplace);
    for (const char* other : {"s.yaml", "--once", "--stream"})
        EXPECT_THAT(refused({"--kafka", "b:1", "--discover", "f.yaml", other}), HasSubstr("--discover")) << other;
    EXPECT_THAT(refused({"--from", "f", "--discover", "f.yaml"}), HasSubstr("--discover"));
    EXPECT_THAT(refused({"--kafka", "b:1", "--force"}), HasSubstr("--discover"));
}

}  // namespace
}  // namespace headroom::live
