#include "model/rules/kubernetes/keda_scale_loop.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

TEST(KedaScaleLoop, activatesFromZero) {
    KedaScaleLoop loop({}, at(0));
    EXPECT_EQ(loop.poll(at(0), 0, false).replicas, std::nullopt);
    const auto decision = loop.poll(at(30), 0, true);
    EXPECT_EQ(decision.replicas, 1);
    EXPECT_EQ(decision.reason.sentence, "KEDA 0 → 1: a trigger is active");
    EXPECT_EQ(loop.lastActive(), at(30));
}

TEST(KedaScaleLoop, activatesToTheMinimum) {
    model::ScaledObject scaledObject;
    scaledObject.minReplicaCount = 3;
    KedaScaleLoop loop(scaledObject, at(0));
    EXPECT_EQ(loop.poll(at(0), 0, true).replicas, 3);
    EXPECT_EQ(loop.poll(at(0), 2, false).replicas, 3);
    EXPECT_EQ(loop.poll(at(10'000), 5, false).replicas, std::nullopt);
}

TEST(KedaScaleLoop, goesToZeroStrictlyAfterTheCooldown) {
    KedaScaleLoop loop({}, at(0));
    loop.poll(at(0.7), 2, true);
    EXPECT_EQ(loop.lastActive(), at(0));  // the API keeps whole seconds
    EXPECT_EQ(loop.poll(at(300), 2, false).replicas, std::nullopt);
    const auto decision = loop.poll(at(300.1), 2, false);
    EXPECT_EQ(decision.replicas, 0);
    EXPECT_EQ(decision.reason.sentence, "KEDA 2 → 0: no trigger active for more than 300 s");
}

TEST(KedaScaleLoop, neverActiveItWaitsForTheInitialCooldownOnly) {
    model::ScaledObject scaledObject;
    scaledObject.initialCooldownPeriod = Duration::seconds(60);
    KedaScaleLoop loop(scaledObject, at(0));
    EXPECT_EQ(loop.poll(at(60), 1, false).replicas, std::nullopt);
    EXPECT_EQ(loop.poll(at(61), 1, false).replicas, 0);
}

TEST(KedaScaleLoop, errorsNeitherDeactivateNorCountAsActivity) {
    KedaScaleLoop loop({}, at(0));
    EXPECT_EQ(loop.poll(at(1000), 2, false, true).replicas, std::nullopt);
    loop.poll(at(1000), 2, true, true);
    EXPECT_EQ(loop.lastActive(), std::nullopt);
    EXPECT_EQ(loop.poll(at(1000), 0, true, true).replicas, 1);
}

}  // namespace
}  // namespace headroom::rules
