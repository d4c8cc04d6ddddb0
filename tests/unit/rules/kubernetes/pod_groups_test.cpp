#include "model/rules/kubernetes/pod_groups.h"

#include <gtest/gtest.h>

namespace headroom::rules {
namespace {

using model::Duration;
using model::Instant;

Instant at(double seconds) {
    return Instant::start() + Duration::fromSeconds(seconds);
}

HpaPod readyPod(double startedAt, double readyAt) {
    return {HpaPod::Phase::Running, false, at(startedAt), HpaPod::Readiness::True, at(readyAt)};
}

// Which group a pod is in at `now`: r, u, m, or - for none.
char groupOf(const HpaPod& pod, std::optional<PodSample> sample, double now, bool cpu = true) {
    const PodGroups groups = groupPods({pod}, {sample}, cpu, at(now), {});
    if (!groups.ready.empty()) return 'r';
    if (!groups.unready.empty()) return 'u';
    return groups.missing.empty() ? '-' : 'm';
}

TEST(PodGroups, leavesOutFailedAndDeletedPods) {
    HpaPod pod = readyPod(0, 0);
    pod.beingDeleted = true;
    EXPECT_EQ(groupOf(pod, PodSample{}, 1000), '-');
    pod = readyPod(0, 0);
    pod.phase = HpaPod::Phase::Failed;
    EXPECT_EQ(groupOf(pod, std::nullopt, 1000), '-');
}

TEST(PodGroups, pendingIsUnreadyAndNoSampleIsMissing) {
    HpaPod pod = readyPod(0, 0);
    EXPECT_EQ(groupOf(pod, std::nullopt, 1000), 'm');
    pod.phase = HpaPod::Phase::Pending;
    EXPECT_EQ(groupOf(pod, std::nullopt, 1000), 'u');
}

TEST(PodGroups, readinessMattersForCpuOnly) {
    HpaPod pod = readyPod(0, 0);
    pod.ready = HpaPod::Readiness::Absent;
    EXPECT_EQ(groupOf(pod, PodSample{}, 1000, true), 'u');
    EXPECT_EQ(groupOf(pod, PodSample{}, 1000, false), 'r');
    pod = readyPod(0, 0);
    pod.startTime.reset();
    EXPECT_EQ(groupOf(pod, PodSample{}, 1000), 'u');
}

TEST(PodGroups, inTheInitialPeriodASampleNeedsAWholeWindowSinceReady) {
    const HpaPod pod = readyPod(0, 20);
    const Duration window = Duration::seconds(15);
    EXPECT_EQ(groupOf(pod, PodSample{1, at(34.9), window}, 40), 'u');
    EXPECT_EQ(groupOf(pod, PodSample{1, at(35), window}, 40), 'r');
    EXPECT_EQ(groupOf(pod, PodSample{1, at(20), window}, 299), 'u');
    EXPECT_EQ(groupOf(pod, PodSample{1, at(20), window}, 300), 'r');
}

TEST(PodGroups, laterOnlyPodsThatWereNeverReadyAreLeftOut) {
    HpaPod pod = readyPod(0, 29.9);
    pod.ready = HpaPod::Readiness::False;
    EXPECT_EQ(groupOf(pod, PodSample{}, 299), 'u');
    EXPECT_EQ(groupOf(pod, PodSample{}, 300), 'u');
    pod.readyLastTransition = at(30);
    EXPECT_EQ(groupOf(pod, PodSample{}, 300), 'r');
    pod.ready = HpaPod::Readiness::Unknown;
    pod.readyLastTransition = at(10);
    EXPECT_EQ(groupOf(pod, PodSample{}, 300), 'r');
}

}  // namespace
}  // namespace headroom::rules
