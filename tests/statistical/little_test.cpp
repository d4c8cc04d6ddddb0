// Little's law as an identity of the sample path, in whole nanoseconds, on every element of the transaction platform.

#include <gtest/gtest.h>

#include "tests/statistical/scenario_run.h"

namespace headroom::tests {
namespace {

void holdsEverywhere(const sim::World& world) {
    for (const auto& service : world.services()) EXPECT_TRUE(service->littleHolds()) << service->name();
    for (const auto& store : world.stores()) EXPECT_TRUE(store->littleHolds()) << store->name();
    for (const auto& client : world.clients()) EXPECT_TRUE(client->littleHolds()) << client->name();
}

/// At several horizons, so that the residual times of those present take part.
void holdsThroughout(ScenarioRun& run, model::Duration length) {
    for (int part = 1; part <= 4; ++part) {
        run.runUntil({length.ns * part / 4 + part});
        SCOPED_TRACE("at " + std::to_string(run.kernel().now().ns) + " ns");
        holdsEverywhere(run.world());
    }
    EXPECT_GT(run.last("service/transaction", "completed"), 1000);
    EXPECT_GT(run.last("store/ledger", "completed"), 1000);
    EXPECT_GT(run.last("client/users", "completed"), 1000);
}

TEST(LittlesLaw, IsExactOnThePlatformUnderItsDailyLoad) {
    model::Scenario scenario = readOrThrow(HEADROOM_SCENARIOS "/transaction-platform.yaml");
    // The day's faults follow each other within this minute.
    const std::int64_t compression = scenario.duration.ns / model::Duration::seconds(60).ns;
    for (model::Fault& fault : scenario.faults) {
        fault.at.ns /= compression;
        if (fault.length) fault.length->ns /= compression;
    }
    ScenarioRun run(std::move(scenario));
    holdsThroughout(run, model::Duration::seconds(60));
}

TEST(LittlesLaw, IsExactOnThePlatformAtItsPeak) {
    ScenarioRun run(readOrThrow(HEADROOM_SCENARIOS "/transaction-platform.yaml", "peak"));
    holdsThroughout(run, model::Duration::seconds(40));
}

}  // namespace
}  // namespace headroom::tests
