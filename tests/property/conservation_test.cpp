// Records are neither made nor lost: every offset of every partition is accounted for, whatever the topology and the faults.

#include <gtest/gtest.h>

#include <map>

#include "model/trace/trace.h"
#include "sim/infrastructure/native/native_infrastructure.h"
#include "sim/world/world.h"
#include "tests/property/discarding_sink.h"
#include "tests/property/random_scenario.h"

namespace headroom::tests {
namespace {

/// Watches that the records of one key are dealt with in the order they were sent.
class KeyOrder final : public sim::RecordObserver {
public:
    void onRecordEnded(const sim::Partition& partition, std::int64_t, const sim::Record& record, sim::RecordEnd, model::Instant) override {
        if (record.key < 0) return;
        std::uint64_t& last = m_last[{partition.topic(), record.key}];
        if (record.id < last) ++violations;
        last = std::max(last, record.id);
    }
    int violations = 0;

private:
    std::map<std::pair<std::uint32_t, std::int32_t>, std::uint64_t> m_last;
};

struct Trial {
    explicit Trial(std::uint64_t seed)
        : scenario(randomScenario(seed)), infrastructure(sim::makeNativeInfrastructure(kernel)), world(scenario, kernel, *infrastructure, sink) {}

    void execute() {
        for (std::int64_t t = 0; t < scenario.duration.ns; t += 250'000'000) {
            kernel.runUntil({t});
            for (const auto& group : world.groups())
                for (const auto& ledger : group->ledgers()) watermarkNeverFalls(ledger);
        }
        kernel.runUntil({scenario.duration.ns});
    }

    void watermarkNeverFalls(const sim::GroupPartitionLedger& ledger) {
        std::int64_t& last = watermarks[ledger.partition];
        if (ledger.partition->truncated == 0) {
            EXPECT_GE(ledger.partition->highWatermark(), last);
            EXPECT_GE(ledger.partition->highWatermark(), ledger.committed) << "negative lag";
        }
        last = ledger.partition->highWatermark();
    }

    model::Scenario scenario;
    sim::Kernel kernel;
    std::unique_ptr<sim::Infrastructure> infrastructure;
    DiscardingSink sink;
    sim::World world;
    std::map<const sim::Partition*, std::int64_t> watermarks;
};

void topicBalances(const sim::Partition& p) {
    EXPECT_EQ(p.initial + p.appended, p.log().endOffset() - p.log().startOffset() + p.expired + p.truncated);
    EXPECT_LE(p.highWatermark(), p.log().endOffset());
}

void groupBalances(const sim::GroupPartitionLedger& l) {
    const sim::PartitionLog& log = l.partition->log();
    const std::int64_t dealtWith = l.processedOnce + l.deadLettered + l.skipped + l.expiredUnread + l.resetSkipped - l.processedTruncated;
    EXPECT_EQ(l.start + dealtWith, l.processedTo) << "an offset was passed over or counted twice";
    const std::int64_t unread = log.endOffset() - l.processedTo;
    const std::int64_t unreadExpired = std::max<std::int64_t>(0, log.startOffset() - l.processedTo);
    EXPECT_EQ(l.partition->initial + l.partition->appended, l.start + dealtWith + unread + l.partition->truncated);
    EXPECT_LE(unreadExpired, l.partition->expired);
    EXPECT_LE(l.inFlight(), std::max<std::int64_t>(0, unread) + l.partition->truncated);
}

class Conservation : public ::testing::TestWithParam<int> {};

TEST_P(Conservation, HoldsOnRandomTopologiesLoadsAndFaults) {
    for (int i = 0; i < 50; ++i) {
        const auto seed = static_cast<std::uint64_t>(GetParam()) * 50 + static_cast<std::uint64_t>(i) + 1;
        SCOPED_TRACE("seed " + std::to_string(seed));
        Trial run(seed);
        std::map<const sim::Group*, KeyOrder> orders;
        for (const auto& group : run.world.groups()) group->observeRecords(&orders[group.get()]);
        run.execute();
        for (const auto& [group, order] : orders) {
            if (promisesKeyOrder(run.scenario)) {
                EXPECT_EQ(order.violations, 0) << group->id();
            }
        }
        for (const auto& cluster : run.world.clusters())
            for (const auto& topic : cluster->topics())
                for (const auto& partition : topic->partitions) {
                    topicBalances(*partition);
                    if (promisesDurability(run.scenario)) {
                        EXPECT_EQ(partition->lostAcknowledged, 0);
                    }
                }
        for (const auto& group : run.world.groups())
            for (const auto& ledger : group->ledgers()) groupBalances(ledger);
        for (const auto& service : run.world.services()) EXPECT_TRUE(service->littleHolds()) << service->name();
        for (const auto& store : run.world.stores()) EXPECT_TRUE(store->littleHolds()) << store->name();
        for (const auto& client : run.world.clients()) EXPECT_TRUE(client->littleHolds()) << client->name();
        if (HasFailure()) return;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Conservation, ::testing::Range(0, 10));

}  // namespace
}  // namespace headroom::tests
