// Listeners that share a group id.

#include <gtest/gtest.h>

#include "model/scenario/reader.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

using testing::Lab;

double last(const Lab& lab, const std::string& element, const std::string& metric) {
    return lab.trace.column(lab.trace.findSeries(element, metric)->index).back();
}

/// Spring's consumer.group-id holds for all listeners of an application, and two applications may have the same.
TEST(SharedGroup, EachListenerReadsItsTopicsAndARebalanceConcernsAll) {
    const model::ReadResult result = model::readScenarioText(R"(scenario: shared
duration: 100s
clients:
  source: {load: constant(10/s), journey: [{publish: orders}, {publish: payments}, {publish: payments}]}
kafka: {main: {brokers: 1}}
topics: {orders: {partitions: 2}, payments: {partitions: 3}}
services:
  audit:
    listeners:
      orders: {topics: [orders], concurrency: 2, steps: [{cpu: 1ms}]}
      payments: {topics: [payments], steps: [{cpu: 2ms}]}
  helper: {listeners: {help: {topics: [payments], groupId: audit, steps: [{cpu: 1ms}]}}}
faults: [{at: 30s, kill: pod/helper}]
)", "shared.yaml");
    ASSERT_TRUE(result.scenario);
    Lab lab(*result.scenario);
    lab.runTo(100);
    ASSERT_EQ(lab.world->groups().size(), 1U);
    EXPECT_EQ(last(lab, "group/audit", "members"), 4);
    EXPECT_NEAR(last(lab, "group/audit", "processed"), 3000, 10);
    EXPECT_GE(last(lab, "group/audit", "rebalances"), 2);
    for (const GroupPartitionLedger& ledger : lab.world->groups().front()->ledgers()) EXPECT_GT(ledger.processedTo, 100);
}

}  // namespace
}  // namespace headroom::sim
