#include "model/analysis/machine_fit.h"

#include <gtest/gtest.h>

#include "model/scenario/reader.h"

namespace headroom::model {
namespace {

/// So many calls a second, each with 1 ms of CPU.
Scenario calls(const std::string& load) {
    const ReadResult read = readScenarioText(R"(
scenario: calls
clients:
  shop: {load: ')" + load + R"(', journey: [{call: {to: front.order}}]}
services:
  front: {replicas: 100, operations: {order: [{cpu: 1ms}]}}
)",
                                             "calls.yaml");
    EXPECT_TRUE(read.scenario);
    return read.scenario.value_or(Scenario{});
}

TEST(MachineFit, CountsTheScenariosWorkAndTheStandInsOwn) {
    const MachineFit fit = fitToMachine(calls("constant(1000/s)"), {.cores = 100, .usableShare = 1, .secondsPerStep = 0.002});
    EXPECT_NEAR(fit.coresNeeded, 1 + 2 + 2, 1e-6);  // the scenario's, and of each journey and each call
    EXPECT_EQ(fit.fittingShare, std::nullopt);
}

TEST(MachineFit, RoundsTheShareDown) {
    const Machine machine{.cores = 2, .usableShare = 0.5, .secondsPerStep = 0};
    EXPECT_EQ(fitToMachine(calls("constant(1000/s)"), machine).fittingShare, std::nullopt);
    EXPECT_DOUBLE_EQ(fitToMachine(calls("constant(1500/s)"), machine).fittingShare.value(), 0.5);
    EXPECT_DOUBLE_EQ(fitToMachine(calls("constant(3k/s)"), machine).fittingShare.value(), 0.2);
    EXPECT_DOUBLE_EQ(fitToMachine(calls("constant(60k/s)"), machine).fittingShare.value(), 0.01);
}

TEST(MachineFit, TakesThePeak) {
    const Machine machine{.cores = 1, .usableShare = 1, .secondsPerStep = 0};
    EXPECT_DOUBLE_EQ(fitToMachine(calls("constant(step(10/s until 20s, 9k/s))"), machine).fittingShare.value(), 0.1);
}

}  // namespace
}  // namespace headroom::model
