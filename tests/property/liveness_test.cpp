// Nothing hangs: once faults are over and no load comes any more, every topology works off what is left, whatever happened before.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "model/trace/memory_trace.h"
#include "sim/components/faults/fault_text.h"
#include "sim/infrastructure/native/native_infrastructure.h"
#include "sim/world/world.h"
#include "tests/property/random_scenario.h"

namespace headroom::tests {
namespace {

/// Longer than every session, rebalance, delivery and request timeout of a random scenario together.
constexpr model::Duration afterwards = model::Duration::seconds(900);

void endAt(model::LoadProfile& profile, model::Duration end) {
    profile.pieces.back().length = end;
    profile.pieces.push_back({});
}

/// The random scenario of that seed, with a load that ends where the scenario did.
model::Scenario endingScenario(std::uint64_t seed) {
    model::Scenario scenario = randomScenario(seed);
    for (model::Client& client : scenario.clients) {
        if (auto* open = std::get_if<model::OpenLoad>(&client.load)) endAt(open->rate, scenario.duration);
        if (auto* closed = std::get_if<model::ClosedLoad>(&client.load)) endAt(closed->users, scenario.duration);
    }
    scenario.duration = scenario.duration + afterwards;
    return scenario;
}

std::string faultsOf(const model::Scenario& scenario) {
    std::string all;
    for (const model::Fault& fault : scenario.faults) all += fmt::format("at {:.3g} s {}; ", fault.at.toSeconds(), sim::describe(fault));
    return all;
}

double last(const trace::MemoryTrace& trace, const std::string& element, const std::string& series) {
    const trace::Series* found = trace.findSeries(element, series);
    return found == nullptr ? 0 : trace.column(found->index).back();
}

/// Everything that would be left if something had got stuck.
void nothingIsLeft(const model::Scenario& scenario, const trace::MemoryTrace& trace) {
    for (const trace::Element* group : trace.elementsOfKind("group")) EXPECT_EQ(last(trace, group->id, "stable"), 1) << group->id;
    for (const model::Service& service : scenario.services) EXPECT_EQ(last(trace, "service/" + service.name, "outboxRows"), 0);
    for (const model::Client& client : scenario.clients) EXPECT_EQ(last(trace, "client/" + client.name, "users"), 0) << client.name;
    for (const trace::Element* topic : trace.elementsOfKind("topic")) {
        EXPECT_EQ(last(trace, topic->id, "offlinePartitions"), 0) << topic->id;
        EXPECT_EQ(last(trace, topic->id, "underReplicatedPartitions"), 0) << topic->id;
    }
}

/// A listener that acknowledges each batch commits nothing when it only passes over expired or truncated records.
void nothingIsUnread(const sim::Group& group) {
    for (const sim::GroupPartitionLedger& ledger : group.ledgers()) {
        const std::int64_t end = ledger.partition->log().endOffset();
        EXPECT_EQ(ledger.processedTo, end) << group.id();
        const bool isReset = ledger.expiredUnread + ledger.resetSkipped + ledger.processedTruncated > 0 ||
                             ledger.committed < ledger.partition->log().startOffset();
        if (!isReset) {
            EXPECT_EQ(ledger.committed, end) << group.id();
        }
    }
}

class Liveness : public ::testing::TestWithParam<int> {};

TEST_P(Liveness, EverythingIsWorkedOffOnceFaultsAndLoadAreOver) {
    for (int i = 0; i < 50; ++i) {
        const auto seed = static_cast<std::uint64_t>(GetParam()) * 50 + static_cast<std::uint64_t>(i) + 1;
        const model::Scenario scenario = endingScenario(seed);
        SCOPED_TRACE(fmt::format("seed {}, faults: {}", seed, faultsOf(scenario)));
        sim::Kernel kernel;
        const auto infrastructure = sim::makeNativeInfrastructure(kernel);
        trace::MemoryTrace trace;
        sim::World world(scenario, kernel, *infrastructure, trace);
        kernel.runUntil({scenario.duration.ns});
        nothingIsLeft(scenario, trace);
        for (const auto& group : world.groups()) nothingIsUnread(*group);
        if (HasFailure()) return;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Liveness, ::testing::Range(0, 10));

}  // namespace
}  // namespace headroom::tests
