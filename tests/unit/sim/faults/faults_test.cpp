// What a fault stops, and that it goes on afterwards.

#include <gtest/gtest.h>

#include "model/scenario/reader.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

using testing::Lab;

/// Ten records a second, one group, one fault from 20 s to 40 s.
model::Scenario scenarioWith(const std::string& fault) {
    model::ReadResult result = model::readScenarioText(R"(scenario: faults
duration: 120s
clients: {source: {load: constant(10/s), journey: [{publish: {to: orders, via: async}}]}}
kafka: {main: {brokers: 3}}
topics: {orders: {partitions: 2, replicas: 3}}
services: {audit: {listeners: {audit: {topics: [orders], steps: [{cpu: 1ms}]}}}}
faults: [{at: 20s, for: 20s, )" + fault + "}]\n", "faults.yaml");
    for (const model::Diagnostic& diagnostic : result.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) ADD_FAILURE() << model::toString(diagnostic);
    return *result.scenario;
}

class AFaultThatStopsConsumption : public ::testing::TestWithParam<const char*> {};

TEST_P(AFaultThatStopsConsumption, StopsItAndAllIsReadAfterwards) {
    Lab lab(scenarioWith(GetParam()));
    lab.runTo(120);
    const std::vector<double>& processed = lab.trace.column(lab.trace.findSeries("group/audit", "processed")->index);
    EXPECT_NEAR(processed[18], 190, 3);
    EXPECT_NEAR(processed[38] - processed[21], 0, 1);
    EXPECT_NEAR(processed[119], 1200, 3);
}

INSTANTIATE_TEST_SUITE_P(Faults, AFaultThatStopsConsumption,
                         ::testing::Values("outage: service/audit", "partition: service/audit", "partition: kafka/main",
                                           "partition: [service/audit, kafka/main]"));

/// Users without a timeout whose calls go to a host that is lost.
class ALostHost : public ::testing::TestWithParam<std::pair<const char*, double>> {};

TEST_P(ALostHost, ReleasesItsCallersWhenItIsBackOrTcpGivesUp) {
    const auto& [fault, seconds] = GetParam();
    const model::ReadResult result = model::readScenarioText(std::string(R"(scenario: lost
duration: 40m
nodes: {worker: {count: 3, cpu: 4, memory: 8GiB}}
clients: {users: {load: 'closed(users=20, thinkTime=1s)', journey: [{call: {to: shop.order}}]}}
services: {shop: {replicas: 2, operations: {order: [{cpu: 1ms}]}}}
faults: [{at: 1m, )") + fault + "kill: node/worker/0}]\n", "lost.yaml");
    ASSERT_TRUE(result.scenario);
    Lab lab(*result.scenario);
    lab.runTo(60 + seconds);
    const std::vector<double>& completed = lab.trace.column(lab.trace.findSeries("client/users", "completed")->index);
    EXPECT_NEAR(completed[100], completed[108], 8);  // all of them wait
    EXPECT_GT(completed.back() - completed[completed.size() - 11], 150);
}

INSTANTIATE_TEST_SUITE_P(Faults, ALostHost, ::testing::Values(std::pair{"for: 5m, ", 400.0}, std::pair{"", 1100.0}));

}  // namespace
}  // namespace headroom::sim
