#include "connectors/overlay/drift.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/unit/connectors/overlay/orders_scenario.h"

namespace headroom::connectors::overlay {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class DriftTest : public testing::Test {
protected:
    std::vector<std::string> drift(DriftKind kind) {
        std::vector<std::string> texts;
        for (const DriftItem& item : compare(m_blueprint, m_seen))
            if (item.kind == kind) texts.push_back(item.text);
        return texts;
    }
    kafka::Topic& topic(const std::string& name) { return *std::ranges::find(m_seen.topics, name, &kafka::Topic::name); }

    Blueprint m_blueprint = blueprintOf(scenarioOf(ordersText), "", {}).value();
    kafka::Snapshot m_seen = ordersCluster();
};

TEST_F(DriftTest, FindsNoneWhereBothAgree) {
    EXPECT_THAT(compare(m_blueprint, m_seen), IsEmpty()) << compare(m_blueprint, m_seen).front().text;
}

TEST_F(DriftTest, NamesWhatIsOnOneSideOnly) {
    std::erase_if(m_seen.topics, [](const kafka::Topic& topic) { return topic.name == "refunds"; });
    m_seen.topics.push_back({"returns", {{0, 1, {1}, {1}, 0, 0}}});
    m_seen.groups.erase(m_seen.groups.begin());
    m_seen.groups.front().partitions->pop_back();
    m_seen.groups.push_back({"stranger", {}, true, {}, {}});
    EXPECT_THAT(drift(DriftKind::OnlyInScenario), ElementsAre("group audit", "topic refunds"));
    EXPECT_THAT(drift(DriftKind::OnlyInCluster), ElementsAre("group stranger", "topic returns"));
}

TEST_F(DriftTest, ComparesWhatBothHave) {
    topic("orders").partitions.pop_back();
    topic("refunds").partitions[0].replicas = {1, 2, 3};
    m_seen.brokers.pop_back();
    for (kafka::Partition& partition : topic("refunds").partitions) partition.replicas = {1, 2};
    EXPECT_THAT(drift(DriftKind::Differs), ElementsAre("main: brokers 3 in the scenario, 2 in the cluster",
                                                       "orders: partitions 2 in the scenario, 1 in the cluster",
                                                       "refunds: replication factor 1 in the scenario, 2 in the cluster"));
}

TEST_F(DriftTest, ComparesWhatAGroupReads) {
    m_seen.groups[0].partitions->push_back({{"refunds", 0}, 1, 7, 6, {}, {}});
    m_seen.groups[1].partitions->pop_back();
    EXPECT_THAT(drift(DriftKind::Differs), ElementsAre("audit: reads refunds in the cluster, not in the scenario",
                                                       "team.billing: reads refunds in the scenario, not in the cluster"));
    m_seen.groups[1].members.reset();
    EXPECT_THAT(drift(DriftKind::Differs), ElementsAre("audit: reads refunds in the cluster, not in the scenario"))
        << "nobody can tell what members that aren't known hold";
}

TEST_F(DriftTest, TakesWhatIsUnknownForNone) {
    m_seen.groups.clear();
    m_seen.hasAllGroups = false;
    std::erase_if(m_seen.topics, [](const kafka::Topic& topic) { return topic.name == "refunds"; });
    m_seen.undescribed = {"refunds"};
    EXPECT_THAT(compare(m_blueprint, m_seen), IsEmpty());
}

TEST_F(DriftTest, TakesNoTopicsOfPastedOutputForMissing) {
    kafka::Snapshot pasted;
    pasted.groups = {{"stranger", {}, {}, {}, {}}};
    m_seen = pasted;
    EXPECT_THAT(drift(DriftKind::OnlyInScenario), IsEmpty());
    EXPECT_THAT(drift(DriftKind::OnlyInCluster), ElementsAre("group stranger"));
}

TEST_F(DriftTest, BecomesEventsWithTheirReasons) {
    topic("orders").partitions.pop_back();
    const std::vector<kafka::Finding> findings = findingsOf(compare(m_blueprint, m_seen));
    ASSERT_EQ(findings.size(), 1U);
    const trace::Event& event = findings[0].event;
    EXPECT_EQ(event.kind, "drift.found");
    EXPECT_EQ(event.element, "topic/orders");
    EXPECT_EQ(event.severity, "warning");
    EXPECT_EQ(event.reason.rule, "drift.differs");
    ASSERT_EQ(event.reason.inputs.size(), 2U);
    EXPECT_EQ(std::get<double>(event.reason.inputs[1].value), 1);
    EXPECT_EQ(findings[0].goneKind, "drift.gone");
}

TEST_F(DriftTest, StandsInTheJson) {
    std::erase_if(m_seen.topics, [](const kafka::Topic& topic) { return topic.name == "refunds"; });
    topic("orders").partitions.pop_back();
    const auto json = nlohmann::json::parse(toJson(m_seen, m_blueprint, compare(m_blueprint, m_seen)));
    EXPECT_EQ(json["scenario"], "orders");
    EXPECT_EQ(json["clusterId"], "abc");
    EXPECT_EQ(json["drift"]["onlyInScenario"], nlohmann::json::array({"topic/refunds"}));
    EXPECT_EQ(json["drift"]["onlyInCluster"], nlohmann::json::array());
    EXPECT_EQ(json["drift"]["differences"][0]["property"], "partitions");
    EXPECT_EQ(json["drift"]["differences"][0]["cluster"], 1);
}

}  // namespace
}  // namespace headroom::connectors::overlay
