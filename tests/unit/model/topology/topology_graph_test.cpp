#include "model/topology/topology_graph.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/unit/model/analysis/sample_scenarios.h"

namespace headroom::model {
namespace {

TEST(TopologyGraph, NamesElementsAsTheTraceDoes) {
    const TopologyGraph graph(samples::transactionPlatform());
    for (const char* id : {"client/users", "service/transaction", "store/ledger", "cluster/main", "broker/main/2",
                           "topic/transaction-initiated", "group/audit", "zone/zone-b", "node/worker"})
        EXPECT_TRUE(graph.findElement(id)) << id;
    EXPECT_FALSE(graph.findElement("service/nobody"));
    EXPECT_THROW(graph.element("service/nobody"), std::logic_error);
}

TEST(TopologyGraph, ConnectsWhatStepsConnect) {
    const TopologyGraph graph(samples::pipeline());
    const TopologyEdge* calls = graph.findEdge("service/front", "service/back", Relation::Calls);
    ASSERT_NE(calls, nullptr);
    ASSERT_EQ(calls->steps.size(), 1U);
    EXPECT_EQ(calls->steps[0].activity, "service/front.ask");
    EXPECT_NE(graph.findEdge("service/back", "topic/events", Relation::Publishes), nullptr);
    EXPECT_NE(graph.findEdge("topic/events", "group/mail", Relation::Feeds), nullptr);
    EXPECT_NE(graph.findEdge("service/log", "group/log", Relation::Runs), nullptr);
    EXPECT_NE(graph.findEdge("group/log", "store/db", Relation::Stores), nullptr);
    EXPECT_NE(graph.findEdge("topic/events", "broker/main/2", Relation::Replicates), nullptr);
    EXPECT_EQ(graph.findEdge("service/mail", "store/db", Relation::Stores), nullptr);
}

TEST(TopologyGraph, JoinsTheStepsOfOneConnection) {
    const TopologyGraph graph(samples::transactionPlatform());
    const TopologyEdge* calls = graph.findEdge("client/users", "service/gateway", Relation::Calls);
    ASSERT_NE(calls, nullptr);
    ASSERT_EQ(calls->steps.size(), 2U);
    EXPECT_EQ(calls->steps[1].probability, 0.1);
    const TopologyEdge* publishes = graph.findEdge("service/transaction", "topic/transaction-initiated", Relation::Publishes);
    ASSERT_NE(publishes, nullptr);
    EXPECT_TRUE(publishes->steps.at(0).asynchronous);
}

TEST(TopologyGraph, LeavesOutWhatDoesNotExist) {
    Scenario scenario = samples::pipeline();
    scenario.clients[0].journey.push_back(samples::call("nobody", "nothing"));
    EXPECT_EQ(TopologyGraph(scenario).edges().size(), TopologyGraph(samples::pipeline()).edges().size());
}

}  // namespace
}  // namespace headroom::model
