#include <gtest/gtest.h>

#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

const std::string base = R"(scenario: drawn
clients:
  users: {load: poisson(1/s), journey: [{call: orders-api.get}]}
services:
  orders-api: {operations: {get: [{cpu: 1ms}]}}
)";

TEST(ScenarioLayout, PlacesAndCollapses) {
    const ReadResult result = readText(base + R"(layout:
  client/users: {x: -16, y: 40.5}
  service/orders-api: {collapsed: true}
  bundle/orders-*: {x: 0, y: 0, collapsed: true}
)");
    ASSERT_TRUE(result.scenario) << findings(result);
    EXPECT_EQ(findings(result), "");
    const auto& layout = result.scenario->layout;
    ASSERT_EQ(layout.size(), 3U);
    EXPECT_EQ(layout.at("client/users"), (LayoutEntry{-16, 40.5, false}));
    EXPECT_EQ(layout.at("service/orders-api"), (LayoutEntry{std::nullopt, std::nullopt, true}));
}

TEST(ScenarioLayout, ThePlaceOfWhatThereIsNotIsOnlyAWarning) {
    const ReadResult result = readText(base + "layout:\n  client/user: {x: 1, y: 2}\n  bundle/billing-*: {collapsed: true}\n");
    ASSERT_TRUE(result.scenario) << findings(result);
    EXPECT_EQ(findings(result),
              "test.yaml:7:3: warning: the layout places 'client/user', which there is not; did you mean 'client/users'?\n"
              "test.yaml:8:3: warning: the layout places 'bundle/billing-*', which there is not; there are client/users, "
              "service/orders-api\n");
}

TEST(ScenarioLayout, SaysWhatIsNoPlace) {
    const ReadResult result = readText(base + R"(layout:
  client/users: {x: left, y: 2}
  service/orders-api: {x: 1, collapsed: maybe, z: 3}
)");
    EXPECT_FALSE(result.scenario);
    const std::string found = findings(result);
    EXPECT_NE(found.find("'x' is a number"), std::string::npos) << found;
    EXPECT_NE(found.find("has both 'x' and 'y', or neither"), std::string::npos) << found;
    EXPECT_NE(found.find("'collapsed' is true or false"), std::string::npos) << found;
    EXPECT_NE(found.find("unknown key 'z'"), std::string::npos) << found;
}

TEST(ScenarioLayout, DoesNotCountAmongTheSettings) {
    const ReadResult plain = readText(base);
    const ReadResult drawn = readText(base + "layout: {client/users: {x: 1, y: 2, collapsed: true}}\n");
    ASSERT_TRUE(plain.scenario && drawn.scenario);
    EXPECT_EQ(plain.scenario->effective.size(), drawn.scenario->effective.size());
}

}  // namespace
}  // namespace headroom::model
