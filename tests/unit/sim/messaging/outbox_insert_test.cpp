// What writing into an outbox costs.

#include <gtest/gtest.h>

#include "model/scenario/reader.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

using testing::Lab;

double last(const Lab& lab, const std::string& element, const std::string& metric) {
    return lab.trace.column(lab.trace.findSeries(element, metric)->index).back();
}

/// A store's outboxInsert takes its time and its server for each row, and for no journey that writes none.
TEST(OutboxInsert, TakesTheStoresTimeForEachRow) {
    const model::ReadResult result = model::readScenarioText(R"(scenario: insert
duration: 60s
warmup: 0s
clients: {load: {load: constant(100/s), journey: [{call: shop.order}]}}
services:
  shop:
    operations:
      order:
        - publish: {to: orders, via: outbox}
          probability: 50%
        - wait: 1ms
    outbox: {store: database}
stores: {database: {kind: postgresql, servers: 10, operations: {outboxInsert: 4ms}}}
kafka: {main: {brokers: 1}}
topics: {orders: {partitions: 1}}
)", "insert.yaml");
    ASSERT_TRUE(result.scenario);
    Lab lab(*result.scenario);
    lab.runTo(60);
    const double inserts = last(lab, "store/database", "completed");
    EXPECT_NEAR(inserts, 3000, 200);
    EXPECT_NEAR(last(lab, "topic/orders", "appended"), inserts, 20);
    const trace::LatencySketch all = lab.trace.merged(lab.trace.findSeries("client/load", "latency")->index, 0, 60);
    EXPECT_NEAR(all.mean() / 1e9, 0.001 + 0.004 * inserts / 6000, 1e-5);
}

}  // namespace
}  // namespace headroom::sim
