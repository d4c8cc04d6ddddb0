// What goes on and what stops while a group rebalances.

#include <gtest/gtest.h>

#include "model/scenario/reader.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

using testing::Lab;

/// One of three pods dies at 30 s; its successor joins at once, and the rebalance waits for the session of the dead one to end, 45 s
/// after its last heartbeat.
model::Scenario scenarioWith(const std::string& assignor, const std::string& ackMode) {
    const model::ReadResult result = model::readScenarioText(R"(scenario: rebalance
duration: 120s
clients: {source: {load: constant(90/s), journey: [{publish: {to: orders, via: async, key: uniform(10k)}}]}}
kafka: {main: {brokers: 1}}
topics: {orders: {partitions: 3}}
services:
  audit:
    replicas: 3
    consumer: {partition.assignment.strategy: )" + assignor + R"(}
    listeners: {audit: {topics: [orders], ackMode: )" + ackMode + R"(, steps: [{cpu: 1ms}]}}
faults: [{at: 30s, kill: pod/audit}]
)", "rebalance.yaml");
    for (const model::Diagnostic& diagnostic : result.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) ADD_FAILURE() << model::toString(diagnostic);
    return *result.scenario;
}

std::vector<double> processedBySecond(const model::Scenario& scenario) {
    Lab lab(scenario);
    lab.runTo(120);
    return lab.trace.column(lab.trace.findSeries("group/audit", "processed")->index);
}

TEST(Rebalance, EagerStopsTheGroupUntilTheDeadMembersSessionEnds) {
    const std::vector<double> processed = processedBySecond(scenarioWith("range", "batch"));
    EXPECT_EQ(processed[69] - processed[39], 0);
    EXPECT_NEAR(processed[119], 120 * 90, 100);
}

class CooperativeRebalance : public ::testing::TestWithParam<const char*> {};

TEST_P(CooperativeRebalance, StopsOnlyThePartitionsOfTheDeadMember) {
    const std::vector<double> processed = processedBySecond(scenarioWith("cooperative-sticky", GetParam()));
    EXPECT_NEAR(processed[69] - processed[39], 30 * 90 * 2 / 3.0, 150);
    EXPECT_NEAR(processed[119], 120 * 90, 100);
}

INSTANTIATE_TEST_SUITE_P(AckModes, CooperativeRebalance, ::testing::Values("batch", "record"));

}  // namespace
}  // namespace headroom::sim
