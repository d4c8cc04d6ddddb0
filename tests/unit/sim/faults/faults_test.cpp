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

}  // namespace
}  // namespace headroom::sim
