#include <gtest/gtest.h>

#include <map>

#include "model/rules/kubernetes/node_failure.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim::testing {
namespace {

using Times = std::vector<double>;

model::Scenario threeZones(int replicas, int nodesPerZone = 1) {
    model::Scenario scenario;
    scenario.zones = {{"a", {}}, {"b", {}}, {"c", {}}};
    model::NodeGroup group;
    group.name = "pool";
    group.count = 3 * nodesPerZone;
    group.zones = {"a", "b", "c"};
    group.cpu = model::MilliCpu{2000};
    scenario.nodes.push_back(group);
    scenario.services.push_back(service("web", replicas));
    scenario.services[0].deployment.requests.cpu = model::MilliCpu{1000};
    return scenario;
}

std::map<std::string, int> podsByNode(Lab& lab) {
    std::map<std::string, int> count;
    for (const ManagedPod* pod : lab.deployment("web").pods())
        if (pod->node() != nullptr) ++count[pod->node()->name];
    return count;
}

TEST(Nodes, PodsAreSpreadOverZonesThenLeastAllocatedNodes) {
    Lab lab(threeZones(6, 2));
    const std::map<std::string, int> expected{{"pool/0", 1}, {"pool/1", 1}, {"pool/2", 1},
                                              {"pool/3", 1}, {"pool/4", 1}, {"pool/5", 1}};
    EXPECT_EQ(podsByNode(lab), expected);
}

TEST(Nodes, AServiceStaysInItsZones) {
    model::Scenario scenario = threeZones(4);
    scenario.services[0].zones = {"c", "b"};
    Lab lab(scenario);
    EXPECT_EQ(podsByNode(lab), (std::map<std::string, int>{{"pool/1", 2}, {"pool/2", 2}}));
}

TEST(Nodes, APodWithoutRoomWaitsForIt) {
    Lab lab(threeZones(7));
    EXPECT_EQ(lab.endpoints("web"), 6U);
    ASSERT_EQ(lab.times("pod.unschedulable"), Times{0});
    EXPECT_EQ(lab.trace.events()[0].reason.sentence, "web-6 stays pending: 0/3 nodes are available, 3 insufficient cpu");
    lab.runTo(5);
    EXPECT_EQ(lab.last("service/web", "pendingPods"), 1);
    lab.kubernetes().scale("web", 6);  // the pending pod goes first
    EXPECT_EQ(lab.elements("pod.terminating"), std::vector<std::string>{"pod/web-6"});
    lab.kubernetes().scale("web", 7);
    lab.runTo(10);
    lab.kubernetes().deletePods("web", 1);  // its replacement and the pending pod want its room; the older one gets it
    lab.runTo(11);
    ASSERT_EQ(lab.elements("pod.scheduled").size(), 1U);
    EXPECT_EQ(lab.last("service/web", "readyReplicas"), 6);
}

TEST(Nodes, ALostNodeIsNoticedAfterTheGracePeriodAndItsPodsEvictedAfterTheToleration) {
    for (const auto& [version, grace] : {std::pair{"1.31", 40.0}, std::pair{"1.33", 50.0}}) {
        model::Scenario scenario = threeZones(3);
        scenario.versions.kubernetes = version;
        Lab lab(scenario);
        lab.runTo(100);
        lab.kubernetes().killNode("pool/1");
        EXPECT_EQ(lab.endpoints("web"), 3U);
        lab.runTo(1000);
        ASSERT_EQ(lab.times("node.unknown").size(), 1U);
        const double unknown = lab.times("node.unknown")[0];
        // The lease is up to 10 s old when the node dies; renewals and the grace's end are seen at ticks of 5 s.
        EXPECT_GT(unknown, 100 + grace - 10);
        EXPECT_LE(unknown, 100 + grace + 10);
        EXPECT_EQ(lab.times("pod.unready", "pod/web-1"), Times{unknown});
        ASSERT_EQ(lab.times("pod.evicted").size(), 1U);
        EXPECT_NEAR(lab.times("pod.evicted")[0], unknown + 300, 1e-6);
        EXPECT_NEAR(lab.times("pod.ready", "pod/web-3").at(0), unknown + 300, 1e-6);
        EXPECT_EQ(lab.endpoints("web"), 3U);
        // The evicted pod is still there, until its kubelet answers.
        EXPECT_EQ(lab.deployment("web").pods().size(), 4U);
        lab.kubernetes().restoreNode("pool/1");
        lab.runTo(1001);
        EXPECT_EQ(lab.deployment("web").pods().size(), 3U);
    }
}

TEST(Nodes, RequestsToALostNodeAreNeverAnswered) {
    model::Scenario scenario = threeZones(1);
    scenario.clients.push_back(client("web", {{hold(10)}}, Duration::milliseconds(500)));
    scenario.services[0].operations[0].steps = {cpuStep(0.05)};
    Lab lab(scenario);
    lab.runTo(20.02);
    lab.kubernetes().killNode("pool/0");
    lab.runTo(30);
    EXPECT_EQ(lab.endpoints("web"), 1U);
    EXPECT_EQ(lab.last("service/web", "arrived"), 200);
    EXPECT_EQ(lab.last("service/web", "completed"), 199);  // the one of 20.0 s was in progress
    EXPECT_TRUE(lab.serviceNamed("web").littleHolds());
}

TEST(Nodes, ARestoredNodeStartsItsPodsAgain) {
    model::Scenario scenario = threeZones(3);
    scenario.services[0].startup = model::Distribution::constant(4);
    scenario.services[0].deployment.readinessProbe = model::Probe{};
    scenario.services[0].deployment.readinessProbe->period = Duration::seconds(1);
    Lab lab(scenario);
    lab.runTo(100);
    lab.kubernetes().killNode("pool/0");
    lab.runTo(110);
    lab.kubernetes().restoreNode("pool/0");
    lab.runTo(600);
    EXPECT_TRUE(lab.times("node.unknown").empty());
    EXPECT_TRUE(lab.times("pod.evicted").empty());
    EXPECT_EQ(lab.times("pod.unready"), Times{110});
    EXPECT_EQ(lab.times("pod.restarted"), Times{110});
    EXPECT_EQ(lab.times("pod.ready"), Times{114});
    EXPECT_EQ(lab.endpoints("web"), 3U);
}

// A zone of more than two nodes that is wholly gone is full disruption, evicted at the normal rate: one node in 10 s.
TEST(Nodes, AZonesNodesAreEvictedOneAfterTheOther) {
    Lab lab(threeZones(12, 4));
    lab.runTo(50);
    lab.kubernetes().killZoneNodes("b");
    lab.runTo(800);
    const Times unknown = lab.times("node.unknown");
    ASSERT_EQ(unknown.size(), 4U);
    const Times evicted = lab.times("pod.evicted");
    ASSERT_EQ(evicted.size(), 4U);
    for (std::size_t i = 1; i < evicted.size(); ++i) EXPECT_GE(evicted[i] - evicted[i - 1], 10 - 1e-6);
    EXPECT_EQ(lab.endpoints("web"), 12U);
    for (const auto& [node, count] : podsByNode(lab)) EXPECT_LE(count, 2) << node;
}

TEST(Nodes, WithoutDeclaredNodesEveryPodHasItsOwn) {
    model::Scenario scenario;
    scenario.services.push_back(service("web", 2));
    scenario.services.push_back(service("big", 1));
    scenario.services[1].cores = 3;
    Lab lab(scenario);
    EXPECT_EQ(lab.pod("web", 0).node()->cores, 1);
    EXPECT_NE(lab.pod("web", 0).node(), lab.pod("web", 1).node());
    EXPECT_EQ(lab.pod("big", 0).node()->cores, 3);
    lab.kubernetes().scale("web", 5);
    lab.runTo(1);
    EXPECT_EQ(lab.endpoints("web"), 5U);
    EXPECT_EQ(podsByNode(lab).size(), 5U);
    lab.kubernetes().killNode("web-0");
    lab.runTo(500);
    EXPECT_EQ(lab.times("pod.evicted").size(), 1U);
    EXPECT_EQ(lab.endpoints("web"), 5U);
}

}  // namespace
}  // namespace headroom::sim::testing
