#include "model/analysis/flow_balance.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "model/analysis/flow_network.h"
#include "model/analysis/queueing.h"
#include "tests/unit/model/analysis/sample_scenarios.h"

namespace headroom::model {
namespace {

using samples::call;
using samples::cpu;
using samples::fail;
using samples::publish;
using samples::store;

AnalysisOptions at(double factor) {
    AnalysisOptions options;
    options.loadFactor = factor;
    return options;
}

TEST(LevelAt, ReadsPeakMeanAndInstant) {
    const Load load = samples::transactionPlatform().clients[0].load;
    EXPECT_EQ(levelAt(load, {}, Duration::seconds(1200)), 500);
    EXPECT_NEAR(levelAt(load, {LoadPoint::Kind::Mean, {}}, Duration::seconds(1200)), 270, 1e-6);
    EXPECT_NEAR(levelAt(load, {LoadPoint::Kind::At, Instant::start()}, Duration::seconds(1200)), 40, 1e-6);
}

TEST(FlowBalance, FollowsAPipeline) {
    const FlowBalance flows = balanceFlows(samples::pipeline(100));
    EXPECT_NEAR(flows.rate("service/front.ask"), 100, 1e-9);
    EXPECT_NEAR(flows.rate("store/db.insert"), 100, 1e-9);
    EXPECT_NEAR(flows.rate("store/db.append"), 100, 1e-9);
    EXPECT_NEAR(flows.findTopic("events")->recordsPerSecond, 100, 1e-9);
    EXPECT_NEAR(flows.findGroup("mail")->recordsPerSecond, 100, 1e-9);
    EXPECT_NEAR(flows.cpuSeconds.at("mail"), 0.4, 1e-9);
    EXPECT_EQ(flows.findTopic("events")->replicatedBytesPerSecond, 2 * flows.findTopic("events")->bytesPerSecond);
    EXPECT_NEAR(flows.findTopic("events")->recordBytes, 500, 1e-9);
}

TEST(FlowBalance, HoldsAThreadForAllThatItWaitsFor) {
    const FlowBalance flows = balanceFlows(samples::pipeline(1e-6));
    // 2 ms of CPU, 10 ms in the store, and the acknowledgement: one append (50 us) and two follower fetches (80 us).
    EXPECT_NEAR(flows.activities[1].holdTime, 0.001 + 0.012 + 130e-6, 1e-12);
    EXPECT_NEAR(flows.clients[0].responseTime, flows.activities[1].holdTime, 1e-7);
}

// With a failing share f and m attempts, 1 + f + ... + f^(m-1) calls arrive and f^m of the callers fail.
TEST(FlowBalance, CountsRetries) {
    Scenario scenario = samples::pipeline(100);
    scenario.services[0].retries["again"].maxAttempts = 3;
    std::get<CallStep>(scenario.services[0].operations[0].steps[1].action).guards.retry = "again";
    scenario.services[1].operations[0].steps.insert(scenario.services[1].operations[0].steps.begin(), fail(0.2));
    const FlowBalance flows = balanceFlows(scenario);
    EXPECT_NEAR(flows.rate("service/back.work"), 100 * (1 + 0.2 + 0.04), 1e-9);
    EXPECT_NEAR(flows.rate("store/db.insert"), 124 * 0.8, 1e-9);
    EXPECT_NEAR(flows.activities[1].failureProbability, 0.008, 1e-12);
}

TEST(FlowBalance, TakesFailuresThatAreGiven) {
    Scenario scenario = samples::pipeline(100);
    scenario.services[1].retries["again"].maxAttempts = 2;
    std::get<StoreStep>(scenario.services[1].operations[0].steps[1].action).guards.retry = "again";
    AnalysisOptions options;
    options.failures["store/db"] = 0.5;
    const FlowBalance flows = balanceFlows(scenario, options);
    EXPECT_NEAR(flows.rate("store/db.insert"), 150, 1e-9);
    EXPECT_NEAR(flows.findTopic("events")->recordsPerSecond, 75, 1e-9);
}

TEST(FlowBalance, RedeliversAndDeadLetters) {
    Scenario scenario = samples::pipeline(100);
    scenario.topics.push_back(samples::topic("dead", 6));
    Listener& mail = scenario.services[2].listeners[0];
    mail.errorHandler.maxAttempts = 3;
    mail.errorHandler.deadLetterTopic = "dead";
    AnalysisOptions options;
    options.failures["topic/events"] = 0.01;  // poison
    const FlowBalance flows = balanceFlows(scenario, options);
    EXPECT_NEAR(flows.findGroup("mail")->deliveriesPerSecond, 99 + 3, 1e-9);
    EXPECT_NEAR(flows.findTopic("dead")->recordsPerSecond, 1, 1e-9);
    mail.steps.push_back(fail(0.1));
    EXPECT_NEAR(balanceFlows(scenario).findTopic("dead")->recordsPerSecond, 0.1, 1e-9);
    EXPECT_NEAR(balanceFlows(scenario).findGroup("mail")->deliveriesPerSecond, 111, 1e-9);
}

TEST(FlowBalance, FollowsCacheMisses) {
    Scenario scenario = samples::pipeline(100);
    scenario.stores.push_back(samples::storeOf("cache", 1, {{"get", 1e-4}}));
    scenario.stores.back().operations["get"].hitRatio = 0.95;
    scenario.stores.back().operations["get"].missStore = "db";
    scenario.stores.back().operations["get"].missOperation = "append";
    scenario.services[0].operations[0].steps.push_back(store("cache", "get"));
    EXPECT_NEAR(balanceFlows(scenario).rate("store/db.append"), 105, 1e-9);
}

// x = 100 + 0.5 x.
TEST(FlowBalance, SolvesSynchronousCycles) {
    Scenario scenario = samples::pipeline(100);
    scenario.services[1].operations[0].steps.push_back(call("front", "ask", 0.5));
    const FlowBalance flows = balanceFlows(scenario);
    EXPECT_NEAR(flows.rate("service/front.ask"), 200, 1e-9);
    EXPECT_NEAR(flows.findGroup("log")->recordsPerSecond, 200, 1e-9);
    EXPECT_TRUE(flows.diverging.empty());
}

TEST(FlowBalance, SaysWhichCyclesFeedThemselves) {
    Scenario scenario = samples::pipeline(100);
    scenario.services[2].listeners[0].steps.push_back(publish("events"));
    EXPECT_FALSE(balanceFlows(scenario).diverging.empty());
    scenario.services[2].listeners[0].steps.back().probability = 0.5;
    EXPECT_NEAR(balanceFlows(scenario).findTopic("events")->recordsPerSecond, 200, 1e-6);
}

TEST(FlowBalance, SharesAGroupBetweenServicesByTheirMembers) {
    Scenario scenario = samples::pipeline(100);
    scenario.services[3].listeners[0].groupId = "mail";  // 3 members beside mail's 2
    const FlowBalance flows = balanceFlows(scenario);
    EXPECT_NEAR(flows.groups[0].recordsPerSecond, 40, 1e-9);
    EXPECT_NEAR(flows.groups[1].recordsPerSecond, 60, 1e-9);
}

// rows = rate * (interval + fixed + rows * perRow), with poll and delete 1 ms each and acks=none.
TEST(FlowBalance, PollsAnOutboxByTheRowsOfACycle) {
    Scenario scenario = samples::pipeline(1000);
    Service& back = scenario.services[1];
    back.producer.acks = Acks::None;
    back.operations[0].steps[2] = publish("events", PublishStep::Via::Outbox);
    back.outbox.emplace().store = "db";
    back.outbox->pollInterval = Duration::milliseconds(98);
    back.outbox->relayWorkPerRow = Distribution::constant(0.0005);
    scenario.stores[0].operations["outboxPoll"].time = Distribution::constant(0.001);
    scenario.stores[0].operations["outboxDelete"].time = Distribution::constant(0.001);
    const FlowBalance flows = balanceFlows(scenario);
    EXPECT_NEAR(flows.outboxes.at(0).rowsPerPoll, 200, 1e-6);
    EXPECT_NEAR(flows.outboxes.at(0).pollsPerSecond, 5, 1e-6);
    EXPECT_NEAR(flows.rate("store/db.outboxDelete"), 5, 1e-6);
    EXPECT_NEAR(flows.outboxes.at(0).idleCapacity, 500 / (0.002 + 0.25), 1e-6);
    EXPECT_EQ(flows.outboxes.at(0).capacity, 0);  // the requests alone fill both pods' cores
    EXPECT_NEAR(flows.cpuSeconds.at("back"), 1000 * 0.002 + 1000 * 0.0005, 1e-9);
}

// As many relays as pods, so that no pod has one more than another.
TEST(FlowBalance, RelaysWithoutWorkTakeAnyNumberOfRows) {
    Scenario scenario = samples::pipeline(600);
    Service& back = scenario.services[1];
    back.producer.acks = Acks::None;
    back.operations[0].steps[2] = publish("events", PublishStep::Via::Outbox);
    back.outbox.emplace().store = "db";
    back.outbox->relays = back.deployment.replicas = 2;
    const FlowBalance flows = balanceFlows(scenario);
    EXPECT_EQ(flows.outboxes.at(0).capacity, std::numeric_limits<double>::infinity());
}

// A relay that polls every 100 ms publishes 60 of 600 rows/s at once: 20 for each of 3 members.
TEST(FlowBalance, RecordsOutOfAnOutboxArriveTogether) {
    Scenario scenario = samples::pipeline(600);
    scenario.services[3].listeners[0].steps = {samples::perBatch(samples::wait(0.02))};
    Service& back = scenario.services[1];
    back.operations[0].steps[2] = publish("events", PublishStep::Via::Outbox);
    back.outbox.emplace().store = "db";
    const FlowBalance flows = balanceFlows(scenario);
    EXPECT_NEAR(flows.findGroup("log")->recordsPerPoll, 20, 1e-9);
    EXPECT_NEAR(flows.findGroup("log")->pollsPerSecond, 30, 1e-9);
}

// n = rate * poll time while records cost nothing: 600/s over 3 members and 20 ms a poll leave 4 records a poll.
TEST(FlowBalance, CountsPollsOfBatchListeners) {
    Scenario scenario = samples::pipeline(600);
    scenario.services[3].listeners[0].steps = {samples::perBatch(samples::wait(0.02))};
    const FlowBalance flows = balanceFlows(scenario);
    EXPECT_NEAR(flows.findGroup("log")->recordsPerPoll, 4, 1e-9);
    EXPECT_NEAR(flows.findGroup("log")->pollsPerSecond, 150, 1e-9);
    EXPECT_NEAR(flows.findGroup("log")->bestRecordTime, 0.02 / 500, 1e-12);
}

TEST(FlowBalance, BatchesGrowWithLingerUpToTheirSize) {
    Scenario scenario = samples::pipeline(6000);
    const double alone = balanceFlows(scenario).findTopic("events")->recordsPerBatch;
    EXPECT_NEAR(alone, 1, 1e-9);
    scenario.services[1].producer.linger = Duration::milliseconds(20);
    const double lingered = balanceFlows(scenario).findTopic("events")->recordsPerBatch;
    // 2 pods x 3 brokers: 1000/s each, 21 records in a request, over 2 partitions a broker.
    EXPECT_NEAR(lingered, 21 / (2 * (1 - std::pow(0.5, 21))), 1e-6);
    scenario.services[1].producer.linger = Duration::seconds(10);
    EXPECT_NEAR(balanceFlows(scenario).findTopic("events")->recordsPerBatch, std::floor((16384.0 - 61) / 512), 1e-6);
}

TEST(ClosedLoad, AgreesWithExactMeanValueAnalysis) {
    for (const double users : {1.0, 5.0, 20.0, 100.0}) {
        Scenario scenario;
        scenario.clients = {samples::closedClient("users", users, 0.1, {call("shop", "buy")})};
        scenario.services = {samples::service("shop", {{"buy", {cpu(0.004), store("db", "insert")}, {}}})};
        scenario.stores = {samples::storeOf("db", 1, {{"insert", 0.006}})};
        const double exact = exactMva({{0.004, 1}, {0.006, 1}}, static_cast<int>(users), 0.1).throughput;
        const FlowBalance flows = balanceFlows(scenario);
        EXPECT_NEAR(flows.clients[0].arrivals / exact, 1, 0.05) << users;
        EXPECT_NEAR(flows.clients[0].arrivals * (0.1 + flows.clients[0].responseTime), users, 0.01 * users);
    }
}

TEST(ClosedLoad, APoolHoldsThroughputDown) {
    Scenario scenario;
    scenario.clients = {samples::closedClient("users", 100, 0, {call("shop", "buy")})};
    scenario.services = {samples::service("shop", {{"buy", {store("db", "insert")}, {}}})};
    scenario.services[0].pools["db"].maximumPoolSize = 2;
    scenario.stores = {samples::storeOf("db", 64, {{"insert", 0.01}})};
    EXPECT_NEAR(balanceFlows(scenario).clients[0].arrivals, 200, 4);
    EXPECT_LE(balanceFlows(scenario).clients[0].arrivals, 200 * (1 + 1e-6));
}

TEST(ClosedLoad, TwoPopulationsShareABottleneckByTheirSizes) {
    Scenario scenario;
    scenario.clients = {samples::closedClient("many", 300, 0.1, {call("shop", "buy")}),
                        samples::closedClient("few", 100, 0.1, {call("shop", "buy")})};
    scenario.services = {samples::service("shop", {{"buy", {cpu(0.001)}, {}}})};
    const FlowBalance flows = balanceFlows(scenario);
    EXPECT_NEAR(flows.totalArrivals(), 1000, 10);
    EXPECT_NEAR(flows.clients[0].arrivals / flows.clients[1].arrivals, 3, 0.05);
}

TEST(ClosedLoad, AnAutoscalerFollowsTheLoadItLetsThrough) {
    AnalysisOptions options;
    options.replicas = ReplicaChoice::SteadyState;
    const FlowBalance settled = balanceFlows(samples::transactionPlatform(), options);
    const FlowBalance declared = balanceFlows(samples::transactionPlatform());
    EXPECT_EQ(declared.replicas.at("transaction"), 2);
    EXPECT_GT(settled.replicas.at("transaction"), 8);
    EXPECT_GT(settled.totalArrivals(), declared.totalArrivals());
    EXPECT_EQ(settled.replicas.at("transaction"),
              std::min(12, static_cast<int>(std::ceil(settled.cpuSeconds.at("transaction") / 0.6 - 1e-9))));
}

TEST(OpenLoad, ResponseGrowsWithoutBoundWhenOverloaded) {
    EXPECT_TRUE(std::isinf(balanceFlows(samples::pipeline(100), at(20)).clients[0].responseTime));
    EXPECT_TRUE(std::isfinite(balanceFlows(samples::pipeline(100), at(2)).clients[0].responseTime));
}

}  // namespace
}  // namespace headroom::model
