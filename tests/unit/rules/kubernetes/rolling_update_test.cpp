#include "model/rules/kubernetes/rolling_update.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace headroom::rules {
namespace {

model::RollingUpdate inPods(int surge, int unavailable) {
    return {surge, unavailable, false, false};
}

TEST(RollingUpdate, surgeRoundsUpAndUnavailableDown) {
    EXPECT_EQ(resolveFenceposts({}, 10), (Fenceposts{3, 2}));
    EXPECT_EQ(resolveFenceposts({}, 1), (Fenceposts{1, 0}));
    EXPECT_EQ(resolveFenceposts({0, 25, true, true}, 3), (Fenceposts{0, 1}));  // both would be 0
    EXPECT_EQ(resolveFenceposts(inPods(2, 0), 3), (Fenceposts{2, 0}));
}

TEST(RollingUpdate, growsTheNewSetFirst) {
    const auto step = rollingStep(10, {}, {0, 0}, {{10, 10}});
    EXPECT_EQ(step.newReplicas, 3);
    EXPECT_EQ(step.oldReplicas, std::vector<int>{10});
    EXPECT_TRUE(step.changed);
}

TEST(RollingUpdate, thenShrinksTheOldSetByWhatMayBeUnavailable) {
    const auto step = rollingStep(10, {}, {3, 0}, {{10, 10}});
    EXPECT_EQ(step.newReplicas, 3);
    EXPECT_EQ(step.oldReplicas, std::vector<int>{8});
}

TEST(RollingUpdate, removesUnavailablePodsBeforeAvailableOnesOldestSetFirst) {
    const auto step = rollingStep(10, inPods(3, 2), {5, 5}, {{3, 3}, {5, 2}});
    // 13 pods, 8 must be available: budget 5; 3 unavailable ones go, then 10 - 8 = 2 of the oldest set.
    EXPECT_EQ(step.oldReplicas, (std::vector<int>{1, 2}));
}

TEST(RollingUpdate, holdsWhileNewPodsAreNotAvailable) {
    const auto step = rollingStep(10, {}, {5, 0}, {{8, 8}});
    EXPECT_FALSE(step.changed);
}

TEST(RollingUpdate, endsWithTheNewSetAlone) {
    EXPECT_FALSE(rollingStep(3, {}, {3, 3}, {{0, 0}}).changed);
    EXPECT_EQ(rollingStep(3, {}, {5, 5}, {}).newReplicas, 3);
}

TEST(RollingUpdate, aPodIsAvailableAfterMinReadySeconds) {
    EXPECT_EQ(availableAt(model::Instant::start(), model::Duration::seconds(10)).sinceStart(), model::Duration::seconds(10));
}

RC_GTEST_PROP(RollingUpdate, keepsItsPromisesUntilItIsDone, ()) {
    const int replicas = *rc::gen::inRange(1, 20);
    const model::RollingUpdate update{*rc::gen::inRange(0, 101), *rc::gen::inRange(0, 101), *rc::gen::arbitrary<bool>(),
                                      *rc::gen::arbitrary<bool>()};
    const Fenceposts posts = resolveFenceposts(update, replicas);
    ReplicaSetState fresh;
    std::vector<ReplicaSetState> olds{{replicas, replicas}};
    int steps = 0;
    while (fresh != ReplicaSetState{replicas, replicas} || olds[0].replicas > 0) {
        const RollingStep step = rollingStep(replicas, update, fresh, olds);
        fresh.replicas = step.newReplicas;
        olds[0].replicas = step.oldReplicas[0];
        olds[0].available = std::min(olds[0].available, olds[0].replicas);
        RC_ASSERT(fresh.replicas + olds[0].replicas <= replicas + posts.surge);
        RC_ASSERT(fresh.available + olds[0].available >= replicas - posts.unavailable);
        if (!step.changed) {
            RC_ASSERT(fresh.available < fresh.replicas);  // only waiting for pods, never stuck
            ++fresh.available;
        }
        RC_ASSERT(++steps < 200);
    }
}

}  // namespace
}  // namespace headroom::rules
