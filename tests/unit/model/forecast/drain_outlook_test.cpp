#include "model/forecast/drain_outlook.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/model/forecast/forecast_samples.h"

namespace headroom::forecast {
namespace {

using samples::shopText;
using Kind = WhatIf::Kind;

const double never = std::numeric_limits<double>::infinity();

struct Question {
    std::vector<model::Setting> settings{};
    std::vector<WhatIf> whatIfs{};
    std::optional<double> age = 20;
    std::vector<double> partitions{};
    int records = 3000;
};

/// Of audit, with `records` to read.
DrainOutlook answer(const Question& question) {
    std::vector<model::Setting> settings = question.settings;
    settings.push_back({"initial.lag", "[{topic: orders, groupId: audit, records: " + std::to_string(question.records) +
                                           ", age: 20s, partitions: 4}]"});
    const auto made = alternativeOf(question.whatIfs, samples::scenarioOf(shopText, question.settings));
    const Alternative alternative = std::get<Alternative>(made);
    for (const model::Setting& setting : alternative.settings)
        if (!setting.path.starts_with("faults")) settings.push_back(setting);
    ObservedGroup group;
    group.group = "audit";
    group.lags = {{"orders", question.records, question.age, question.partitions}};
    return drainOutlook(samples::scenarioOf(shopText, settings), group, alternative);
}

TEST(DrainOutlook, IsLagBySpareCapacity) {
    const DrainOutlook outlook = answer({});
    EXPECT_NEAR(outlook.pace.arrivals, 100, 1e-9);
    // Two threads of 5 ms a record, each with half of the partitions.
    EXPECT_NEAR(outlook.pace.capacity, 400, 1);
    EXPECT_EQ(outlook.pace.limitedBy, "2 threads");
    EXPECT_NEAR(outlook.pace.steadyLag, 100, 1e-9);
    // Down to a second of arrivals.
    EXPECT_NEAR(outlook.drained, 2900.0 / 300, 0.03);
    EXPECT_EQ(outlook.breach, never);
}

TEST(DrainOutlook, IsNeverWhereNoCapacityIsSpare) {
    const DrainOutlook outlook = answer({.settings = {{"clients.users.load", "poisson(410/s)"}}, .age = 7});
    EXPECT_EQ(outlook.drained, never);
    EXPECT_EQ(answer({.settings = {{"services.audit.replicas", "0"}}}).drained, never);
    EXPECT_EQ(answer({.settings = {{"services.audit.replicas", "0"}}}).pace.capacity, 0);
}

TEST(DrainOutlook, NothingToReadIsDrainedAlready) {
    EXPECT_EQ(answer({.records = 90}).drained, 0);
}

TEST(DrainOutlook, MorePodsShareThePartitions) {
    EXPECT_NEAR(answer({.whatIfs = {{Kind::Scale, "audit=4"}}}).drained, 2900.0 / 700, 0.03);
    // Three threads: one of them still has two of the four partitions.
    EXPECT_NEAR(answer({.whatIfs = {{Kind::Scale, "audit=3"}}}).drained, 2900.0 / 300, 0.03);
    // No thread has more to do than with four.
    EXPECT_NEAR(answer({.whatIfs = {{Kind::Scale, "audit=9"}}}).drained, 2900.0 / 700, 0.03);
}

TEST(DrainOutlook, NewPodsHelpOnceTheyHaveStarted) {
    const DrainOutlook outlook = answer({.settings = {{"services.audit.startup", "3s"}, {"services.audit.scheduling", "1s"}},
                                         .whatIfs = {{Kind::Scale, "audit=4"}}});
    EXPECT_DOUBLE_EQ(outlook.delay, 4);
    // 1800 are left after 4 s at 300 a second.
    EXPECT_NEAR(outlook.drained, 4 + 1700.0 / 700, 0.03);
    // What goes needs no time to start.
    const DrainOutlook fewer = answer({.settings = {{"services.audit.startup", "3s"}}, .whatIfs = {{Kind::Scale, "audit=1"}}});
    EXPECT_DOUBLE_EQ(fewer.delay, 0);
    EXPECT_NEAR(fewer.drained, 2900.0 / 100, 0.3);
}

TEST(DrainOutlook, AKilledPodIsMissedUntilItIsBack) {
    const DrainOutlook outlook = answer({.settings = {{"services.audit.startup", "5s"}}, .whatIfs = {{Kind::Kill, "pod/audit"}}});
    EXPECT_DOUBLE_EQ(outlook.delay, 5);
    // One thread alone: 200 − 100 a second for 5 s, then 300.
    EXPECT_NEAR(outlook.drained, 5 + 2400.0 / 300, 0.1);
}

TEST(DrainOutlook, NewPartitionsTakeNothingOfWhatWaits) {
    // Ranges: with two threads the first has all four old partitions and half of what comes.
    EXPECT_NEAR(answer({.whatIfs = {{Kind::Partitions, "orders=8"}}}).drained, (3000 - 50) / 150.0, 0.1);
    // A thread for each: an old one holds 750 and gets an eighth of what comes.
    EXPECT_NEAR(answer({.whatIfs = {{Kind::Partitions, "orders=8"}, {Kind::Scale, "audit=8"}}}).drained, (750 - 12.5) / 187.5,
                0.05);
    // Dealt out evenly, half of the old ones are with each of two threads.
    EXPECT_NEAR(answer({.settings = {{"services.audit.consumer.'partition.assignment.strategy'",
                                      "org.apache.kafka.clients.consumer.RoundRobinAssignor"}},
                        .whatIfs = {{Kind::Partitions, "orders=8"}}})
                    .drained,
                (1500 - 50) / 150.0, 0.1);
}

TEST(DrainOutlook, TheFullestPartitionTakesLongest) {
    EXPECT_NEAR(answer({.partitions = {2700, 100, 100, 100}}).drained, (2700 - 50) / 150.0, 0.1);
}

TEST(DrainOutlook, AStoreThatIsFullLimitsAllThreads) {
    const DrainOutlook outlook = answer({.settings = {{"stores.log", "{kind: other, servers: 1, operations: {append: 4ms}}"},
                                                      {"services.audit.listeners.audit.steps", "[{store: log.append}]"}}});
    EXPECT_NEAR(outlook.pace.capacity, 250, 0.5);
    EXPECT_EQ(outlook.pace.limitedBy, "store/log's servers");
    EXPECT_NEAR(outlook.drained, 2900.0 / 150, 0.2);
}

TEST(DrainOutlook, RequestsOfOthersTakeTheirShareOfACpu) {
    const DrainOutlook outlook =
        answer({.settings = {{"services.audit.replicas", "1"},
                             {"services.audit.cores", "1"},
                             {"services.audit.listeners.audit", "{topics: [orders], concurrency: 4, steps: [{cpu: 2ms}]}"},
                             {"services.audit.operations", "{ask: [{cpu: 3ms}]}"},
                             {"clients.askers", "{load: poisson(100/s), journey: [{call: audit.ask}]}"}}});
    // 30 % of the core answers; the rest is for 2 ms a record.
    EXPECT_NEAR(outlook.pace.capacity, 350, 1);
    EXPECT_EQ(outlook.pace.limitedBy, "service/audit's CPU");
}

TEST(DrainOutlook, RetentionIsReachedWhereTheOldestGetsOlder) {
    // One thread a half: 60 come and 50 are read a second. The 1500 there are done after 30 s; what is oldest then is 30 s old,
    // and gets a sixth of a second older each second: 60 s after 210 s.
    const DrainOutlook outlook = answer(
        {.settings = {{"clients.users.load", "poisson(120/s)"}, {"services.audit.listeners.audit.steps", "[{wait: 20ms}]"}},
         .age = 50});
    EXPECT_EQ(outlook.drained, never);
    ASSERT_TRUE(outlook.breach);
    EXPECT_NEAR(*outlook.breach, 210, 1.5);
    EXPECT_EQ(outlook.breachTopic, "orders");
}

TEST(DrainOutlook, RetentionIsReachedWhileItDrainsWhereItIsNear) {
    // Nothing is read any more: the oldest gets a second older each second.
    EXPECT_NEAR(answer({.settings = {{"services.audit.replicas", "0"}}, .age = 50}).breach.value(), 10, 1e-6);
    EXPECT_EQ(answer({.age = 61}).breach, 0);
    EXPECT_EQ(answer({.settings = {{"topics.orders.config.'retention.ms'", "-1"}}, .age = 61}).breach, never);
    EXPECT_FALSE(answer({.age = {}}).breach);
}

TEST(DrainOutlook, RetentionIsReachedAlsoWhereNothingComesAnyMore) {
    // One pod reads 3000 in 60 s; the oldest gets 50 − t/60·50 + t old: 55 after 30 s, 60 with the last.
    const Question question{.settings = {{"clients.users.load", "poisson(0/s)"},
                                         {"services.audit.replicas", "1"},
                                         {"services.audit.listeners.audit.steps", "[{wait: 20ms}]"},
                                         {"topics.orders.config.'retention.ms'", "55000"}},
                            .age = 50};
    const DrainOutlook outlook = answer(question);
    EXPECT_EQ(outlook.pace.arrivals, 0);
    EXPECT_NEAR(outlook.drained, 2999 / 50.0, 0.1);
    EXPECT_NEAR(outlook.breach.value(), 30, 0.1);
}

TEST(DrainOutlook, ADeadBrokerKeepsWhatNobodyElseHas) {
    const std::vector<WhatIf> dead{{Kind::Kill, "broker/main/1"}};
    EXPECT_NEAR(answer({.whatIfs = dead}).drained, 2900.0 / 300, 0.03);
    const DrainOutlook alone = answer({.settings = {{"topics.orders.replicas", "1"}}, .whatIfs = dead});
    EXPECT_EQ(alone.drained, never);
    ASSERT_FALSE(alone.notes.empty());
    EXPECT_NE(alone.notes.back().find("1 of the 4 partitions of orders have no other replica"), std::string::npos);
}

TEST(DrainOutlook, ThereMustBeSuchAGroup) {
    ObservedGroup group;
    group.group = "nobody";
    EXPECT_THROW(drainOutlook(samples::scenarioOf(shopText), group, {}), std::out_of_range);
}

}  // namespace
}  // namespace headroom::forecast
