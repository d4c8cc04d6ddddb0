#include "connectors/overlay/workload_drift.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/connectors/overlay/orders_scenario.h"

namespace headroom::connectors::overlay {
namespace {

using kubernetes::Kind;
using testing::ElementsAre;
using testing::IsEmpty;

class WorkloadDriftTest : public testing::Test {
protected:
    WorkloadDriftTest() {
        m_seen.naming = kubernetes::Naming({"order", "audit"});
        for (kubernetes::KindState& state : m_seen.states) state.isKnown = true;
        add("order", 4);
        add("audit", 2);
    }
    void add(const std::string& name, int replicas) {
        kubernetes::Workload workload;
        workload.name = {"shop", name};
        workload.wanted = replicas;
        m_seen.workloads.push_back(workload);
    }
    void scale(const std::string& name, int least, int most) {
        kubernetes::Autoscaler scaler;
        scaler.name = {"shop", name};
        scaler.target = name;
        scaler.least = least;
        scaler.most = most;
        m_seen.autoscalers.push_back(scaler);
    }
    kubernetes::KindState& state(Kind kind) { return m_seen.states.at(static_cast<std::size_t>(kind)); }
    std::vector<std::string> drift() const {
        std::vector<std::string> texts;
        for (const DriftItem& item : compareWorkloads(m_scenario, m_seen)) texts.push_back(item.text);
        return texts;
    }

    model::Scenario m_scenario = scenarioOf(R"(scenario: shop
stores: {ledger: {kind: postgresql, operations: {insert: constant(1ms)}}}
services:
  order:
    replicas: 4
    operations: {create: [wait: 1ms, store: ledger.insert]}
  audit: {replicas: 2, operations: {note: [wait: 1ms]}}
clients: {users: {load: poisson(5/s), journey: [call: order.create]}}
)");
    kubernetes::Snapshot m_seen;
};

TEST_F(WorkloadDriftTest, FindsNoneWhereBothAgree) {
    EXPECT_THAT(drift(), IsEmpty());
    add("ledger", 1);
    EXPECT_THAT(drift(), IsEmpty()) << "a store of the scenario's";
}

TEST_F(WorkloadDriftTest, NamesWhatIsOnOneSideOnly) {
    m_seen.workloads.pop_back();
    add("stranger", 1);
    EXPECT_THAT(drift(), ElementsAre("service audit", "deployment stranger"));
}

TEST_F(WorkloadDriftTest, ComparesReplicasUnlessAnHpaDecides) {
    m_seen.workloads.front().wanted = 6;
    EXPECT_THAT(drift(), ElementsAre("order: replicas 4 in the scenario, 6 in the cluster"));
    scale("order", 2, 8);
    EXPECT_THAT(drift(), ElementsAre("order: has an HPA in the cluster, not in the scenario"));
}

TEST_F(WorkloadDriftTest, WhatIsUnknownIsNone) {
    m_seen.workloads.front().wanted.reset();
    m_seen.workloads.pop_back();
    state(Kind::StatefulSets).isKnown = false;
    EXPECT_THAT(drift(), IsEmpty()) << "it may be a stateful set";
    m_seen.workloads.front().wanted = 6;
    state(Kind::Autoscalers).isKnown = false;
    EXPECT_THAT(drift(), IsEmpty()) << "an HPA may decide";
}

}  // namespace
}  // namespace headroom::connectors::overlay
