// The static analysis of the reference platform as its file says it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "model/analysis/headroom.h"
#include "model/scenario/reader.h"
#include "model/topology/structure.h"

namespace headroom::model {
namespace {

Scenario platform(const std::string& variant = {}) {
    ReadOptions options;
    options.variant = variant;
    ReadResult result = readScenario(HEADROOM_SOURCE_DIR "/scenarios/transaction-platform.yaml", options);
    EXPECT_FALSE(result.diagnostics.hasErrors());
    return result.scenario.value();
}

TEST(PlatformFile, HasNoCyclesAndNothingUnreachable) {
    const Structure structure = analyseStructure(platform());
    EXPECT_THAT(structure.cycles, testing::IsEmpty());
    EXPECT_THAT(structure.unreachable, testing::IsEmpty());
    EXPECT_THAT(blastRadius(platform(), "service/notification").stops, testing::IsEmpty());
    const BlastRadius ledger = blastRadius(platform(), "store/ledger");
    EXPECT_THAT(ledger.stops, testing::ElementsAre("client/users"));
    EXPECT_THAT(ledger.partlyStops, testing::ElementsAre("service/gateway", "service/transaction"));  // status polling goes on
}

TEST(PlatformFile, AnswersWhatBreaksFirst) {
    const Headroom headroom = analyse(platform(), 2);
    ASSERT_GE(headroom.breaks.size(), 3U);
    std::cout << headroom.sentence << '\n';
    for (std::size_t i = 0; i < 6 && i < headroom.breaks.size(); ++i) std::cout << "  " << headroom.breaks[i].sentence << '\n';
    for (const ReplicaAdvice& advice : headroom.replicas) std::cout << "  " << advice.sentence << '\n';
    for (const GroupAdvice& advice : headroom.groups) std::cout << "  " << advice.sentence << '\n';
    EXPECT_EQ(headroom.replicas.size(), 4U);
    EXPECT_EQ(headroom.groups.size(), 2U);
}

TEST(PlatformFile, RecordsOfCreateReachBothGroups) {
    const FlowBalance flows = balanceFlows(platform("peak"));
    const double created = flows.rate("service/transaction.create");
    EXPECT_GT(created, 0);
    EXPECT_NEAR(flows.findGroup("notification")->recordsPerSecond, created, 1e-6 * created);
    EXPECT_NEAR(flows.findGroup("audit")->recordsPerSecond, created, 1e-6 * created);
}

}  // namespace
}  // namespace headroom::model
