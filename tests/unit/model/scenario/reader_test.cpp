#include "model/scenario/reader.h"

#include <gtest/gtest.h>

#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

const char* const queue = R"(scenario: queue
duration: 100s
warmup: 10s
clients:
  users:
    load: poisson(80/s)
    journey:
      - call: server.work
services:
  server:
    cores: 1
    threads: 1
    operations:
      work:
        - cpu: exponential(mean=10ms)
)";

TEST(ScenarioReader, ReadsAnMm1Queue) {
    const ReadResult result = readText(queue);
    ASSERT_TRUE(result.scenario) << findings(result);
    EXPECT_EQ(findings(result), "");
    const Scenario& scenario = *result.scenario;
    EXPECT_EQ(scenario.name, "queue");
    EXPECT_EQ(scenario.duration, Duration::seconds(100));
    EXPECT_EQ(scenario.warmup, Duration::seconds(10));
    ASSERT_EQ(scenario.clients.size(), 1U);
    const auto& load = std::get<OpenLoad>(scenario.clients[0].load);
    EXPECT_EQ(load.process, OpenLoad::Process::Poisson);
    EXPECT_DOUBLE_EQ(load.rate.at(Instant::start()), 80);
    const auto& call = std::get<CallStep>(scenario.clients[0].journey.at(0).action);
    EXPECT_EQ(call.service, "server");
    EXPECT_EQ(call.operation, "work");
    EXPECT_FALSE(call.timeout);
    const Service* server = scenario.findService("server");
    ASSERT_NE(server, nullptr);
    EXPECT_EQ(server->role, Service::Role::Service);
    EXPECT_EQ(server->threads, 1);
    EXPECT_FALSE(server->queue);
    EXPECT_EQ(server->cores, 1.0);
    EXPECT_EQ(std::get<CpuStep>(server->operations.at(0).steps.at(0).action).work, Distribution::exponential(0.01));
}

TEST(ScenarioReader, ReadsTheMonolith) {
    const ReadResult result = readScenario(sourcePath("scenarios/monolith.yaml"));
    ASSERT_TRUE(result.scenario) << findings(result);
    const Service* monolith = result.scenario->findService("monolith");
    ASSERT_NE(monolith, nullptr);
    EXPECT_EQ(monolith->role, Service::Role::Monolith);
    EXPECT_EQ(monolith->threads, 500);
    EXPECT_EQ(monolith->queue, 400);
    EXPECT_EQ(monolith->pools.at("database").maximumPoolSize, 100);
    EXPECT_DOUBLE_EQ(monolith->operations.at(0).steps.at(2).probability, 0.011);
}

class TransactionPlatform : public testing::Test {
protected:
    static ReadResult read(const ReadOptions& options = {}) {
        return readScenario(sourcePath("scenarios/transaction-platform.yaml"), options);
    }
};

TEST_F(TransactionPlatform, ReadsEveryVariant) {
    const ReadResult base = read();
    ASSERT_TRUE(base.scenario) << findings(base);
    EXPECT_EQ(base.variants, (std::vector<std::string>{"peak", "hpa-step", "pod-failure", "notification-partition",
                                                       "dependency-outage", "poison-messages", "scale-out", "scale-out-consumers"}));
    for (const std::string& variant : base.variants) {
        const ReadResult result = read({variant, {}, {}, {}, {}});
        EXPECT_TRUE(result.scenario) << variant << "\n" << findings(result);
    }
}

TEST_F(TransactionPlatform, HasTheGatewaysRoutesAsOperations) {
    const ReadResult result = read();
    ASSERT_TRUE(result.scenario) << findings(result);
    const Service* gateway = result.scenario->findService("gateway");
    ASSERT_NE(gateway, nullptr);
    EXPECT_EQ(gateway->role, Service::Role::Gateway);
    EXPECT_FALSE(gateway->threads);
    EXPECT_EQ(gateway->deployment.requests.cpu, MilliCpu{2000});
    EXPECT_EQ(gateway->deployment.limits.cpu, MilliCpu{4000});
    ASSERT_TRUE(gateway->rateLimit);
    EXPECT_EQ(gateway->rateLimit->burstCapacity, 60000);
    ASSERT_EQ(gateway->operations.size(), 2U);
    const Steps& steps = gateway->operations[0].steps;
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_NEAR(std::get<CpuStep>(steps[0].action).work.mean, 60e-6, 1e-12);
    EXPECT_NEAR(std::get<CpuStep>(steps[1].action).work.mean, 100e-6, 1e-12);
    const auto& call = std::get<CallStep>(steps[2].action);
    EXPECT_EQ(call.service + "." + call.operation, "transaction.create");
    EXPECT_EQ(call.timeout, Duration::seconds(10));
}

TEST_F(TransactionPlatform, HasTheServiceAsWritten) {
    const ReadResult result = read();
    ASSERT_TRUE(result.scenario) << findings(result);
    const Service* transaction = result.scenario->findService("transaction");
    ASSERT_NE(transaction, nullptr);
    EXPECT_EQ(transaction->deployment.replicas, 2);
    ASSERT_TRUE(transaction->hpa);
    EXPECT_EQ(transaction->hpa->minReplicas, 2);
    EXPECT_EQ(transaction->hpa->maxReplicas, 12);
    EXPECT_EQ(transaction->hpa->metrics.at(0).target, 60);
    EXPECT_EQ(transaction->hpa->behavior->scaleDown.stabilizationWindow, Duration::seconds(120));
    EXPECT_FALSE(transaction->hpa->behavior->scaleUp.stabilizationWindow);
    EXPECT_EQ(transaction->deployment.readinessProbe->initialDelay, Duration::seconds(3));
    EXPECT_EQ(transaction->pools.at("ledger").maximumPoolSize, 40);
    EXPECT_EQ(transaction->pools.count("cache"), 0U);
    const CircuitBreakerConfig& breaker = transaction->circuitBreakers.at("ledger");
    EXPECT_EQ(breaker.slidingWindowType, CircuitBreakerConfig::SlidingWindowType::TimeBased);
    EXPECT_EQ(breaker.slidingWindowSize, 60);
    EXPECT_EQ(breaker.minimumNumberOfCalls, 100);
    const RetryConfig& retry = transaction->retries.at("ledger");
    EXPECT_EQ(retry.maxAttempts, 5);
    EXPECT_EQ(retry.waitDuration, Duration::milliseconds(200));
    EXPECT_TRUE(retry.enableExponentialBackoff);
    EXPECT_EQ(retry.exponentialMaxWaitDuration, Duration::seconds(32));
    EXPECT_TRUE(retry.enableRandomizedWait);
    ASSERT_TRUE(transaction->outbox);
    EXPECT_EQ(transaction->outbox->relays, 2);
    EXPECT_NEAR(transaction->outbox->relayWorkPerRow.mean, 12.5e-6, 1e-12);
    const auto& publish = std::get<PublishStep>(transaction->operations.at(0).steps.at(2).action);
    EXPECT_EQ(publish.via, PublishStep::Via::Outbox);
    EXPECT_EQ(publish.key.cardinality, 100'000);
    EXPECT_EQ(publish.size, Distribution::constant(750));
    const Service* audit = result.scenario->findService("audit");
    EXPECT_TRUE(audit->listeners.at(0).steps.at(1).perBatch);
    EXPECT_EQ(audit->listeners.at(0).groupId, "audit");
    EXPECT_FALSE(audit->listeners.at(0).consumer.enableAutoCommit);
    EXPECT_EQ(audit->listeners.at(0).errorHandler.maxAttempts, 3);
    EXPECT_EQ(result.scenario->nodeMonitorGracePeriod, Duration::seconds(40));
}

TEST_F(TransactionPlatform, VariantStatesOnlyItsDifference) {
    const ReadResult result = read({"peak", {}, {}, {}, {}});
    ASSERT_TRUE(result.scenario) << findings(result);
    const Scenario& scenario = *result.scenario;
    EXPECT_EQ(scenario.duration, Duration::seconds(180));
    EXPECT_TRUE(scenario.faults.empty());
    EXPECT_EQ(scenario.findService("transaction")->deployment.replicas, 12);
    EXPECT_EQ(scenario.findService("transaction")->hpa->minReplicas, 12);
    EXPECT_EQ(scenario.findService("gateway")->deployment.replicas, 3);
    const auto& load = std::get<ClosedLoad>(scenario.clients.at(0).load);
    EXPECT_DOUBLE_EQ(load.users.at(Instant::start()), 500);
    EXPECT_TRUE(load.thinkTime.isZero());
    ASSERT_EQ(scenario.expectations.size(), 3U);
    EXPECT_DOUBLE_EQ(scenario.expectations[0].reference, 48200);
    EXPECT_DOUBLE_EQ(scenario.expectations[0].tolerance, 0.1);
    EXPECT_EQ(scenario.expectations[0].unit, "/s");
    EXPECT_EQ(scenario.expectations[0].query.element, "topic/transaction-initiated");
    EXPECT_FALSE(scenario.expectations[0].query.window) << "the default: what follows the warm-up";
}

const std::string timed =
    "scenario: timed\nduration: 2m\nwarmup: 30s\nservices:\n  a: {operations: {do: [{cpu: 1ms}]}}\n"
    "clients:\n  users: {load: constant(1/s), journey: [{call: a.do}]}\nexpect:\n"
    "  - {metric: rate(service/a.completed), during: 40s..60s, is: '>= 1/s'}\n"
    "  - {metric: rate(service/a.completed), during: 8s.., is: '>= 1/s'}\n"
    "  - {metric: rate(service/a.completed), is: '>= 1/s'}\n";

std::vector<std::string> findingsOf(const ReadResult& result) {
    std::vector<std::string> texts;
    for (const Diagnostic& finding : result.diagnostics.all()) texts.push_back(toString(finding));
    return texts;
}

ReadResult readFor(const std::string& duration, std::vector<Setting> settings = {}) {
    ReadOptions options;
    options.duration = duration;
    options.settings = std::move(settings);
    return readScenarioText(timed, "timed.yaml", options);
}

// 30 s of 2 min are 2.5 s of 10 s.
TEST(DurationOption, ShortensAWarmUpThatWouldLeaveNothing) {
    const ReadResult result = readFor("10s");
    ASSERT_TRUE(result.scenario);
    EXPECT_EQ(result.scenario->duration, Duration::seconds(10));
    EXPECT_EQ(result.scenario->warmup, Duration::milliseconds(2500));
    EXPECT_EQ(findingsOf(result).at(0),
              "timed.yaml:3:9: warning: --duration 10s shortens the warm-up from 30s to 2.5s; --set warmup=… states it");
}

TEST(DurationOption, LeavesAWarmUpThatFits) {
    const ReadResult result = readFor("100s");
    ASSERT_TRUE(result.scenario);
    EXPECT_EQ(result.scenario->warmup, Duration::seconds(30));
    EXPECT_TRUE(result.diagnostics.all().empty());
}

TEST(DurationOption, RefusesAWarmUpSetByHandThatLeavesNothing) {
    const ReadResult result = readFor("10s", {{"warmup", "10s"}});
    EXPECT_FALSE(result.scenario);
    EXPECT_EQ(findingsOf(result).at(0),
              "--set warmup=10s:1:1: error: the warm-up leaves nothing of the run; make it shorter than the duration");
}

TEST(DurationOption, WinsOverASetting) {
    const ReadResult result = readFor("100s", {{"duration", "90s"}});
    ASSERT_TRUE(result.scenario);
    EXPECT_EQ(result.scenario->duration, Duration::seconds(100));
}

TEST(DurationOption, LeavesExpectationsOfLaterSpansUnevaluatedWithAWarning) {
    for (const char* duration : {"10s", "50s"}) {
        const ReadResult result = readFor(duration);
        ASSERT_TRUE(result.scenario);
        EXPECT_EQ(result.scenario->expectations.at(0).notEvaluated, "not evaluated: the run ends before the span 40s..60s");
        EXPECT_EQ(result.scenario->expectations.at(1).notEvaluated, "");
        EXPECT_EQ(result.scenario->expectations.at(2).notEvaluated, "");
        EXPECT_EQ(result.diagnostics.all().size(), std::string(duration) == "10s" ? 2U : 1U);
    }
    EXPECT_FALSE(readFor("", {{"duration", "35s"}}).scenario) << "the file's own duration is no shortened run";
}

TEST(DurationOption, NamesItselfWhereItIsNoTime) {
    EXPECT_EQ(findingsOf(readFor("0s")).at(0), "--duration 0s:1:1: error: the run would last no time");
    EXPECT_EQ(findingsOf(readFor("soon")).at(0).find("--duration soon:1:1: error: "), 0U);
}

}  // namespace
}  // namespace headroom::model
