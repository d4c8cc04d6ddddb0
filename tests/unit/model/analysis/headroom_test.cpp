#include "model/analysis/headroom.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/analysis/capacity.h"
#include "tests/unit/model/analysis/sample_scenarios.h"

namespace headroom::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = ResourceUse::Kind;

const ReplicaAdvice& adviceFor(const Headroom& headroom, const std::string& service) {
    return *std::ranges::find(headroom.replicas, service, &ReplicaAdvice::service);
}

TEST(Utilisation, OfAPipelineByHand) {
    Scenario scenario = samples::pipeline(100);
    scenario.services[0].threads = 5;
    scenario.services[1].pools["db"].maximumPoolSize = 4;
    const UtilisationTable table = analyseUtilisation(scenario);
    EXPECT_NEAR(table.find("service/front", Kind::Cpu)->utilisation, 100 * 0.001 / 2, 1e-9);
    EXPECT_NEAR(table.find("service/back", Kind::Cpu)->utilisation, 100 * 0.002 / 2, 1e-9);
    EXPECT_NEAR(table.find("service/front", Kind::Threads)->demand, 100 * (0.001 + 0.012 + 130e-6), 1e-9);
    EXPECT_NEAR(table.find("service/back", Kind::Pool)->utilisation, 100 * 0.01 / 8, 1e-9);
    EXPECT_NEAR(table.find("store/db", Kind::StoreServers)->utilisation, (100 * 0.01 + 100 * 0.001) / 4, 1e-9);
    // mail: 2 members of 6 partitions read half each; 4 ms a record.
    EXPECT_NEAR(table.find("group/mail", Kind::Consumers)->utilisation, 100 * 0.5 * 0.004, 1e-9);
    EXPECT_NEAR(table.find("group/mail", Kind::Partitions)->utilisation, 100 / 6.0 * 0.004, 1e-9);
    ASSERT_TRUE(table.bottleneck);
    EXPECT_EQ(table.resources[*table.bottleneck].element, "store/db");
    EXPECT_NEAR(table.capacity, 4 / 0.011, 1e-6);
    EXPECT_THAT(table.sentence, HasSubstr("store/db's servers, full at 364 arrivals/s = 3.64 times this load"));
}

TEST(Utilisation, CountsLimitsNodesBucketsAndConnections) {
    Scenario scenario = samples::transactionPlatform();
    scenario.clients = {samples::openClient("users", 6000, {samples::call("gateway", "createTransaction")})};
    scenario.stores[0].maxConnections = 60;
    const UtilisationTable table = analyseUtilisation(scenario);
    EXPECT_NEAR(table.find("service/gateway", Kind::TokenBucket)->utilisation, 0.1, 1e-9);
    EXPECT_NEAR(table.find("service/gateway", Kind::Cpu)->utilisation, 6000 * 160e-6 / 12, 1e-9);
    EXPECT_NEAR(table.find("service/transaction", Kind::Cpu)->demand, 6000 * (0.0005 + 12.5e-6), 1e-6);
    EXPECT_FALSE(table.find("store/ledger", Kind::StoreConnections)->dependsOnLoad);
    EXPECT_NEAR(table.find("store/ledger", Kind::StoreConnections)->utilisation, 80.0 / 60, 1e-9);
    EXPECT_NEAR(table.find("node/worker", Kind::NodeCpu)->capacity, 144, 1e-9);
    EXPECT_GT(table.find("cluster/main", Kind::IoThreads)->utilisation, 0);
    // Three copies of every byte on three brokers' disks.
    EXPECT_NEAR(table.find("cluster/main", Kind::Disk)->demand,
                3 * table.flows.findTopic("transaction-initiated")->bytesPerSecond, 1e-6);
}

TEST(Utilisation, LinksCarryReplicationBetweenZones) {
    Scenario scenario = samples::pipeline(1000);
    scenario.zones = {{"a", {}}, {"b", {}}};
    scenario.links = {{"", "", {}, Bandwidth{1e6}}};
    scenario.clusters[0].brokers = 2;
    scenario.clusters[0].zones = {"a", "b"};
    scenario.topics[0].replicas = 2;
    for (Service& service : scenario.services) service.zones = {"a"};
    const UtilisationTable table = analyseUtilisation(scenario);
    const double bytes = table.flows.findTopic("events")->bytesPerSecond;
    const auto link = [&](const std::string& id) { return table.find(id, Kind::Link)->demand; };
    EXPECT_NEAR(link("link/a/b"), bytes / 2 + bytes / 2, 1e-6);      // half the leaders, half the followers
    EXPECT_NEAR(link("link/b/a"), bytes / 2 + 2 * bytes / 2, 1e-6);  // half the followers, two groups
}

TEST(Utilisation, GuardsAreLimitsToo) {
    Scenario scenario = samples::pipeline(100);
    auto& step = std::get<StoreStep>(scenario.services[1].operations[0].steps[1].action);
    step.guards.bulkhead = step.guards.rateLimiter = "db";
    scenario.services[1].bulkheads["db"].maxConcurrentCalls = 1;
    scenario.services[1].rateLimiters["db"] = {10, Duration::milliseconds(100), Duration::seconds(1)};
    const UtilisationTable table = analyseUtilisation(scenario);
    EXPECT_NEAR(table.find("service/back", Kind::Bulkhead)->utilisation, 100 * 0.01 / 2, 1e-9);
    EXPECT_NEAR(table.find("service/back", Kind::RateLimiter)->utilisation, 100.0 / 200, 1e-9);
}

TEST(Utilisation, BatchingResourcesSaturateWhereTheyReallyDo) {
    Scenario scenario = samples::transactionPlatform();
    scenario.clients = {samples::openClient("users", 50000, {samples::call("gateway", "createTransaction")})};
    const UtilisationTable table = analyseUtilisation(scenario);
    const ResourceUse& threads = *table.find("cluster/main", Kind::IoThreads);
    AnalysisOptions options;
    options.loadFactor = threads.factor;
    EXPECT_NEAR(analyseUtilisation(scenario, options).find("cluster/main", Kind::IoThreads)->utilisation, 1, 0.002);
    EXPECT_GT(threads.factor, 1 / threads.utilisation);
}

// 2 ms a poll and 0.1 ms a record: polls of the average thread's size would take more than all of the fullest one's time.
TEST(Utilisation, OfAThreadThatKeepsUpIsAtMostAlwaysBusy) {
    Scenario scenario = samples::pipeline(1200);
    scenario.services[2].listeners[0].steps = {samples::cpu(0.0001), samples::wait(0.002)};
    scenario.services[2].listeners[0].steps[1].perBatch = true;
    std::get<PublishStep>(scenario.services[1].operations[0].steps[2].action).key = {KeySpec::Kind::Zipf, 100, 1.1};
    const UtilisationTable table = analyseUtilisation(scenario);
    const ResourceUse& thread = *table.find("group/mail", Kind::Consumers);
    EXPECT_DOUBLE_EQ(thread.utilisation, 1);
    EXPECT_GT(thread.factor, 2);
    EXPECT_THAT(thread.note, HasSubstr("always busy"));
}

TEST(UsefulReplicas, FollowPartitionsOverTheFullest) {
    std::vector<int> useful;
    std::vector<int> last;
    for (const ReplicaRange& range : usefulReplicas(24, 1, 30)) {
        useful.push_back(range.from);
        last.push_back(range.to);
    }
    EXPECT_THAT(useful, ElementsAre(1, 2, 3, 4, 5, 6, 8, 12, 24));
    EXPECT_THAT(last, ElementsAre(1, 2, 3, 4, 5, 7, 11, 23, 30));
    EXPECT_EQ(usefulReplicas(24, 2, 12).back().from, 12);
    EXPECT_NEAR(usefulReplicas(24, 1, 30).back().relativeCapacity, 24, 1e-12);
}

TEST(Headroom, NamesWhatBreaksInOrder) {
    const Headroom headroom = analyse(samples::pipeline(100), 6);
    ASSERT_GE(headroom.breaks.size(), 3U);
    EXPECT_EQ(headroom.breaks[0].element, "store/db");
    EXPECT_NEAR(headroom.breaks[0].factor, 4 / 1.1, 1e-9);
    EXPECT_NEAR(headroom.breaks[0].arrivalsPerSecond, 400 / 1.1, 1e-9);
    EXPECT_NEAR(headroom.breaks[1].factor, 5, 1e-9);
    EXPECT_THAT(headroom.sentence,
                HasSubstr("store/db's servers at 3.64x, then service/mail's CPU at 5x, then group/mail's fullest"));
    EXPECT_THAT(analyse(samples::pipeline(100), 2).sentence,
                HasSubstr("2 times the load fits; the first to be full: store/db's servers, at 3.64x"));
    EXPECT_THAT(analyse(samples::pipeline(1000), 1).sentence,
                HasSubstr("this load does not fit; full are store/db's servers at 0.364x"));
}

TEST(Headroom, CountsReplicasForCpuAndPartitions) {
    const Headroom headroom = analyse(samples::pipeline(100), 10);
    EXPECT_EQ(adviceFor(headroom, "back").needed, 3);  // 2 cores of work at 80 %
    EXPECT_EQ(adviceFor(headroom, "front").needed, 2);
    EXPECT_EQ(adviceFor(headroom, "mail").needed, 6);  // 4 s a second: 5 pods for CPU, but 5 members leave two partitions at one
    EXPECT_THAT(adviceFor(headroom, "mail").sentence, HasSubstr("only 1, 2, 3, 6 replicas make a difference"));
}

TEST(Headroom, SaysWhatCanNeverKeepUp) {
    Scenario scenario = samples::pipeline(100);
    scenario.services[2].listeners[0].steps = {samples::wait(0.1)};
    const Headroom headroom = analyse(scenario, 1);
    const GroupAdvice& mail = headroom.groups.at(0);
    EXPECT_FALSE(mail.keepsUp);
    EXPECT_FALSE(mail.canEverKeepUp);
    EXPECT_EQ(mail.partitionsNeeded, 10);
    EXPECT_NEAR(mail.capacityAtPartitions, 60, 1e-9);
    EXPECT_EQ(adviceFor(headroom, "mail").needed, std::nullopt);
    EXPECT_TRUE(headroom.groups.at(1).keepsUp);
}

TEST(Headroom, AHotKeyCanNotBeDivided) {
    Scenario scenario = samples::pipeline(100);
    std::get<PublishStep>(scenario.services[1].operations[0].steps[2].action).key = {KeySpec::Kind::Uniform, 2, 1};
    scenario.services[2].listeners[0].steps = {samples::wait(0.03)};
    const GroupAdvice mail = analyse(scenario, 1).groups.at(0);
    EXPECT_FALSE(mail.canEverKeepUp);  // half the records in one partition: 1.5 s a second
    EXPECT_FALSE(mail.partitionsNeeded);
}

TEST(Headroom, AutoscalersCountWithAllTheirPods) {
    const Headroom headroom = analyse(samples::transactionPlatform(), 1);
    const ReplicaAdvice& transaction = adviceFor(headroom, "transaction");
    EXPECT_EQ(transaction.declared, 2);
    EXPECT_EQ(transaction.maximum, 12);
    EXPECT_EQ(transaction.settled, 10);  // 11.4k/s of 0.51 ms at 0.6 cores a pod
    EXPECT_THAT(transaction.sentence, HasSubstr("settles at 10 of at most 12"));
    EXPECT_THAT(headroom.warnings, IsEmpty());
}

// As the simulator, which gives a pod without limit, cores and nodes a node of one core.
TEST(Capacity, OfAPodForWhichNothingIsSaidIsItsNode) {
    Scenario scenario = samples::transactionPlatform();
    Service& service = scenario.services[1];
    service.deployment.limits.cpu.reset();
    service.cores.reset();
    EXPECT_EQ(podCores(service, scenario), scenario.nodes.front().cpu.cores());
    scenario.nodes.clear();
    EXPECT_EQ(podCores(service, scenario), 1);
    service.cores = 3;
    EXPECT_EQ(podCores(service, scenario), 3);
}

TEST(Capacity, SettlesWhereTheAutoscalerDoes) {
    const Scenario scenario = samples::transactionPlatform();
    EXPECT_EQ(settledReplicas(scenario.services[1], 3.0), 5);
    EXPECT_EQ(settledReplicas(scenario.services[1], 0.1), 2);
    EXPECT_EQ(settledReplicas(scenario.services[1], 99), 12);
    EXPECT_EQ(settledReplicas(scenario.services[0], 3.0), std::nullopt);
}

TEST(ShortNumber, KeepsThreeDigits) {
    EXPECT_EQ(shortNumber(12345), "12.3k");
    EXPECT_EQ(shortNumber(999.9), "1k");
    EXPECT_EQ(shortNumber(1.7), "1.7");
    EXPECT_EQ(shortNumber(1.25e6), "1.25M");
}

}  // namespace
}  // namespace headroom::model
