#include "app/engine/engine_options.h"

#include <gtest/gtest.h>

namespace headroom::engine {
namespace {

std::variant<EngineOptions, EarlyExit> parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "headroom-sim");
    return parseEngineOptions(static_cast<int>(arguments.size()), arguments.data());
}

TEST(EngineOptions, KeepSettingsInOrderAndCutThemAtTheFirstEqualsOutsideQuotes) {
    const auto options = std::get<EngineOptions>(parse({"a.yaml", "--set", "topics.o.config.'a=b'=x=y", "--set", "seed=2",
                                                        "--variant", "peak", "--guess-seed", "5", "--load-scale", "2%"}));
    ASSERT_EQ(options.read.settings.size(), 2U);
    EXPECT_EQ(options.read.settings[0].path, "topics.o.config.'a=b'");
    EXPECT_EQ(options.read.settings[0].value, "x=y");
    EXPECT_EQ(options.read.variant, "peak");
    const auto header = headerSettings(options);
    EXPECT_EQ(header.at("--variant"), "peak");
    EXPECT_EQ(header.at("--guess-seed"), "5");
    EXPECT_EQ(header.at("seed"), "2");
    EXPECT_EQ(options.read.loadScale, 0.02);
    EXPECT_EQ(header.at("--load-scale"), "0.02");
    EXPECT_FALSE(headerSettings(std::get<EngineOptions>(parse({"a.yaml"}))).contains("--load-scale"));
}

TEST(EngineOptions, RefuseWhatMakesNoSense) {
    for (const std::vector<const char*>& arguments :
         std::vector<std::vector<const char*>>{{},
                                               {"a.yaml", "b.yaml"},
                                               {"a.yaml", "--set", "novalue"},
                                               {"a.yaml", "--guess-quantile", "p=1.5"},
                                               {"a.yaml", "--realtime-speed", "-1"},
                                               {"a.yaml", "--load-scale", "0"},
                                               {"a.yaml", "--seed", "x"}})
        EXPECT_EQ(std::get<EarlyExit>(parse(arguments)).status, 2);
    EXPECT_EQ(std::get<EarlyExit>(parse({"--help"})).status, 0);
}

}  // namespace
}  // namespace headroom::engine
