#include "model/rules/kubernetes/replica_calculator.h"

#include <gtest/gtest.h>

#include <limits>

namespace headroom::rules {
namespace {

using model::Duration;
using model::HpaMetric;
using model::Instant;
using Type = HpaMetric::Type;
using Target = HpaMetric::TargetType;

const Instant now = Instant::start() + Duration::seconds(10'000);

HpaInput inputWith(int replicas) {
    HpaInput input;
    input.now = now;
    input.specReplicas = input.statusReplicas = replicas;
    input.pods.assign(static_cast<std::size_t>(replicas),
                      {HpaPod::Phase::Running, false, Instant::start(), HpaPod::Readiness::True, Instant::start()});
    return input;
}

HpaMetricReading samples(const std::vector<std::optional<std::int64_t>>& values, std::int64_t request = 1000) {
    HpaMetricReading reading;
    for (const auto& value : values) {
        reading.podSamples.push_back(value ? std::optional(PodSample{*value, now, Duration::seconds(15)}) : std::nullopt);
        reading.requests.emplace_back(request);
    }
    return reading;
}

HpaMetricReading values(std::vector<std::int64_t> series) {
    HpaMetricReading reading;
    reading.values = std::move(series);
    return reading;
}

ReplicaProposal propose(const HpaMetric& metric, const HpaMetricReading& reading, const HpaInput& input) {
    return ReplicaCalculator({}).propose(metric, reading, input, {});
}

const HpaMetric cpu60{Type::Resource, "cpu", "", Target::Utilization, 60};

TEST(Tolerances, includeBothEnds) {
    const Tolerances tolerances{0.25, 0.5};
    EXPECT_TRUE(tolerances.within(0.75));
    EXPECT_TRUE(tolerances.within(1.5));
    EXPECT_FALSE(tolerances.within(0.7499));
    EXPECT_FALSE(tolerances.within(1.5001));
}

TEST(ReplicaCalculator, utilizationIsTruncatedBeforeItIsCompared) {
    const auto proposal = propose(cpu60, samples({839, 839, 839, 839}), inputWith(4));
    EXPECT_EQ(proposal.usage, 83);  // 83.9 %
    EXPECT_EQ(proposal.replicas, 6);
    EXPECT_EQ(proposal.formula, "ceil(4 × 83 / 60) = 6");
}

TEST(ReplicaCalculator, keepsWithinTheTolerance) {
    EXPECT_EQ(propose(cpu60, samples({660, 669}), inputWith(2)).replicas, 2);  // 66 %: 1.1
    EXPECT_EQ(propose(cpu60, samples({670, 670}), inputWith(2)).replicas, 3);  // 67 %
    EXPECT_EQ(propose(cpu60, samples({540, 540}), inputWith(2)).replicas, 2);  // 54 %: 0.9
    EXPECT_EQ(propose(cpu60, samples({100, 100}), inputWith(2)).replicas, 1);
}

TEST(ReplicaCalculator, multipliesTheReadyPodsNotTheCurrentReplicas) {
    HpaInput input = inputWith(2);
    input.specReplicas = 5;
    EXPECT_EQ(propose(cpu60, samples({1200, 1200}), input).replicas, 4);
}

TEST(ReplicaCalculator, missingPodsCountAsIdleWhenScalingUp) {
    // 120 % over one pod, 60 % over both: within the tolerance.
    EXPECT_EQ(propose(cpu60, samples({1200, std::nullopt}), inputWith(2)).replicas, 2);
    // 180 % over one, 90 % over two.
    EXPECT_EQ(propose(cpu60, samples({1800, std::nullopt}), inputWith(2)).replicas, 3);
}

TEST(ReplicaCalculator, missingPodsCountAsFullWhenScalingDown) {
    // 10 % over three, (300 + 1000) / 4000 = 32 % over four.
    EXPECT_EQ(propose(cpu60, samples({100, 100, 100, std::nullopt}), inputWith(4)).replicas, 3);
    // A target above 100 % fills in the target: (100 + 2000) / 2000 = 105 %.
    HpaMetric over = cpu60;
    over.target = 200;
    EXPECT_EQ(propose(over, samples({100, std::nullopt}), inputWith(2)).ratio, 105 / 200.0);
}

TEST(ReplicaCalculator, aRatioOfOneLeavesMissingPodsOut) {
    EXPECT_EQ(propose(cpu60, samples({600, std::nullopt, std::nullopt}), inputWith(3)).replicas, 3);
}

TEST(ReplicaCalculator, neverTurnsTheDirection) {
    // 70 % over one of two pods asks for more; with the other idle it would ask for less.
    EXPECT_EQ(propose(cpu60, samples({700, std::nullopt}), inputWith(2)).replicas, 2);
}

TEST(ReplicaCalculator, unreadyPodsCountAsIdleWhenScalingUpOnly) {
    HpaInput input = inputWith(3);
    input.pods[2].phase = HpaPod::Phase::Pending;
    EXPECT_EQ(propose(cpu60, samples({1200, 1200, std::nullopt}), input).replicas, 4);  // 80 % over three
    EXPECT_EQ(propose(cpu60, samples({150, 150, std::nullopt}), input).replicas, 1);    // 15 % over two
}

TEST(ReplicaCalculator, failsWithoutSamplesRequestsOrPods) {
    EXPECT_TRUE(propose(cpu60, samples({std::nullopt}), inputWith(1)).failed);
    EXPECT_TRUE(propose(cpu60, samples({}), inputWith(0)).failed);
    HpaMetricReading reading = samples({1, 1});
    reading.requests[1].reset();
    EXPECT_TRUE(propose(cpu60, reading, inputWith(2)).failed);
    reading = samples({1, 1});
    reading.available = false;
    reading.error = "metrics-server is away";
    EXPECT_EQ(propose(cpu60, reading, inputWith(2)).error, "metrics-server is away");
    EXPECT_TRUE(propose(cpu60, samples({1}, 0), inputWith(1)).failed);
}

TEST(ReplicaCalculator, averagesAreIntegerDivisions) {
    const HpaMetric metric{Type::Pods, "requests", "", Target::AverageValue, 0.1};
    const auto proposal = propose(metric, samples({110, 111}), inputWith(2));
    EXPECT_EQ(proposal.usage, 0.11);  // 110.5 thousandths
    EXPECT_EQ(proposal.replicas, 2);
    EXPECT_EQ(propose(metric, samples({111, 111}), inputWith(2)).replicas, 3);
}

TEST(ReplicaCalculator, cpuAverageIsInMillicores) {
    const HpaMetric metric{Type::Resource, "cpu", "", Target::AverageValue, 250};
    const auto proposal = propose(metric, samples({500, 500}), inputWith(2));
    EXPECT_EQ(proposal.usage, 500);
    EXPECT_EQ(proposal.replicas, 4);
}

TEST(ReplicaCalculator, externalAverageIsUsageByTargetAndUsesStatusReplicas) {
    const HpaMetric lag{Type::External, "lag", "", Target::AverageValue, 10};
    HpaInput input = inputWith(2);
    const auto proposal = propose(lag, values({30'000, 15'000}), input);
    EXPECT_EQ(proposal.replicas, 5);
    EXPECT_EQ(proposal.formula, "ceil(45 / 10) = 5");
    input.statusReplicas = 4;  // 45 / 40 is above the tolerance, 44 / 40 is not
    EXPECT_EQ(propose(lag, values({45'000}), input).replicas, 5);
    EXPECT_EQ(propose(lag, values({44'000}), input).replicas, 4);
    input.statusReplicas = 0;
    EXPECT_EQ(propose(lag, values({0}), input).replicas, 0);
    EXPECT_EQ(propose(lag, values({1}), input).replicas, 1);
}

TEST(ReplicaCalculator, externalValueMultipliesRunningReadyPods) {
    const HpaMetric depth{Type::External, "depth", "", Target::Value, 10};
    HpaInput input = inputWith(4);
    input.pods[0].ready = HpaPod::Readiness::False;
    input.pods[1].phase = HpaPod::Phase::Pending;
    EXPECT_EQ(propose(depth, values({20'000}), input).replicas, 4);
    EXPECT_EQ(propose(depth, values({10'500}), input).replicas, 4);  // within the tolerance: current
    input.specReplicas = 0;
    EXPECT_EQ(propose(depth, values({10'500}), input).replicas, 2);  // no tolerance at 0
    EXPECT_EQ(propose(depth, values({0}), input).replicas, 0);
}

TEST(ReplicaCalculator, hugeValuesAreCapped) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const HpaMetric value{Type::External, "v", "", Target::Value, 0.001};
    EXPECT_EQ(propose(value, values({most, most}), inputWith(1)).replicas, std::numeric_limits<std::int32_t>::max());
    const HpaMetric average{Type::External, "a", "", Target::AverageValue, 0.001};
    EXPECT_EQ(propose(average, values({most, 5}), inputWith(1)).replicas, std::numeric_limits<std::int32_t>::max());
}

}  // namespace
}  // namespace headroom::rules
