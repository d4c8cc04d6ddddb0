// A run that begins with records to read.

#include <gtest/gtest.h>

#include "model/scenario/reader.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

using testing::Lab;

/// One thread a group, 1 ms a record; nobody publishes unless a test says so.
const std::string scenarioText = R"(scenario: backlog
duration: 20s
frame: 100ms
services:
  audit: {cores: 1, listeners: {audit: {topics: [orders], consumer: {max.poll.records: 10}, steps: [{cpu: 1ms}]}}}
  mailer: {cores: 1, listeners: {mailer: {topics: [orders], consumer: {max.poll.records: 10}, steps: [{cpu: 1ms}]}}}
  idle: {cores: 1, listeners: {idle: {topics: [orders], steps: [{cpu: 1ms}]}}}
kafka:
  main: {brokers: 3}
topics:
  orders: {partitions: 4, replicas: 3}
)";

model::ReadResult read(const std::string& lags, std::vector<model::Setting> settings = {}) {
    model::ReadOptions options;
    options.settings = std::move(settings);
    return model::readScenarioText(scenarioText + "initial:\n  lag: [" + lags + "]\n", "backlog.yaml", options);
}

model::Scenario scenarioWith(const std::string& lags, std::vector<model::Setting> settings = {}) {
    model::ReadResult result = read(lags, std::move(settings));
    for (const model::Diagnostic& diagnostic : result.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) ADD_FAILURE() << model::toString(diagnostic);
    return *result.scenario;
}

std::string firstError(const std::string& lags) {
    const model::ReadResult result = read(lags);
    for (const model::Diagnostic& diagnostic : result.diagnostics.all())
        if (diagnostic.severity == model::Severity::Error) return diagnostic.message;
    return "";
}

/// What a group has dealt with, in order.
class Ends final : public RecordObserver {
public:
    struct End {
        int partition;
        std::int64_t offset;
        Instant created;
        Instant at;
    };
    void onRecordEnded(const Partition& partition, std::int64_t offset, const Record& record, RecordEnd, Instant at) override {
        EXPECT_EQ(record.origin, record.created);
        all.push_back({partition.number(), offset, record.created, at});
    }
    std::vector<End> all;
};

Group& group(Lab& lab, const std::string& id) {
    for (const auto& g : lab.world->groups())
        if (g->id() == id) return *g;
    throw std::out_of_range(id);
}

std::vector<std::int64_t> lags(Lab& lab, const std::string& id) {
    std::vector<std::int64_t> result;
    for (const GroupPartitionLedger& ledger : group(lab, id).ledgers())
        result.push_back(ledger.partition->highWatermark() - ledger.committed);
    return result;
}

TEST(InitialLag, IsThereAtTheFirstFrame) {
    Lab lab(scenarioWith("{topic: orders, groupId: audit, records: 4003, age: 40m}"));
    lab.world->observatory().frame();
    EXPECT_EQ(lab.last("group/audit", "consumerLag"), 4003);
    EXPECT_EQ(lab.last("topic/orders", "initialRecords"), 4003);
    EXPECT_EQ(lab.last("topic/orders", "retained"), 4003);
    EXPECT_EQ(lab.last("topic/orders", "appended"), 0);
    EXPECT_EQ(lab.last("topic/orders", "underReplicatedPartitions"), 0);
    EXPECT_EQ(lab.last("group/mailer", "consumerLag"), 0);
    EXPECT_EQ(lags(lab, "audit"), (std::vector<std::int64_t>{1001, 1001, 1001, 1000}));
    // The oldest batch counts from its newest record: some 16 KiB of 519 bytes in each of four partitions.
    EXPECT_LE(lab.last("group/audit", "timeLag"), 2400);
    EXPECT_GE(lab.last("group/audit", "timeLag"), 2400 - 2400.0 * 32 * 4 / 4003);
}

TEST(InitialLag, DrainsAsFastAsTheGroupWorks) {
    // One thread, 1 ms of CPU a record: below 1000/s by what polling and committing ten at a time costs.
    Lab lab(scenarioWith("{topic: orders, groupId: audit, records: 4000, age: 1m}"));
    lab.runTo(2);
    EXPECT_LT(lab.last("group/audit", "processed"), 2000);
    EXPECT_GT(lab.last("group/audit", "processed"), 1600);
    EXPECT_NEAR(lab.last("group/audit", "consumerLag"), 4000 - lab.last("group/audit", "processed"), 10);
    lab.runTo(10);
    EXPECT_EQ(lab.last("group/audit", "processed"), 4000);
    EXPECT_EQ(lab.last("group/audit", "consumerLag"), 0);
    EXPECT_EQ(lab.last("group/audit", "redelivered"), 0);
}

TEST(InitialLag, RecordsAreEvenlyAged) {
    Lab lab(scenarioWith("{topic: orders, groupId: audit, records: 1000, age: 100s}"));
    Ends ends;
    group(lab, "audit").observeRecords(&ends);
    lab.runTo(10);
    ASSERT_EQ(ends.all.size(), 1000U);
    for (const Ends::End& end : ends.all) {
        // The first of all is 100 s old, the last 0.1 s.
        const std::int64_t place = end.offset * 4 + end.partition;
        EXPECT_NEAR(end.created.toSeconds(), -100 + 0.1 * static_cast<double>(place), 1e-6);
    }
}

TEST(InitialLag, NewPartitionsHoldNoneOfIt) {
    Lab lab(scenarioWith("{topic: orders, groupId: audit, records: 1001, age: 100s, partitions: 2}, "
                         "{topic: orders, groupId: mailer, records: 10, age: 1s, partitions: 2}"));
    EXPECT_EQ(lags(lab, "audit"), (std::vector<std::int64_t>{501, 500, 0, 0}));
    EXPECT_EQ(lags(lab, "mailer"), (std::vector<std::int64_t>{5, 5, 0, 0}));
    Ends ends;
    group(lab, "audit").observeRecords(&ends);
    lab.runTo(10);
    ASSERT_EQ(ends.all.size(), 1001U);
    for (const Ends::End& end : ends.all) {
        // From the 11th of the newest on back, evenly to 100 s.
        const std::int64_t fromEnd = 1001 - (end.offset * 2 + end.partition);
        if (fromEnd <= 10) continue;
        EXPECT_NEAR(end.created.toSeconds(), -1 - 99.0 * static_cast<double>(fromEnd - 10) / 991, 1e-6);
    }
}

TEST(InitialLag, LiesInPartitionsThatThereAre) {
    EXPECT_EQ(firstError("{topic: orders, groupId: audit, records: 5, partitions: 5}"), "'orders' has 4 partitions, fewer than 5");
    EXPECT_EQ(firstError("{topic: orders, groupId: audit, records: 5, partitions: 2}, {topic: orders, groupId: idle, records: 5}"),
              "the lags on 'orders' are said to lie in different partitions");
}

TEST(InitialLag, LatencyCountsFromTheTimestamps) {
    Lab lab(scenarioWith("{topic: orders, groupId: audit, records: 100, age: 100s}"));
    lab.runTo(3);
    const trace::Series* series = lab.trace.findSeries("group/audit", "endToEndLatency");
    ASSERT_NE(series, nullptr);
    const trace::LatencySketch all = lab.trace.merged(series->index, 0, lab.trace.frames().size());
    ASSERT_EQ(all.count(), 100U);
    EXPECT_GT(all.max(), 100'000'000'000);
    EXPECT_LT(all.max(), 103'000'000'000);
    EXPECT_GT(all.min(), 1'000'000'000);
}

TEST(InitialLag, EachGroupHasItsOwn) {
    Lab lab(scenarioWith("{topic: orders, groupId: audit, records: 1000, age: 100s}, {topic: orders, groupId: mailer, records: 402, age: 2s}"));
    EXPECT_EQ(lags(lab, "audit"), (std::vector<std::int64_t>{250, 250, 250, 250}));
    EXPECT_EQ(lags(lab, "mailer"), (std::vector<std::int64_t>{101, 101, 100, 100}));
    EXPECT_EQ(lags(lab, "idle"), (std::vector<std::int64_t>{0, 0, 0, 0}));
    Ends mailer;
    group(lab, "mailer").observeRecords(&mailer);
    lab.runTo(10);
    EXPECT_EQ(lab.last("topic/orders", "initialRecords"), 1000);
    EXPECT_EQ(lab.last("group/audit", "processed"), 1000);
    EXPECT_EQ(lab.last("group/mailer", "processed"), 402);
    EXPECT_EQ(lab.last("group/idle", "processed"), 0);
    Instant oldest = Instant::never();
    for (const Ends::End& end : mailer.all) oldest = std::min(oldest, end.created);
    EXPECT_NEAR(oldest.toSeconds(), -2, 0.5);
}

TEST(InitialLag, RetentionCountsFromTheTimestamps) {
    Lab lab(scenarioWith("{topic: orders, groupId: audit, records: 100k, age: 100s}",
                         {{"topics.orders.config.'retention.ms'", "60000"},
                          {"topics.orders.config.'segment.bytes'", "500000"},
                          {"kafka.main.config.'log.retention.check.interval.ms'", "1000"}}));
    lab.runTo(1.5);
    // 40 % are older than a minute and one second makes it 41 %; whole segments of some 1000 of 25,000 records go.
    EXPECT_NEAR(lab.last("topic/orders", "expired"), 41'000, 4'000);
    // The reader finds out when it comes to read on; what it had fetched before, some 2000 records a partition, it still has.
    lab.runTo(12);
    for (const GroupPartitionLedger& ledger : group(lab, "audit").ledgers()) EXPECT_GT(ledger.expiredUnread, 8'000);
}

TEST(InitialLag, OldBatchesAreReadFromTheDisk) {
    const std::string lag = "{topic: orders, groupId: audit, records: 2000, age: 1h}";
    Lab cached(scenarioWith(lag));
    cached.runTo(5);
    Lab cold(scenarioWith(lag, {{"kafka.main.pageCache", "100kB"}}));
    cold.runTo(5);
    EXPECT_EQ(cached.last("broker/main/0", "diskBytes"), 0);
    EXPECT_GT(cold.last("broker/main/0", "diskBytes"), 100'000);
    EXPECT_EQ(cold.last("group/audit", "processed"), 2000);
}

TEST(InitialLag, WithoutAgeTheRecordsHaveJustCome) {
    Lab lab(scenarioWith("{topic: orders, groupId: audit, records: 100}"));
    lab.world->observatory().frame();
    EXPECT_EQ(lab.last("group/audit", "timeLag"), 0);
}

TEST(InitialLag, MistakesAreToldWithTheirPlace) {
    EXPECT_EQ(firstError("{topic: order, groupId: audit, records: 1}"), "there is no topic 'order'");
    EXPECT_EQ(firstError("{topic: orders, groupId: audits, records: 1}"), "there is no consumer group 'audits'");
    EXPECT_EQ(firstError("{topic: orders, groupId: audit, records: 1}, {topic: orders, groupId: audit, records: 2}"),
              "the lag of 'audit' on 'orders' is given twice");
    EXPECT_EQ(firstError("{topic: orders, groupId: audit, records: 9, age: 1s}, {topic: orders, groupId: idle, records: 5, age: 2s}"),
              "'audit' has 9 records of 'orders' to read and 'idle' has 5, so its oldest can't be younger");
    EXPECT_NE(firstError("{topic: orders, groupId: audit, records: 2G}"), "");
}

TEST(InitialLag, OfATopicTheGroupDoesNotReadIsAMistake) {
    const std::string text = scenarioText + "  other: {partitions: 1, replicas: 1}\ninitial: {lag: [{topic: other, groupId: audit, records: 1}]}\n";
    const model::ReadResult result = model::readScenarioText(text, "backlog.yaml", {});
    ASSERT_TRUE(result.diagnostics.hasErrors());
    EXPECT_EQ(result.diagnostics.all().front().message, "the group 'audit' does not read the topic 'other'");
}

TEST(InitialLag, APartitionsLagIsItsPartOfTheGroups) {
    Lab lab(scenarioWith("{topic: orders, groupId: audit, records: 1002}"));
    lab.runTo(3);
    const auto lagOf = [&](const std::string& element) {
        return lab.trace.column(lab.trace.findSeries(element, "consumerLag")->index);
    };
    const std::vector<double> whole = lagOf("group/audit");
    std::vector<double> sum(whole.size(), 0);
    for (int number = 0; number < 4; ++number) {
        const std::vector<double> part = lagOf("partitionOfGroup/audit/orders/" + std::to_string(number));
        ASSERT_EQ(part.size(), sum.size());
        for (std::size_t i = 0; i < part.size(); ++i) {
            EXPECT_GE(part[i], 0);
            sum[i] += part[i];
        }
    }
    EXPECT_GT(whole.front(), 0);
    EXPECT_EQ(sum, whole);
}

}  // namespace
}  // namespace headroom::sim
