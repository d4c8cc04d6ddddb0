// What AckMode.RECORD costs, and what it saves after a crash.

#include <gtest/gtest.h>

#include "model/scenario/reader.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

using testing::Lab;

/// One thread, 1 ms a record; a message from one zone to another takes 1 ms, so that a commit takes 2 ms.
model::Scenario scenarioWith(const std::string& ackMode) {
    const model::ReadResult result = model::readScenarioText(R"(scenario: acknowledged
duration: 60s
zones: [here, there]
network: {between: 1ms}
kafka: {main: {brokers: 1, zones: [there], requestWork: 0, batchWork: 0, byteWork: 0}}
topics: {orders: {partitions: 1}}
services: {audit: {zones: [here], listeners: {audit: {topics: [orders], ackMode: )" + ackMode + R"(, steps: [{cpu: 1ms}]}}}}
initial: {lag: [{topic: orders, groupId: audit, records: 50k}]}
)", "acknowledged.yaml");
    for (const model::Diagnostic& diagnostic : result.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) ADD_FAILURE() << model::toString(diagnostic);
    return *result.scenario;
}

model::Fault crash() {
    model::Fault fault;
    fault.at = {10'400'000'000};
    fault.action = model::KillPod{"audit", 1};
    return fault;
}

double last(const Lab& lab, const std::string& metric) {
    return lab.trace.column(lab.trace.findSeries("group/audit", metric)->index).back();
}

TEST(AckMode, RecordWaitsForACommitAfterEachRecord) {
    Lab lab(scenarioWith("record"));
    lab.runTo(30);
    EXPECT_NEAR(last(lab, "processed"), 30 / 0.003, 20);
    EXPECT_NEAR(last(lab, "consumerLag"), 50'000 - last(lab, "processed"), 1);
}

TEST(AckMode, BatchWaitsOncePerPoll) {
    Lab lab(scenarioWith("batch"));
    lab.runTo(30);
    EXPECT_NEAR(last(lab, "processed"), 30 / (0.5 + 0.002) * 500, 520);
}

/// The poll in hand when the process dies is worked on again by its successor, whatever the simulator took for one piece of work.
TEST(AckMode, AfterACrashWhatWasNotCommittedComesAgain) {
    std::vector<double> redelivered;
    for (const auto granularity : {model::Scenario::Granularity::Batch, model::Scenario::Granularity::Record}) {
        model::Scenario scenario = scenarioWith("batch");
        scenario.granularity = granularity;
        scenario.faults.push_back(crash());
        Lab lab(scenario);
        lab.runTo(120);
        redelivered.push_back(last(lab, "redelivered"));
    }
    EXPECT_EQ(redelivered[0], redelivered[1]);
    EXPECT_GT(redelivered[0], 100);
    EXPECT_LE(redelivered[0], 500);
}

TEST(AckMode, AfterACrashAtMostTheRecordInHandComesAgain) {
    model::Scenario scenario = scenarioWith("record");
    scenario.faults.push_back(crash());
    Lab lab(scenario);
    lab.runTo(120);
    EXPECT_LE(last(lab, "redelivered"), 1);
    EXPECT_NEAR(last(lab, "processed"), (120 - 45) / 0.003, 1000);  // after the crash a session has to end first
}

}  // namespace
}  // namespace headroom::sim
