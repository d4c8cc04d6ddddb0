#include "connectors/overlay/blueprint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/connectors/overlay/orders_scenario.h"

namespace headroom::connectors::overlay {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

Blueprint ofOrders(const kafka::Scope& scope = {}) {
    auto blueprint = blueprintOf(scenarioOf(ordersText), "", scope);
    if (!blueprint) throw std::runtime_error(blueprint.error().message);
    return blueprint.value();
}

std::vector<std::string> idsOf(const Blueprint& blueprint) {
    std::vector<std::string> ids;
    for (const kafka::KnownElement& element : blueprint.elements) ids.push_back(element.kind + "/" + element.name);
    return ids;
}

TEST(Blueprint, HasTheElementsOfASimulation) {
    const Blueprint blueprint = ofOrders();
    EXPECT_THAT(idsOf(blueprint), testing::UnorderedElementsAre("store/ledger", "broker/main/0", "broker/main/1", "broker/main/2",
                                                                "topic/orders", "topic/refunds", "service/audit", "group/audit",
                                                                "service/billing", "group/team.billing", "client/users"));
    for (const kafka::KnownElement& element : blueprint.elements)
        if (element.kind == "group") {
            EXPECT_EQ(element.parent, element.name == "audit" ? "service/audit" : "service/billing");
        }
    EXPECT_EQ(elementNames(blueprint).groupParents.at("team.billing"), "service/billing");
    EXPECT_EQ(elementNames(blueprint).cluster, "main");
}

TEST(Blueprint, JoinsTheListenersOfAGroup) {
    EXPECT_EQ(ofOrders().groups.at("team.billing").topics, (std::set<std::string>{"orders", "refunds"}));
}

TEST(Blueprint, LeavesOutWhatIsNotLookedAt) {
    const Blueprint blueprint = ofOrders({{"audit"}, {"orders"}});
    EXPECT_THAT(idsOf(blueprint), Not(Contains("topic/refunds")));
    EXPECT_THAT(idsOf(blueprint), Not(Contains("group/team.billing")));
    EXPECT_THAT(idsOf(blueprint), Contains("service/billing"));
}

TEST(Blueprint, AsksWhichOfSeveralClustersItIs) {
    const std::string two = R"(scenario: two
kafka: {east: {brokers: 1}, west: {brokers: 2}}
topics:
  a: {cluster: east, partitions: 1, replicas: 1}
  b: {cluster: west, partitions: 1, replicas: 1}
)";
    const model::Scenario scenario = scenarioOf(two);
    const auto unsaid = blueprintOf(scenario, "", {});
    ASSERT_FALSE(unsaid);
    EXPECT_THAT(unsaid.error().message, HasSubstr("--cluster east or --cluster west"));
    const auto misspelt = blueprintOf(scenario, "wets", {});
    ASSERT_FALSE(misspelt);
    EXPECT_THAT(misspelt.error().message, HasSubstr("did you mean 'west'?"));
    const auto west = blueprintOf(scenario, "west", {});
    ASSERT_TRUE(west);
    EXPECT_TRUE(west.value().topics.contains("b"));
    EXPECT_FALSE(west.value().topics.contains("a"));
    EXPECT_EQ(west.value().brokers, 2);
}

TEST(Blueprint, NeedsAKafkaCluster) {
    const auto none = blueprintOf(scenarioOf("scenario: bare\nstores: {s: {kind: redis, servers: 1}}\n"), "", {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, Error::Kind::BadConfiguration);
    EXPECT_THAT(none.error().message, HasSubstr("no Kafka cluster"));
}

kafka::Snapshot withBrokers(const std::vector<std::int32_t>& ids) {
    kafka::Snapshot snapshot;
    for (const std::int32_t id : ids) snapshot.brokers.push_back({id, "h", 1});
    return snapshot;
}

TEST(BrokerNames, AreThoseOfTheScenarioWhateverBrokersCountFrom) {
    const Blueprint blueprint = ofOrders();
    using Names = std::map<std::int32_t, std::string>;
    EXPECT_EQ(brokerNames(blueprint, withBrokers({0, 1, 2}), {}), (Names{{0, "main/0"}, {1, "main/1"}, {2, "main/2"}}));
    EXPECT_EQ(brokerNames(blueprint, withBrokers({1, 2, 3}), {}), (Names{{1, "main/0"}, {2, "main/1"}, {3, "main/2"}}));
    EXPECT_EQ(brokerNames(blueprint, withBrokers({101, 7}), {}), (Names{{7, "main/0"}, {101, "main/1"}}));
    EXPECT_EQ(brokerNames(blueprint, withBrokers({0, 2}), {}), (Names{{0, "main/0"}, {2, "main/2"}}));
}

TEST(BrokerNames, StayAndKnowABrokerThatIsDown) {
    const Blueprint blueprint = ofOrders();
    kafka::Snapshot oneDown = ordersCluster();
    oneDown.brokers.erase(oneDown.brokers.begin());
    const auto names = brokerNames(blueprint, oneDown, {});
    EXPECT_THAT(names, Contains(Pair(1, "main/0"))) << "it holds replicas";
    EXPECT_EQ(brokerNames(blueprint, withBrokers({3, 9}), names), names) << "the scenario has three";
    EXPECT_EQ(brokerNames(blueprint, withBrokers({}), names), names);
}

}  // namespace
}  // namespace headroom::connectors::overlay
