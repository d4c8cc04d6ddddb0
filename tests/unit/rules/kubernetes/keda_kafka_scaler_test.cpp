#include "model/rules/kubernetes/keda_kafka_scaler.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace headroom::rules {
namespace {

using model::KedaKafkaTrigger;

KedaLag lagOf(const KedaKafkaTrigger& trigger, const std::vector<KedaPartitionOffsets>& partitions) {
    return KedaKafkaScaler(trigger).read(partitions);
}

TEST(KedaKafkaScaler, sumsEndMinusCommitted) {
    const auto lag = lagOf({}, {{5, 9}, {100, 103}});
    EXPECT_EQ(lag.metric, 7);
    EXPECT_TRUE(lag.active);
}

TEST(KedaKafkaScaler, isActiveStrictlyAboveTheActivationThreshold) {
    KedaKafkaTrigger trigger;
    EXPECT_FALSE(lagOf(trigger, {{5, 5}}).active);
    trigger.activationLagThreshold = 4;
    EXPECT_FALSE(lagOf(trigger, {{5, 9}}).active);
    EXPECT_TRUE(lagOf(trigger, {{5, 10}}).active);
}

TEST(KedaKafkaScaler, capsAtThresholdTimesPartitionsButActivatesOnTheWholeLag) {
    KedaKafkaTrigger trigger;
    trigger.activationLagThreshold = 50;
    const auto lag = lagOf(trigger, {{0, 1000}, {0, 0}});
    EXPECT_EQ(lag.metric, 20);
    EXPECT_EQ(lag.uncapped, 1000);
    EXPECT_TRUE(lag.active);
    EXPECT_EQ(lagOf(trigger, {{0, 29}, {0, 0}}).metric, 29);  // 29 / 10 truncates to the 2 partitions
    trigger.allowIdleConsumers = true;
    EXPECT_EQ(lagOf(trigger, {{0, 1000}, {0, 0}}).metric, 1000);
    trigger.limitToPartitionsWithLag = true;
    EXPECT_EQ(lagOf(trigger, {{0, 1000}, {0, 0}}).metric, 10);
}

TEST(KedaKafkaScaler, evenDistributionTakesTheNextDivisorOfThePartitions) {
    KedaKafkaTrigger trigger;
    trigger.ensureEvenDistributionOfPartitions = true;
    std::vector<KedaPartitionOffsets> twelve(12, {0, 0});
    twelve[0] = {0, 41};
    EXPECT_EQ(lagOf(trigger, twelve).metric, 60);
    twelve[0] = {0, 70};
    EXPECT_EQ(lagOf(trigger, twelve).metric, 120);
    twelve[0] = {0, 5000};
    EXPECT_EQ(lagOf(trigger, twelve).metric, 120);
    twelve[0] = {0, 0};
    EXPECT_EQ(lagOf(trigger, twelve).metric, 10);
}

TEST(KedaKafkaScaler, nothingCommittedFollowsTheResetPolicy) {
    KedaKafkaTrigger trigger;
    EXPECT_EQ(lagOf(trigger, {{-1, 50}}).metric, 1);
    trigger.offsetResetPolicy = KedaKafkaTrigger::OffsetResetPolicy::Earliest;
    EXPECT_EQ(lagOf(trigger, {{-1, 8}}).metric, 8);
    trigger.scaleToZeroOnInvalidOffset = true;
    EXPECT_FALSE(lagOf(trigger, {{-1, 8}}).active);
    trigger.offsetResetPolicy = KedaKafkaTrigger::OffsetResetPolicy::Latest;
    EXPECT_FALSE(lagOf(trigger, {{-1, 8}}).active);
}

TEST(KedaKafkaScaler, missingCommittedFailsAndMissingEndIsLeftOut) {
    EXPECT_TRUE(lagOf({}, {{std::nullopt, 5}}).failed);
    const auto lag = lagOf({}, {{std::nullopt, std::nullopt}, {0, 500}});
    EXPECT_FALSE(lag.failed);
    EXPECT_EQ(lag.metric, 10);  // one partition, not two
}

TEST(KedaKafkaScaler, persistentLagActivatesButDoesNotScale) {
    KedaKafkaTrigger trigger;
    trigger.excludePersistentLag = true;
    KedaKafkaScaler scaler(trigger);
    EXPECT_EQ(scaler.read({{5, 9}}).metric, 4);
    const auto stuck = scaler.read({{5, 10}});
    EXPECT_EQ(stuck.metric, 0);
    EXPECT_TRUE(stuck.active);
    EXPECT_EQ(scaler.read({{6, 10}}).metric, 4);
}

TEST(KedaKafkaScaler, createsAnHpaThatNeverGoesToZero) {
    model::ScaledObject scaledObject;
    scaledObject.triggers.resize(2);
    scaledObject.triggers[1].lagThreshold = 25;
    const auto hpa = hpaOf(scaledObject);
    EXPECT_EQ(hpa.minReplicas, 1);
    EXPECT_EQ(hpa.maxReplicas, 100);
    ASSERT_EQ(hpa.metrics.size(), 2U);
    EXPECT_EQ(hpa.metrics[1].target, 25);
    EXPECT_EQ(hpa.metrics[1].targetType, model::HpaMetric::TargetType::AverageValue);
    EXPECT_THROW(KedaKafkaScaler(KedaKafkaTrigger{"t", "g", 0}), std::logic_error);
}

RC_GTEST_PROP(KedaKafkaScaler, neverAsksForMoreConsumersThanPartitions, ()) {
    KedaKafkaTrigger trigger;
    trigger.lagThreshold = *rc::gen::inRange(1, 50);
    trigger.limitToPartitionsWithLag = *rc::gen::arbitrary<bool>();
    trigger.ensureEvenDistributionOfPartitions = *rc::gen::arbitrary<bool>();
    std::vector<KedaPartitionOffsets> partitions(*rc::gen::inRange<std::size_t>(1, 20));
    for (auto& partition : partitions) partition = {*rc::gen::inRange(0, 100), 100};
    const auto lag = lagOf(trigger, partitions);
    RC_ASSERT(lag.metric / trigger.lagThreshold <= static_cast<std::int64_t>(partitions.size()));
    if (trigger.ensureEvenDistributionOfPartitions && !trigger.limitToPartitionsWithLag)
        RC_ASSERT(static_cast<std::int64_t>(partitions.size()) % (lag.metric / trigger.lagThreshold) == 0);
}

}  // namespace
}  // namespace headroom::rules
