// When a consumer asks for more, and of which partitions.

#include <gtest/gtest.h>

#include "model/scenario/reader.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

using testing::Lab;

/// One thread reads all partitions of one broker. Records without a key stay with a partition for some thirty of them.
model::Scenario oneThread(int partitions) {
    const model::ReadResult result = model::readScenarioText(
        "scenario: one thread\nduration: 20s\nseed: 3\nkafka: {main: {brokers: 1}}\n"
        "topics: {orders: {partitions: " + std::to_string(partitions) + ", replicas: 1}}\n"
        "services: {audit: {cores: 1, listeners: {audit: {topics: [orders], steps: [{cpu: 100us}]}}}}\n"
        "clients: {shop: {load: poisson(1k/s), journey: [{publish: {to: orders, via: async}}]}}\n",
        "one-thread.yaml");
    for (const model::Diagnostic& diagnostic : result.diagnostics.all()) ADD_FAILURE() << model::toString(diagnostic);
    return *result.scenario;
}

double slowest(int partitions) {
    Lab lab(oneThread(partitions));
    lab.runTo(10);
    EXPECT_GT(lab.last("group/audit", "processed"), 9000);
    const trace::Series* series = lab.trace.findSeries("group/audit", "endToEndLatency");
    return static_cast<double>(lab.trace.merged(series->index, 0, lab.trace.frames().size()).max()) * 1e-9;
}

// A record that arrives while others are worked on is fetched and kept; a fetch sent then would leave its partition out and hold
// the next records up until other partitions get some or fetch.max.wait.ms has passed. Java's client sends fetches in poll() only.
TEST(ConsumerFetch, PartitionsOfOneThreadDoNotWaitForEachOther) {
    const double ofOne = slowest(1);
    EXPECT_LT(ofOne, 0.005);
    for (const int partitions : {2, 3, 8, 30}) EXPECT_LT(slowest(partitions), 1.2 * ofOne) << partitions << " partitions";
}

}  // namespace
}  // namespace headroom::sim
