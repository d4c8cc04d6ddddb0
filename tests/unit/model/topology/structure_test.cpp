#include "model/topology/structure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/model/analysis/sample_scenarios.h"

namespace headroom::model {
namespace {

using samples::call;
using samples::cpu;
using samples::publish;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const SinglePoint* findPoint(const std::vector<SinglePoint>& points, const std::string& element, SinglePoint::Kind kind) {
    const auto found = std::ranges::find_if(points, [&](const SinglePoint& p) { return p.element == element && p.kind == kind; });
    return found == points.end() ? nullptr : &*found;
}

TEST(Cycles, NoneInAPipeline) {
    EXPECT_THAT(findCycles(samples::pipeline()), IsEmpty());
    EXPECT_THAT(findCycles(samples::transactionPlatform()), IsEmpty());
}

TEST(Cycles, ServicesThatCallEachOtherNeedNotRecurse) {
    Scenario scenario = samples::pipeline();
    scenario.services[0].operations.push_back({"confirm", {cpu(0.001)}, {}});
    scenario.services[1].operations[0].steps.push_back(call("front", "confirm"));
    const auto cycles = findCycles(scenario);
    ASSERT_EQ(cycles.size(), 1U);
    EXPECT_TRUE(cycles[0].synchronous);
    EXPECT_FALSE(cycles[0].recursive);
    EXPECT_THAT(cycles[0].elements, ElementsAre("service/front", "service/back"));
    scenario.services[1].operations[0].steps.push_back(call("front", "ask", 0.1));
    EXPECT_TRUE(findCycles(scenario).at(0).recursive);
}

TEST(Cycles, RecordsThatReturnAreAnAsynchronousCycle) {
    Scenario scenario = samples::pipeline();
    scenario.services[2].listeners[0].steps.push_back(publish("events"));
    const auto cycles = findCycles(scenario);
    ASSERT_EQ(cycles.size(), 1U);
    EXPECT_FALSE(cycles[0].synchronous);
    EXPECT_THAT(cycles[0].elements, UnorderedElementsAre("topic/events", "group/mail"));
}

TEST(Cycles, APublisherThatListensElsewhereIsNone) {
    Scenario scenario = samples::pipeline();
    // back publishes in `work`; its own listener only writes, so nothing goes round although the elements form a ring.
    scenario.services[1].listeners = {samples::listener("self", {"events"}, {samples::store("db", "append")})};
    EXPECT_THAT(findCycles(scenario), IsEmpty());
}

TEST(Unreachable, NamesOperationsTopicsAndGroupsNothingLeadsTo) {
    Scenario scenario = samples::pipeline();
    EXPECT_THAT(findUnreachable(scenario), IsEmpty());
    scenario.services[0].operations.push_back({"admin", {cpu(0.001)}, {}});
    scenario.topics.push_back(samples::topic("old", 1));
    scenario.services[2].listeners.push_back(samples::listener("archive", {"old"}, {cpu(0.001)}));
    std::vector<std::string> names;
    for (const auto& part : findUnreachable(scenario)) names.push_back(part.element);
    EXPECT_THAT(names, UnorderedElementsAre("service/front.admin", "topic/old", "group/archive"));
}

TEST(BlastRadius, AStoreTakesItsCallersDownAndHoldsReadersUp) {
    const BlastRadius radius = blastRadius(samples::pipeline(), "store/db");
    EXPECT_THAT(radius.stops, ElementsAre("client/users", "service/front", "service/back"));
    EXPECT_THAT(radius.fallsBehind, ElementsAre("group/log"));
    EXPECT_THAT(radius.idles, ElementsAre("group/mail"));
    EXPECT_THAT(radius.sentence, HasSubstr("group/log falls behind"));
}

TEST(BlastRadius, AConsumerOnlyFallsBehind) {
    const BlastRadius radius = blastRadius(samples::pipeline(), "service/mail");
    EXPECT_THAT(radius.stops, IsEmpty());
    EXPECT_THAT(radius.partlyStops, IsEmpty());
    EXPECT_THAT(radius.fallsBehind, ElementsAre("group/mail"));
}

TEST(BlastRadius, AnOutboxKeepsClientsGoingWithoutKafka) {
    const BlastRadius outbox = blastRadius(samples::transactionPlatform(), "cluster/main");
    EXPECT_THAT(outbox.stops, testing::Not(Contains("client/users")));
    EXPECT_THAT(outbox.fallsBehind, UnorderedElementsAre("service/transaction", "group/notification", "group/audit"));
    EXPECT_THAT(outbox.sentence, HasSubstr("service/transaction's outbox, group/notification, group/audit fall behind"));
    EXPECT_THAT(blastRadius(samples::pipeline(), "cluster/main").stops, Contains("client/users"));
}

TEST(BlastRadius, OneBrokerOfThreeIsMissedOnlyWithoutSlack) {
    Scenario scenario = samples::pipeline();
    EXPECT_THAT(blastRadius(scenario, "broker/main/1").stops, IsEmpty());
    EXPECT_THAT(blastRadius(scenario, "broker/main/1").weakened, ElementsAre("cluster/main"));
    scenario.topics[0].config.minInsyncReplicas = 3;
    EXPECT_THAT(blastRadius(scenario, "broker/main/1").stops, Contains("client/users"));
    scenario.topics[0].config.minInsyncReplicas = 1;
    scenario.topics[0].replicas = 1;  // a third of the partitions
    EXPECT_THAT(blastRadius(scenario, "broker/main/1").partlyStops, Contains("client/users"));
}

TEST(BlastRadius, AZoneTakesWhatIsOnlyThere) {
    const BlastRadius radius = blastRadius(samples::transactionPlatform(), "zone/zone-b");
    EXPECT_THAT(radius.stops, UnorderedElementsAre("store/audit-log", "broker/main/1"));
    EXPECT_THAT(radius.fallsBehind, ElementsAre("group/audit"));
    EXPECT_THAT(radius.weakened, Contains("service/gateway"));
    EXPECT_THAT(blastRadius(samples::transactionPlatform(), "zone/zone-a").stops, Contains("store/ledger"));
}

TEST(BlastRadius, AFailureThatIsIgnoredStaysWhereItIs) {
    Scenario scenario = samples::pipeline();
    std::get<CallStep>(scenario.services[0].operations[0].steps[1].action).ignoreFailure = true;
    EXPECT_THAT(blastRadius(scenario, "service/back").stops, IsEmpty());
}

TEST(SinglePoints, SayWhy) {
    Scenario scenario = samples::pipeline();
    scenario.services[0].deployment.replicas = 1;
    scenario.topics[0].config.minInsyncReplicas = 3;
    const auto points = findSinglePoints(scenario);
    const SinglePoint* front = findPoint(points, "service/front", SinglePoint::Kind::OneReplica);
    ASSERT_NE(front, nullptr);
    EXPECT_TRUE(front->stopsClients);
    EXPECT_EQ(front->why, "service/front has one replica");
    EXPECT_THAT(front->sentence, HasSubstr("has one replica; without service/front: client/users stops"));
    EXPECT_NE(findPoint(points, "store/db", SinglePoint::Kind::OneInstance), nullptr);
    EXPECT_NE(findPoint(points, "topic/events", SinglePoint::Kind::NoSlackInSync), nullptr);
    EXPECT_EQ(findPoint(points, "service/back", SinglePoint::Kind::OneReplica), nullptr);
    const SinglePoint* joint = findPoint(points, "service/front", SinglePoint::Kind::ArticulationPoint);
    ASSERT_NE(joint, nullptr);
    EXPECT_THAT(joint->sentence, HasSubstr("the only way from the clients to service/back"));
}

TEST(SinglePoints, AreNoGroups) {
    for (const SinglePoint& point : findSinglePoints(samples::transactionPlatform()))
        EXPECT_FALSE(point.element.starts_with("group/")) << point.sentence;
}

TEST(SinglePoints, KnowZonesReplicationAndAutoscalers) {
    Scenario scenario = samples::transactionPlatform();
    scenario.services[0].zones = {"zone-a"};
    scenario.services[1].hpa->minReplicas = 1;
    scenario.topics[0].replicas = 1;
    const auto points = findSinglePoints(scenario);
    EXPECT_NE(findPoint(points, "service/gateway", SinglePoint::Kind::OneZone), nullptr);
    const SinglePoint* scaled = findPoint(points, "service/transaction", SinglePoint::Kind::OneReplica);
    ASSERT_NE(scaled, nullptr);
    EXPECT_THAT(scaled->sentence, HasSubstr("may be scaled in"));
    EXPECT_NE(findPoint(points, "topic/transaction-initiated", SinglePoint::Kind::NoReplication), nullptr);
}

TEST(Structure, CoversEveryElementThatRuns) {
    const Structure structure = analyseStructure(samples::transactionPlatform());
    EXPECT_THAT(structure.cycles, IsEmpty());
    EXPECT_THAT(structure.unreachable, IsEmpty());
    EXPECT_EQ(structure.blastRadii.size(),
              3U + 1 + 4 + 3 + 1 + 3 + 2);  // zones, nodes, services, stores, cluster, brokers, topics
}

}  // namespace
}  // namespace headroom::model
