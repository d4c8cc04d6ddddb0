#include "model/analysis/relay_contention.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/analysis/headroom.h"
#include "tests/unit/model/analysis/sample_scenarios.h"

namespace headroom::model {
namespace {

RelayPod pod(double cores, double requestCores, int relays, double work, double away) {
    return {cores, requestCores, 0, false, relays, work, away};
}

TEST(RelayContention, AloneABatchTakesItsWorkAndTheTimeAway) {
    EXPECT_NEAR(relayBatches(pod(2, 0, 1, 0.0125, 0.0075)), 50, 1e-9);
    EXPECT_NEAR(relayBatches(pod(0.5, 0, 1, 0.01, 0.01)), 1 / (0.02 + 0.01), 1e-9);
}

TEST(RelayContention, OnCoresOfTheirOwnRelaysDoNotMeet) {
    EXPECT_NEAR(relayBatches(pod(1, 0.9, 3, 0, 0.02)), 150, 1e-9);
}

// M/G/1 processor sharing: a job of 10 ms beside half a core of requests takes 20 ms.
TEST(RelayContention, ASharedCoreStretchesABatch) {
    EXPECT_NEAR(relayBatches(pod(1, 0.5, 1, 0.01, 0.01)), 1 / (0.01 + 0.02), 1e-6);
}

// The machine repairman with two machines, repair as long as running: p0 = 1 / (1 + 2 + 2).
TEST(RelayContention, RelaysOfOnePodShareItsCoreAmongThemselves) {
    EXPECT_NEAR(relayBatches(pod(1, 0, 2, 0.01, 0.01)), 0.8 / 0.01, 1e-9);
}

// X (0.02 + backlog / 2) = 1 with backlog = 0.002 / (2 (1 - 0.01 X)): 0.0002 X^2 - 0.0305 X + 1 = 0.
TEST(RelayContention, UnderAQuotaABatchWaitsForTheBacklog) {
    RelayPod quota = pod(2, 1, 1, 0.01, 0.01);
    quota.hasQuota = true;
    quota.requestSquares = 0.002;
    EXPECT_NEAR(relayBatches(quota), (0.0305 - std::sqrt(0.0305 * 0.0305 - 0.0008)) / 0.0004, 1e-6);
}

TEST(RelayContention, RelaysGetAtMostWhatRequestsLeave) {
    for (const bool hasQuota : {false, true}) {
        double before = std::numeric_limits<double>::infinity();
        for (double requests = 0; requests < 2.2; requests += 0.1) {
            RelayPod shared = pod(2, requests, 3, 0.01, 0.001);
            shared.hasQuota = hasQuota;
            shared.requestSquares = requests * 0.001;
            const double batches = relayBatches(shared);
            EXPECT_LE(batches * 0.01, std::max(0.0, 2 - requests) + 1e-9) << requests;
            EXPECT_LE(batches, before) << requests;
            before = batches;
        }
        EXPECT_EQ(before, 0);
    }
}

TEST(RelayContention, NothingMovesWhileItsStoreIsOverloaded) {
    EXPECT_EQ(relayBatches(pod(2, 1, 1, 0.01, std::numeric_limits<double>::infinity())), 0);
}

Scenario busyPlatform(double perSecond) {
    Scenario s = samples::transactionPlatform();
    s.clients[0].load = OpenLoad{OpenLoad::Process::Poisson, LoadProfile::hold(perSecond), {}};
    s.services[1].hpa.reset();
    s.services[1].deployment.replicas = 12;
    s.services[1].deployment.limits.cpu = MilliCpu{2000};
    return s;
}

TEST(RelayContention, TheCapacityOfRelaysShrinksAsTheLoadGrows) {
    const FlowBalance light = balanceFlows(busyPlatform(1000));
    const FlowBalance heavy = balanceFlows(busyPlatform(41000));
    EXPECT_GT(light.outboxes[0].capacity, 0.9 * light.outboxes[0].idleCapacity);
    EXPECT_LT(heavy.outboxes[0].capacity, 0.5 * heavy.outboxes[0].idleCapacity);
    // Two pods of 2 cores; requests want 1/12 of 41 k/s times 0.52 ms and each row of a relay 12.5 us.
    EXPECT_LE(heavy.outboxes[0].capacity, 2 * (2 - 41000 * 0.00052 / 12) / 12.5e-6);
}

TEST(RelayContention, RelaysAreFullAtTheirFactorFromBelowAndFromAbove) {
    for (const double rate : {10000.0, 38000.0, 80000.0}) {
        const UtilisationTable table = analyseUtilisation(busyPlatform(rate));
        const ResourceUse* relays = table.find("service/transaction", ResourceUse::Kind::Relays);
        ASSERT_NE(relays, nullptr);
        const UtilisationTable full = analyseUtilisation(busyPlatform(rate * relays->factor));
        EXPECT_NEAR(full.find("service/transaction", ResourceUse::Kind::Relays)->utilisation, 1, 0.01) << rate;
        EXPECT_NE(relays->note.find("share their pods' CPU"), std::string::npos);
    }
}

TEST(RelayContention, AFullStoreIsTheCauseAndBreaksBeforeTheRelaysThatWaitForIt) {
    Scenario s = busyPlatform(10000);
    s.services[1].outbox->inPod = false;
    s.services[1].outbox->relays = 8;
    const Headroom answer = analyse(s, 1);
    const auto at = [&](ResourceUse::Kind kind) { return std::ranges::find(answer.breaks, kind, &Break::kind); };
    EXPECT_LT(at(ResourceUse::Kind::StoreServers), at(ResourceUse::Kind::Relays));
    EXPECT_EQ(at(ResourceUse::Kind::StoreServers)->element, "store/ledger");
}

}  // namespace
}  // namespace headroom::model
