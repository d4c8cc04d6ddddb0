#include "model/rules/kubernetes/hpa_normalizer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::HpaScalingPolicy;
using model::HpaScalingRules;
using model::Instant;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

model::HorizontalPodAutoscaler hpaWith(int minimum, int maximum, bool behavior) {
    model::HorizontalPodAutoscaler hpa;
    hpa.minReplicas = minimum;
    hpa.maxReplicas = maximum;
    if (behavior) hpa.behavior.emplace();
    return hpa;
}

HpaScalingPolicy pods(int value, int seconds) {
    return {HpaScalingPolicy::Type::Pods, value, Duration::seconds(seconds)};
}
HpaScalingPolicy percent(int value, int seconds) {
    return {HpaScalingPolicy::Type::Percent, value, Duration::seconds(seconds)};
}

TEST(HpaNormalizer, withoutBehaviorAtMostDoublesButAllowsFour) {
    HpaNormalizer normalizer(hpaWith(1, 100, false), {});
    EXPECT_EQ(normalizer.normalize(at(0), 1, 50).desired, 4);
    const auto result = normalizer.normalize(at(15), 10, 50);
    EXPECT_EQ(result.desired, 20);
    EXPECT_EQ(result.limitedBy, HpaLimit::ScaleUpLimit);
}

TEST(HpaNormalizer, withoutBehaviorScalesDownToTheHighestOfFiveMinutesInclusive) {
    HpaNormalizer normalizer(hpaWith(1, 100, false), {});
    normalizer.normalize(at(0), 8, 8);
    EXPECT_EQ(normalizer.normalize(at(300), 8, 3).desired, 8);
    EXPECT_EQ(normalizer.normalize(at(300.001), 8, 3).desired, 3);
}

TEST(HpaNormalizer, withBehaviorTheWindowExcludesItsOwnAge) {
    HpaNormalizer normalizer(hpaWith(1, 100, true), {});
    normalizer.normalize(at(0), 8, 8);
    const auto kept = normalizer.normalize(at(299.999), 8, 3);
    EXPECT_EQ(kept.desired, 8);
    EXPECT_EQ(kept.stabilizedBy, HpaLimit::ScaleDownStabilized);
    HpaNormalizer other(hpaWith(1, 100, true), {});
    other.normalize(at(0), 8, 8);
    EXPECT_EQ(other.normalize(at(300), 8, 3).desired, 3);
}

TEST(HpaNormalizer, theFirstRecommendationIsWhatTheControllerFound) {
    HpaNormalizer normalizer(hpaWith(1, 100, true), {});
    normalizer.recordInitial(at(0), 9);
    normalizer.recordInitial(at(0), 20);
    EXPECT_EQ(normalizer.normalize(at(0), 9, 2).desired, 9);
}

TEST(HpaNormalizer, scaleUpWindowTakesTheLowest) {
    auto hpa = hpaWith(1, 100, true);
    hpa.behavior->scaleUp.stabilizationWindow = Duration::seconds(60);
    HpaNormalizer normalizer(hpa, {});
    normalizer.normalize(at(0), 4, 5);
    const auto result = normalizer.normalize(at(30), 4, 8);
    EXPECT_EQ(result.desired, 5);
    EXPECT_EQ(result.stabilizedBy, HpaLimit::ScaleUpStabilized);
}

TEST(HpaNormalizer, defaultUpPoliciesAddFourOrDouble) {
    HpaNormalizer normalizer(hpaWith(1, 100, true), {});
    EXPECT_EQ(normalizer.normalize(at(0), 1, 50).desired, 5);
    EXPECT_EQ(normalizer.normalize(at(0), 10, 50).desired, 20);
}

TEST(HpaNormalizer, countsWhatWasScaledInThePeriod) {
    HpaNormalizer normalizer(hpaWith(1, 100, true), {});
    normalizer.recordScaled(at(0), 10, 20);
    const auto limited = normalizer.normalize(at(14.999), 20, 50);
    EXPECT_EQ(limited.desired, 20);  // the period began with 10, which may double once
    EXPECT_EQ(limited.limitedBy, HpaLimit::ScaleUpLimit);
    EXPECT_EQ(normalizer.normalize(at(15), 20, 50).desired, 40);
}

TEST(HpaNormalizer, scaleDownsInThePeriodRaiseTheBase) {
    auto hpa = hpaWith(1, 100, true);
    hpa.behavior->scaleDown.stabilizationWindow = Duration{0};
    hpa.behavior->scaleDown.policies = {pods(4, 60)};
    HpaNormalizer normalizer(hpa, {});
    normalizer.recordScaled(at(0), 20, 17);
    EXPECT_EQ(normalizer.normalize(at(30), 17, 1).desired, 16);
    EXPECT_EQ(normalizer.normalize(at(60), 17, 1).desired, 13);
}

TEST(HpaNormalizer, percentRoundsUpWhenGrowingAndTruncatesWhenShrinking) {
    auto hpa = hpaWith(1, 100, true);
    hpa.behavior->scaleUp.policies = {percent(10, 60)};
    hpa.behavior->scaleDown.policies = {percent(10, 60)};
    hpa.behavior->scaleDown.stabilizationWindow = Duration{0};
    HpaNormalizer normalizer(hpa, {});
    EXPECT_EQ(normalizer.normalize(at(0), 5, 50).desired, 6);  // 5.5
    EXPECT_EQ(normalizer.normalize(at(0), 5, 1).desired, 4);   // 4.5
}

TEST(HpaNormalizer, selectPolicyMeansTheAmountOfChange) {
    auto hpa = hpaWith(1, 100, true);
    for (HpaScalingRules* rules : {&hpa.behavior->scaleUp, &hpa.behavior->scaleDown}) {
        rules->policies = {pods(2, 60), pods(5, 60)};
        rules->selectPolicy = HpaScalingRules::SelectPolicy::Min;
        rules->stabilizationWindow = Duration{0};
    }
    HpaNormalizer least(hpa, {});
    EXPECT_EQ(least.normalize(at(0), 10, 50).desired, 12);
    EXPECT_EQ(least.normalize(at(0), 10, 1).desired, 8);
    hpa.behavior->scaleUp.selectPolicy = hpa.behavior->scaleDown.selectPolicy = HpaScalingRules::SelectPolicy::Max;
    HpaNormalizer most(hpa, {});
    EXPECT_EQ(most.normalize(at(0), 10, 50).desired, 15);
    EXPECT_EQ(most.normalize(at(0), 10, 1).desired, 5);
    hpa.behavior->scaleDown.selectPolicy = HpaScalingRules::SelectPolicy::Disabled;
    HpaNormalizer disabled(hpa, {});
    EXPECT_EQ(disabled.normalize(at(0), 10, 1).desired, 10);
}

TEST(HpaNormalizer, staysBetweenMinAndMax) {
    HpaNormalizer normalizer(hpaWith(3, 6, true), {});
    EXPECT_EQ(normalizer.normalize(at(0), 5, 50).limitedBy, HpaLimit::TooManyReplicas);
    EXPECT_EQ(normalizer.normalize(at(1000), 5, 1).limitedBy, HpaLimit::TooFewReplicas);
}

TEST(HpaNormalizer, aGivenPolicyListReplacesTheDefaults) {
    model::HpaBehavior behavior;
    behavior.scaleUp.policies = {pods(1, 30)};
    const auto filled = withDefaults(behavior);
    EXPECT_EQ(filled.scaleUp.policies.size(), 1U);
    EXPECT_EQ(filled.scaleUp.stabilizationWindow, Duration{0});
    ASSERT_EQ(filled.scaleDown.policies.size(), 1U);
    EXPECT_EQ(filled.scaleDown.policies[0].type, HpaScalingPolicy::Type::Percent);
    EXPECT_FALSE(filled.scaleDown.stabilizationWindow.has_value());
}

RC_GTEST_PROP(HpaNormalizer, staysBetweenMinAndMaxAndNeverTurnsTheDirection, ()) {
    const int minimum = *rc::gen::inRange(1, 5);
    const int maximum = minimum + *rc::gen::inRange(0, 30);
    HpaNormalizer normalizer(hpaWith(minimum, maximum, *rc::gen::arbitrary<bool>()), {});
    int current = *rc::gen::inRange(minimum, maximum + 1);
    Instant now = at(0);
    normalizer.recordInitial(now, current);
    for (int sync = 0; sync < 40; ++sync) {
        const int proposed = *rc::gen::inRange(0, 60);
        const auto result = normalizer.normalize(now, current, proposed);
        RC_ASSERT(result.desired >= minimum);
        RC_ASSERT(result.desired <= maximum);
        RC_ASSERT(result.stabilized >= std::min(current, proposed));
        if (proposed > current) RC_ASSERT(result.desired >= current);
        if (result.desired != current) normalizer.recordScaled(now, current, result.desired);
        current = result.desired;
        now = now + Duration::seconds(*rc::gen::inRange(1, 60));
    }
}

}  // namespace
}  // namespace headroom::rules
