#include "services/supervisor/endpoint_table.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "services/http/endpoints.h"

namespace headroom::services {
namespace {

TEST(EndpointTable, SaysTheWholeTable) {
    EndpointTable table;
    EXPECT_TRUE(table.add("front", "front-1", 4001));
    EXPECT_TRUE(table.add("front", "front-2", 4002));
    EXPECT_TRUE(table.add("back", "back-1", 4003));
    const nlohmann::json command = table.command();
    EXPECT_EQ(command["command"], "endpoints");
    const Endpoints::Table read = Endpoints::read(command["services"]);
    EXPECT_EQ(read, (Endpoints::Table{{"front", {{"127.0.0.1", 4001}, {"127.0.0.1", 4002}}}, {"back", {{"127.0.0.1", 4003}}}}));
}

TEST(EndpointTable, KnowsWhatChangesNothing) {
    EndpointTable table;
    EXPECT_TRUE(table.add("front", "front-1", 4001));
    EXPECT_FALSE(table.add("front", "front-1", 4001));
    EXPECT_TRUE(table.add("front", "front-1", 4009));
    EXPECT_FALSE(table.remove("front", "front-2"));
    EXPECT_FALSE(table.remove("back", "back-1"));
    EXPECT_TRUE(table.remove("front", "front-1"));
}

TEST(EndpointTable, NamesServicesThatHaveNobodyLeft) {
    EndpointTable table;
    table.add("front", "front-1", 4001);
    table.remove("front", "front-1");
    EXPECT_EQ(table.command()["services"].dump(), R"({"front":[]})");
}

}  // namespace
}  // namespace headroom::services
