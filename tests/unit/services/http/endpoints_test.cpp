#include "services/http/endpoints.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace headroom::services {
namespace {

TEST(Endpoints, TakeTurns) {
    Endpoints endpoints;
    EXPECT_FALSE(endpoints.pick("a"));
    endpoints.replace({{"a", {{"127.0.0.1", 1}, {"127.0.0.1", 2}}}, {"b", {}}});
    EXPECT_EQ(endpoints.pick("a")->port, 1);
    EXPECT_EQ(endpoints.pick("a")->port, 2);
    EXPECT_EQ(endpoints.pick("a")->port, 1);
    EXPECT_FALSE(endpoints.pick("b"));
    endpoints.replace({});
    EXPECT_FALSE(endpoints.pick("a"));
}

TEST(Endpoints, AreReadFromACommandWithoutWhatIsNone) {
    const auto table = Endpoints::read(nlohmann::json::parse(
        R"({"a": ["127.0.0.1:4001", "127.0.0.1", ":5", "h:0", "h:65536", "h:5x", 7, "[::1]:80"], "b": "127.0.0.1:1"})"));
    EXPECT_EQ(table.at("a"), (std::vector<Address>{{"127.0.0.1", 4001}, {"[::1]", 80}}));
    EXPECT_TRUE(table.at("b").empty());
    EXPECT_TRUE(Endpoints::read(nlohmann::json::array()).empty());
}

}  // namespace
}  // namespace headroom::services
