#include "model/rules/kubernetes/hpa_controller.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::HpaMetric;
using model::Instant;
using Outcome = HpaDecision::Outcome;

const HpaMetric cpu60{HpaMetric::Type::Resource, "cpu", "", HpaMetric::TargetType::Utilization, 60};
const HpaMetric lag10{HpaMetric::Type::External, "lag", "", HpaMetric::TargetType::AverageValue, 10};

model::HorizontalPodAutoscaler hpaWith(std::vector<HpaMetric> metrics, bool behavior = true) {
    model::HorizontalPodAutoscaler hpa;
    hpa.minReplicas = 1;
    hpa.maxReplicas = 10;
    hpa.metrics = std::move(metrics);
    if (behavior) hpa.behavior.emplace();
    return hpa;
}

HpaMetricReading cpuReading(int pods, std::int64_t milli) {
    HpaMetricReading reading;
    for (int pod = 0; pod < pods; ++pod) {
        reading.podSamples.push_back(PodSample{milli, Instant::start() + Duration::seconds(10'000), Duration::seconds(15)});
        reading.requests.emplace_back(1000);
    }
    return reading;
}

HpaMetricReading lagReading(std::int64_t records) {
    HpaMetricReading reading;
    reading.values = {records * 1000};
    return reading;
}

HpaMetricReading unavailable() {
    HpaMetricReading reading;
    reading.available = false;
    reading.error = "no answer";
    return reading;
}

HpaInput inputWith(int replicas, std::vector<HpaMetricReading> readings) {
    HpaInput input;
    input.now = Instant::start() + Duration::seconds(10'000);
    input.specReplicas = input.statusReplicas = replicas;
    input.pods.assign(static_cast<std::size_t>(replicas),
                      {HpaPod::Phase::Running, false, Instant::start(), HpaPod::Readiness::True, Instant::start()});
    input.readings = std::move(readings);
    return input;
}

TEST(HpaController, saysWhyItScaled) {
    HpaController controller(hpaWith({cpu60}), {});
    const auto decision = controller.reconcile(inputWith(4, {cpuReading(4, 830)}));
    EXPECT_EQ(decision.desiredReplicas, 6);
    EXPECT_TRUE(decision.rescale);
    EXPECT_EQ(decision.reason.rule, "hpa.scaleUp");
    EXPECT_EQ(decision.reason.sentence, "HPA 4 → 6: ceil(4 × 83 / 60) = 6; policy allows 8");
    EXPECT_EQ(decision.reason.result, "6 replicas");
}

TEST(HpaController, saysWhatLimitedIt) {
    HpaController controller(hpaWith({lag10}), {});
    EXPECT_EQ(controller.reconcile(inputWith(4, {lagReading(95)})).reason.sentence,
              "HPA 4 → 8: ceil(95 / 10) = 10; policy allows 8");
    HpaController capped(hpaWith({lag10}), {});
    EXPECT_EQ(capped.reconcile(inputWith(8, {lagReading(500)})).reason.sentence,
              "HPA 8 → 10: ceil(500 / 10) = 50; maxReplicas 10");
    HpaController stabilized(hpaWith({lag10}, false), {});
    EXPECT_EQ(stabilized.reconcile(inputWith(8, {lagReading(10)})).reason.sentence,
              "HPA 8 → 8: ceil(10 / 10) = 1; ScaleDownStabilized to 8");
}

TEST(HpaController, takesTheLargestProposal) {
    HpaController controller(hpaWith({cpu60, lag10}), {});
    const auto decision = controller.reconcile(inputWith(4, {cpuReading(4, 830), lagReading(75)}));
    EXPECT_EQ(decision.metric, 1U);
    EXPECT_EQ(decision.desiredReplicas, 8);
    EXPECT_EQ(decision.reason.sentence, "HPA 4 → 8: lag ceil(75 / 10) = 8; policy allows 8");
}

TEST(HpaController, aFailedMetricForbidsScalingDownButNotUp) {
    HpaController controller(hpaWith({cpu60, lag10}), {});
    const auto up = controller.reconcile(inputWith(4, {unavailable(), lagReading(60)}));
    EXPECT_EQ(up.desiredReplicas, 6);
    EXPECT_EQ(up.error, "no answer");
    HpaController other(hpaWith({cpu60, lag10}), {});
    const auto down = other.reconcile(inputWith(4, {unavailable(), lagReading(5)}));
    EXPECT_EQ(down.outcome, Outcome::MetricsFailed);
    EXPECT_EQ(down.desiredReplicas, 4);
    EXPECT_EQ(other.reconcile(inputWith(4, {unavailable(), unavailable()})).outcome, Outcome::MetricsFailed);
}

TEST(HpaController, doesNothingAtZeroReplicas) {
    HpaController controller(hpaWith({lag10}), {});
    const auto decision = controller.reconcile(inputWith(0, {lagReading(500)}));
    EXPECT_EQ(decision.outcome, Outcome::ScalingDisabled);
    EXPECT_FALSE(decision.rescale);
    auto scaleToZero = hpaWith({lag10});
    scaleToZero.minReplicas = 0;
    EXPECT_EQ(HpaController(scaleToZero, {}).reconcile(inputWith(0, {lagReading(30)})).desiredReplicas, 3);
}

TEST(HpaController, outsideMinAndMaxItLooksAtNothingElse) {
    HpaController controller(hpaWith({lag10}), {});
    EXPECT_EQ(controller.reconcile(inputWith(30, {unavailable()})).desiredReplicas, 10);
    auto hpa = hpaWith({lag10});
    hpa.minReplicas = 5;
    const auto decision = HpaController(hpa, {}).reconcile(inputWith(2, {unavailable()}));
    EXPECT_EQ(decision.desiredReplicas, 5);
    EXPECT_EQ(decision.reason.sentence, "HPA 2 → 5: 2 are below minReplicas 5");
}

TEST(HpaController, behaviorMayGiveItsOwnTolerance) {
    auto hpa = hpaWith({cpu60});
    EXPECT_EQ(HpaController(hpa, {}).reconcile(inputWith(4, {cpuReading(4, 640)})).desiredReplicas, 4);
    hpa.behavior->scaleUp.tolerance = 0.01;
    EXPECT_EQ(HpaController(hpa, {}).reconcile(inputWith(4, {cpuReading(4, 640)})).desiredReplicas, 5);
}

TEST(HpaController, withoutMetricsItUsesEightyPercentCpu) {
    HpaController controller(hpaWith({}), {});
    EXPECT_EQ(controller.reconcile(inputWith(2, {cpuReading(2, 1200)})).desiredReplicas, 3);
    EXPECT_THROW(controller.reconcile(inputWith(2, {})), std::logic_error);
}

}  // namespace
}  // namespace headroom::rules
