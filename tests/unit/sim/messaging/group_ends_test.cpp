// What becomes of records that can't be dealt with, and what a group's figures say of it.

#include <gtest/gtest.h>

#include "model/scenario/reader.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

using testing::Lab;

model::Scenario scenarioOf(const std::string& text) {
    model::ReadResult result = model::readScenarioText(text, "ends.yaml");
    for (const model::Diagnostic& diagnostic : result.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) ADD_FAILURE() << model::toString(diagnostic);
    return *result.scenario;
}

double last(const Lab& lab, const std::string& element, const std::string& metric) {
    return lab.trace.column(lab.trace.findSeries(element, metric)->index).back();
}

/// Spring's DefaultErrorHandler hands each record of a batch that keeps failing to its recoverer.
TEST(GroupEnds, ABatchThatKeepsFailingGoesToTheDeadLetterTopic) {
    Lab lab(scenarioOf(R"(scenario: batches
duration: 30s
clients: {source: {load: constant(10/s), journey: [{publish: {to: orders, via: async}}]}}
kafka: {main: {brokers: 1}}
topics: {orders: {partitions: 2}, dlt: {partitions: 1}}
services:
  audit:
    listeners:
      audit: {topics: [orders], steps: [{fail: 100%, per: batch}], errorHandler: {backOff: 10ms, maxAttempts: 3, deadLetterTopic: dlt}}
)"));
    lab.runTo(30);
    EXPECT_EQ(last(lab, "group/audit", "skipped"), 0);
    EXPECT_NEAR(last(lab, "group/audit", "deadLettered"), 300, 15);
    EXPECT_EQ(last(lab, "topic/dlt", "appended"), last(lab, "group/audit", "deadLettered"));
}

/// A consumer that falls behind retention: what it hasn't read is as old as retention allows, and not of age 0.
TEST(GroupEnds, TheTimeLagOfAGroupOvertakenByRetentionIsTheAgeOfWhatIsLeft) {
    Lab lab(scenarioOf(R"(scenario: retention
duration: 60s
clients: {source: {load: constant(100/s), journey: [{publish: {to: orders, via: async, size: 1kB}}]}}
kafka: {main: {brokers: 1, config: {log.retention.check.interval.ms: 1000}}}
topics: {orders: {partitions: 1, config: {retention.ms: 5000, segment.bytes: 50000}}}
services: {audit: {listeners: {audit: {topics: [orders], steps: [{wait: 1h}]}}}}
)"));
    lab.runTo(60);
    EXPECT_GT(last(lab, "topic/orders", "expired"), 5000);
    EXPECT_NEAR(last(lab, "group/audit", "timeLag"), 5.5, 1);
}

}  // namespace
}  // namespace headroom::sim
