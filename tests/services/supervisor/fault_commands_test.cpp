#include "services/supervisor/fault_commands.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "model/scenario/reader.h"

namespace headroom::services {
namespace {

const char* const elements = R"(
scenario: faults
duration: 10m
zones: [zone-a, zone-b]
nodes: {worker: {count: 2}}
clients:
  shop: {load: constant(1/s), journey: [{call: {to: front.order}}]}
services:
  front: {operations: {order: [{cpu: 1ms}, {call: {to: back.take}}, {store: {on: ledger.insert}}, {publish: {to: orders, via: direct, size: 1B}}]}}
  back: {operations: {take: [{cpu: 1ms}]}}
stores: {ledger: {operations: {insert: 1ms}}}
kafka: {main: {brokers: 3}}
topics: {orders: {partitions: 1}}
faults:
)";

model::Scenario withFault(const std::string& fault) {
    model::ReadResult read = model::readScenarioText(elements + ("  - {at: 1s, for: 5s, " + fault + "}\n"), "faults.yaml");
    for (const model::Diagnostic& diagnostic : read.diagnostics.all())
        EXPECT_NE(diagnostic.severity, model::Severity::Error) << model::toString(diagnostic);
    return read.scenario.value_or(model::Scenario{});
}

/// What a process is told; "" when it is told nothing.
std::string told(const model::Scenario& scenario, const std::string& service) {
    const auto command = FaultCommands(scenario).begin(0, service);
    return command ? command->dump() : "";
}

TEST(FaultCommands, TellTheServiceItself) {
    const model::Scenario scenario = withFault("slow: service/front, factor: 3");
    EXPECT_EQ(told(scenario, "front"),
              R"({"command":"fault","element":"service/front","factor":3.0,"id":"fault-1","kind":"slow"})");
    EXPECT_EQ(told(scenario, "back"), "");
    EXPECT_EQ(told(scenario, ""), "");
    EXPECT_EQ(FaultCommands(scenario).heal(0).dump(), R"({"command":"heal","id":"fault-1"})");
}

TEST(FaultCommands, TellAllWhoMayAskAStore) {
    const model::Scenario scenario = withFault("fail: store/ledger, probability: 50%");
    for (const char* service : {"front", "back"})
        EXPECT_EQ(told(scenario, service),
                  R"({"command":"fault","element":"store/ledger","id":"fault-1","kind":"fail","probability":0.5})");
    EXPECT_EQ(told(scenario, ""), "");
}

TEST(FaultCommands, TellEverybodyOfPoisonAndTheClientsOfASurge) {
    const model::Scenario poison = withFault("poison: topic/orders, fraction: 10%");
    for (const char* service : {"front", "back", ""})
        EXPECT_EQ(told(poison, service), R"({"command":"fault","fraction":0.1,"id":"fault-1","kind":"poison","topic":"orders"})");
    const model::Scenario surge = withFault("surge: client/shop, factor: 2");
    EXPECT_EQ(told(surge, ""), R"({"client":"shop","command":"fault","factor":2.0,"id":"fault-1","kind":"surge"})");
    EXPECT_EQ(told(surge, "front"), "");
}

TEST(FaultCommands, CutOneOffFromEverything) {
    const model::Scenario scenario = withFault("partition: service/back");
    EXPECT_EQ(
        told(scenario, "back"),
        R"({"command":"fault","elements":["service/front","store/ledger","kafka/main"],"id":"fault-1","kind":"partition"})");
    for (const char* service : {"front", ""})
        EXPECT_EQ(told(scenario, service),
                  R"({"command":"fault","elements":["service/back"],"id":"fault-1","kind":"partition"})");
}

TEST(FaultCommands, CutTwoOffFromEachOther) {
    const model::Scenario scenario = withFault("partition: [service/front, store/ledger]");
    EXPECT_EQ(told(scenario, "front"), R"({"command":"fault","elements":["store/ledger"],"id":"fault-1","kind":"partition"})");
    EXPECT_EQ(told(scenario, "back"), "");
    EXPECT_EQ(told(scenario, ""), "");
}

TEST(FaultCommands, SayWhatProcessesCantPlay) {
    for (const char* fault :
         {"kill: node/worker/1", "kill: zone/zone-a", "hotKey: topic/orders, fraction: 50%", "slow: broker/main/1, factor: 2",
          "partition: zone/zone-a", "partition: [broker/main/1, service/front]"}) {
        const model::Scenario scenario = withFault(fault);
        EXPECT_NE(FaultCommands(scenario).whyNot(0), "") << fault;
    }
    for (const char* fault : {"kill: pod/front", "delete: pod/front", "scale: service/front, replicas: 2", "outage: store/ledger",
                              "kill: broker/main/1", "partition: client/shop"}) {
        const model::Scenario scenario = withFault(fault);
        EXPECT_EQ(FaultCommands(scenario).whyNot(0), "") << fault;
    }
}

TEST(FaultCommands, AreDescribedInWords) {
    EXPECT_EQ(describe(withFault("kill: pod/front, count: 2").faults.at(0)), "2 pods of front killed for 5 s");
    EXPECT_EQ(describe(withFault("fail: store/ledger, probability: 70%").faults.at(0)),
              "store/ledger fails 70 % of its requests for 5 s");
}

}  // namespace
}  // namespace headroom::services
