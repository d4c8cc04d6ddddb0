// Little's law as an identity of the sample path, in whole nanoseconds, on every element of the transaction platform.

#include <gtest/gtest.h>

#include <deque>

#include "tests/statistical/scenario_run.h"

namespace headroom::tests {
namespace {

using Wide = sim::LittleLedger::Wide;

/// A group's records between append and processing. The area is summed from the log's end and the group's position alone,
/// event by event; the times from the instants the log keeps for its batches.
class Backlog final : public sim::RecordObserver {
public:
    Backlog(sim::Group& group, const sim::Kernel& kernel) : m_group(group), m_kernel(kernel) { group.observeRecords(this); }

    void onRecordEnded(const sim::Partition& partition, std::int64_t offset, const sim::Record&, sim::RecordEnd, model::Instant) override {
        const sim::LogBatch* batch = partition.log().findBatch(offset);
        ASSERT_NE(batch, nullptr) << "a record is processed that the log has let go";
        m_times += (m_kernel.now() - batch->appended).ns;
        ++m_ended;
    }

    /// After every event: what was present since the one before counts up to now.
    void follow() {
        m_area += Wide{(m_kernel.now() - m_last).ns} * m_present;
        m_last = m_kernel.now();
        m_present = 0;
        for (const sim::GroupPartitionLedger& ledger : m_group.ledgers())
            m_present += ledger.partition->log().endOffset() - ledger.processedTo;
    }

    void expectBalance() const {
        Wide times = m_times;
        std::int64_t remaining = 0;
        for (const sim::GroupPartitionLedger& ledger : m_group.ledgers()) {
            const sim::PartitionLog& log = ledger.partition->log();
            ASSERT_EQ(ledger.partition->truncated, 0);
            log.visitBatches({ledger.processedTo, log.endOffset()}, [&](const sim::LogBatch& batch) {
                const std::int64_t unread = batch.end() - std::max(batch.base, ledger.processedTo);
                times += Wide{(m_kernel.now() - batch.appended).ns} * unread;
                remaining += unread;
            });
        }
        EXPECT_EQ(remaining, m_present) << m_group.id();
        EXPECT_TRUE(m_area == times) << m_group.id() << ": the area under the backlog is not the sum of the waits";
        EXPECT_GT(m_ended, 1000) << m_group.id();
    }

private:
    sim::Group& m_group;
    const sim::Kernel& m_kernel;
    model::Instant m_last;
    std::int64_t m_present = 0;
    std::int64_t m_ended = 0;
    Wide m_area = 0;
    Wide m_times = 0;
};

void holdsEverywhere(const sim::World& world) {
    for (const auto& service : world.services()) EXPECT_TRUE(service->littleHolds()) << service->name();
    for (const auto& store : world.stores()) EXPECT_TRUE(store->littleHolds()) << store->name();
    for (const auto& client : world.clients()) EXPECT_TRUE(client->littleHolds()) << client->name();
    for (const auto& cluster : world.clusters())
        for (const auto& broker : cluster->brokers()) EXPECT_TRUE(broker->littleHolds()) << broker->name();
}

/// At several horizons, so that the residual times of those present take part.
void holdsThroughout(ScenarioRun& run, model::Duration length) {
    std::deque<Backlog> backlogs;
    for (const auto& group : run.world().groups()) backlogs.emplace_back(*group, run.kernel());
    ASSERT_EQ(backlogs.size(), 2U);
    for (int part = 1; part <= 4; ++part) {
        const model::Duration horizon{length.ns * part / 4 + part};
        while (run.step(horizon))
            for (Backlog& backlog : backlogs) backlog.follow();
        run.runUntil(horizon);
        SCOPED_TRACE("at " + std::to_string(run.kernel().now().ns) + " ns");
        holdsEverywhere(run.world());
        for (Backlog& backlog : backlogs) {
            backlog.follow();
            backlog.expectBalance();
        }
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
