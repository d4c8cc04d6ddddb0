#include "connectors/overlay/discovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "connectors/overlay/drift.h"
#include "tests/unit/connectors/overlay/orders_scenario.h"

namespace headroom::connectors::overlay {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class DiscoveryTest : public testing::Test {
protected:
    std::string text() const { return scenarioText(m_found); }
    model::Scenario scenario() const { return scenarioOf(text()); }
    kafka::Group& group(const std::string& name) { return *std::ranges::find(m_found.last.groups, name, &kafka::Group::name); }

    Discovery m_found{"found", "b:9092", ordersCluster(), ordersCluster(), 2};
};

TEST_F(DiscoveryTest, IsAScenarioOfWhatWasSeen) {
    const model::Scenario found = scenario();
    EXPECT_EQ(found.name, "found");
    ASSERT_EQ(found.clusters.size(), 1U);
    EXPECT_EQ(found.clusters[0].brokers, 3);
    ASSERT_EQ(found.topics.size(), 2U);
    EXPECT_EQ(found.findTopic("orders")->partitions, 2);
    ASSERT_EQ(found.services.size(), 2U);
    EXPECT_EQ(found.findService("team-billing")->listeners[0].groupId, "team.billing");
    EXPECT_EQ(found.findService("team-billing")->listeners[0].topics, (std::vector<std::string>{"orders", "refunds"}));
}

TEST_F(DiscoveryTest, DoesNotDriftFromWhatItIsDrawnFrom) {
    const Blueprint blueprint = blueprintOf(scenario(), "", {}).value();
    const std::vector<DriftItem> drift = compare(blueprint, m_found.last);
    EXPECT_THAT(drift, IsEmpty()) << drift.front().text;
}

TEST_F(DiscoveryTest, GuessesWhatNobodyMeasured) {
    const model::Scenario found = scenario();
    EXPECT_FALSE(found.guesses.empty());
    for (const model::Guess& guess : found.guesses) EXPECT_GE(guess.high, 9 * guess.low) << guess.path;
    EXPECT_THAT(text(), HasSubstr("FILL IN: nobody measured what a record costs"));
    EXPECT_TRUE(found.measured.empty());
}

TEST_F(DiscoveryTest, SaysWhatIsPublishedAsItWasMeasured) {
    EXPECT_TRUE(scenario().clients.empty());
    EXPECT_THAT(text(), HasSubstr("# Nothing came to these while they were looked at: orders refunds"));
    m_found.last.topics[1].partitions[0].end = 350;
    m_found.last.topics[2].partitions[0].end.reset();
    const model::Scenario found = scenario();
    ASSERT_EQ(found.clients.size(), 1U);
    EXPECT_THAT(text(), HasSubstr("load: poisson(125/s)  # 250 records in 2 s"));
    EXPECT_THAT(text(), HasSubstr("# Nobody knows what comes to these: refunds"));
    m_found.last.topics[1].partitions[0].end = 100'000'100;
    EXPECT_THAT(text(), HasSubstr("load: poisson(50000000/s)"));
    m_found.seconds = 3e9;
    EXPECT_THAT(text(), HasSubstr("load: poisson(0.033333333/s)"));
    EXPECT_EQ(scenario().clients.size(), 1U);
}

TEST_F(DiscoveryTest, TakesSettingsAndLeavesOutThoseNobodyTold) {
    m_found.last.topics[1].settings = kafka::TopicSettings{3600, false, 1};
    EXPECT_EQ(scenario().findTopic("orders")->config.retentionTime, model::Duration::seconds(3600));
    EXPECT_THAT(text(), HasSubstr("its settings are unknown"));
    m_found.last.topics[1].settings->retention = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(scenario().findTopic("orders")->config.retentionTime.isInfinite());
}

TEST_F(DiscoveryTest, TakesMembersAsPodsWhereTheirAddressesSaySo) {
    group("audit").members = {{"a", "c", "/h1", {}}, {"b", "c", "/h1", {}}, {"c", "c", "/h2", {}}, {"d", "c", "/h2", {}}};
    EXPECT_EQ(scenario().findService("audit")->deployment.replicas, 2);
    EXPECT_EQ(scenario().findService("audit")->listeners[0].concurrency, 2);
    group("audit").members->pop_back();
    EXPECT_EQ(scenario().findService("audit")->deployment.replicas, 3);
    group("audit").members.reset();
    EXPECT_THAT(text(), HasSubstr("# replicas: FILL IN; nobody could tell the group's members"));
    EXPECT_EQ(scenario().services.size(), 2U);
}

TEST_F(DiscoveryTest, BearsEveryNameThereIs) {
    for (const char* name :
         {"null",   "true",      "123",    "1e3",    "-",      "a: b", "#x", "'quoted'", "\"x\"", "multi\nline", "tab\tbed",
          "sla/sh", "bra[cket]", "team.a", "team-a", "team_a", "yes",  "~",  "ünïcode",  "a#b",   "!tag",        "&anchor"}) {
        kafka::Group other = ordersCluster().groups[0];
        other.name = name;
        m_found.last.groups.push_back(other);
    }
    for (const char* name : {"null", "0123", "a.b-c_d", "true", "12e4"})
        m_found.last.topics.push_back({name, {{0, 1, {1}, {1}, 0, 5}}});
    for (const char* name : {"null", "0123"}) group("audit").partitions->push_back({{name, 0}, 1, 5, 4, {}, {}});
    const model::Scenario found = scenario();
    EXPECT_EQ(found.topics.size(), 7U);
    for (const char* name : {"null", "123", "team.a", "team-a", "#x", "~", "a#b"})
        EXPECT_TRUE(std::ranges::any_of(found.services, [&](const model::Service& service) {
            return service.listeners[0].groupId == name;
        })) << name;
    EXPECT_THAT(text(), HasSubstr("# Left out: group sla/sh, whose name"));
    EXPECT_THAT(text(), HasSubstr("# Left out: group multi line, whose name"));
}

TEST_F(DiscoveryTest, LeavesOutAGroupOfWhichNobodyKnowsWhatItReads) {
    group("audit").partitions.reset();
    EXPECT_EQ(scenario().services.size(), 1U);
    EXPECT_THAT(text(), HasSubstr("# Left out: group audit, of which nobody knows what it reads"));
}

TEST_F(DiscoveryTest, BearsAnEmptyClusterAndABrokenOne) {
    m_found.last = {};
    EXPECT_EQ(scenario().clusters[0].brokers, 1);
    m_found.last = ordersCluster();
    m_found.last.brokers.clear();
    for (kafka::Topic& topic : m_found.last.topics) topic.partitions[0].replicas = {1, 2, 3, 4};
    m_found.last.problems = {{Error::Kind::Refused, "the list of groups: refused\nby a firewall", false}};
    EXPECT_EQ(scenario().findTopic("orders")->replicas, 4);
    EXPECT_THAT(text(), HasSubstr("# Not found out: the list of groups: refused by a firewall\n"));
}

}  // namespace
}  // namespace headroom::connectors::overlay
