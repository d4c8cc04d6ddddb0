// From the outbox through the relay and the producer into a topic.

#include <gtest/gtest.h>

#include "model/scenario/reader.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

using testing::Lab;

/// Some 190 rows a second into an outbox that is polled once a second; the broker is 10 ms away and a batch of the producer
/// holds sixteen records.
const std::string scenarioText = R"(scenario: outbox
duration: 5s
frame: 100ms
zones: [here, there]
network: {between: 10ms}
clients:
  load: {zone: here, load: constant(190/s), journey: [{call: shop.order}]}
services:
  shop:
    zones: [here]
    cores: 1
    threads: 100
    operations:
      order:
        - cpu: 5.1ms
        - publish: {to: orders, via: outbox, size: 1000B}
    outbox: {store: database, pollInterval: 1s, batchSize: 200, relayWork: 1ms, inPod: true}
    producer: {acks: 1}
stores:
  database: {kind: postgresql, zone: here, servers: 10, operations: {unused: 1ms}}
kafka:
  main: {brokers: 1, zones: [there]}
topics:
  orders: {partitions: 1, replicas: 1}
)";

/// The value at the frame of an instant.
double valueAt(const Lab& lab, const std::string& element, const std::string& metric, double seconds) {
    const trace::Series* series = lab.trace.findSeries(element, metric);
    if (series == nullptr) throw std::out_of_range(element + "." + metric);
    const auto& frames = lab.trace.frames();
    for (std::size_t i = 0; i < frames.size(); ++i)
        if (frames[i].time.ns >= model::Duration::fromSeconds(seconds).ns) return lab.trace.column(series->index).at(i);
    throw std::out_of_range("no such frame");
}

model::Scenario scenarioWith(std::vector<model::Setting> settings) {
    model::ReadOptions options;
    options.settings = std::move(settings);
    model::ReadResult read = model::readScenarioText(scenarioText, "outbox.yaml", options);
    for (const model::Diagnostic& diagnostic : read.diagnostics.all()) ADD_FAILURE() << model::toString(diagnostic);
    return *read.scenario;
}

TEST(OutboxToTopic, ARelayOfItsOwnDoesNotWaitForTheBusyPod) {
    // A batch is 190 ms of work; the pod is 97 % busy without it.
    Lab inside(scenarioWith({}));
    inside.runTo(1.5);
    Lab outside(scenarioWith({{"services.shop.outbox.inPod", "false"}}));
    outside.runTo(1.5);
    EXPECT_GE(valueAt(outside, "topic/orders", "appended", 1.3), 180);
    EXPECT_EQ(valueAt(inside, "topic/orders", "appended", 1.4), 0);
}

TEST(OutboxToTopic, RequestsFollowEachOtherWithoutWaitingForTheAnswer) {
    // Twelve batches at most five in flight over 20 ms there and back: three rounds, not twelve.
    Lab lab(scenarioWith({{"services.shop.outbox.relayWork", "0"}, {"services.shop.operations.order[0].cpu", "1ms"}}));
    lab.runTo(1.3);
    EXPECT_GE(valueAt(lab, "topic/orders", "appended", 1.1), 180);
    EXPECT_EQ(valueAt(lab, "service/shop", "produceRequests", 1.1), 12);
}

TEST(OutboxToTopic, OneRequestInFlightWaitsForEachAnswer) {
    Lab lab(scenarioWith({{"services.shop.outbox.relayWork", "0"},
                          {"services.shop.operations.order[0].cpu", "1ms"},
                          {"services.shop.producer.'max.in.flight.requests.per.connection'", "1"}}));
    lab.runTo(1.5);
    EXPECT_EQ(valueAt(lab, "topic/orders", "appended", 1.1), 80);
    EXPECT_GE(valueAt(lab, "topic/orders", "appended", 1.3), 180);
}

}  // namespace
}  // namespace headroom::sim
