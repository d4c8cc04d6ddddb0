#include "sim/components/kubernetes/cfs_quota.h"

#include <gtest/gtest.h>

#include <vector>

#include "sim/infrastructure/native/native_infrastructure.h"
#include "tests/unit/sim/kubernetes/lab.h"

namespace headroom::sim {
namespace {

constexpr Duration period = Duration::milliseconds(100);

class CfsQuotaTest : public ::testing::Test, public WorkListener, public EventTarget {
public:
    void onWork(std::uint64_t, WorkOutcome outcome) override {
        EXPECT_EQ(outcome, WorkOutcome::Completed);
        ends.push_back(kernel.now().ns);
    }
    void onEvent(std::uint32_t code, std::uint64_t ns) override {
        for (std::uint32_t i = 0; i < code; ++i)
            infrastructure->startCpu(cgroup, Duration{static_cast<std::int64_t>(ns)}, *this, 0);
    }
    void limit(Duration quotaTime) {
        quota = std::make_unique<CfsQuota>(kernel, *infrastructure, cgroup, quotaTime, period, Instant::start(), counters);
    }
    /// `threads` threads with `work` each begin at an instant.
    void startAt(Duration at, std::uint32_t threads, Duration work) {
        kernel.schedule(Instant::start() + at, *this, threads, static_cast<std::uint64_t>(work.ns));
    }

    Kernel kernel;
    std::unique_ptr<Infrastructure> infrastructure = makeNativeInfrastructure(kernel);
    HostIndex host = infrastructure->addHost("host", 8);
    CgroupIndex cgroup = infrastructure->addCgroup(host, 1000);
    CfsCounters counters;
    std::unique_ptr<CfsQuota> quota;
    std::vector<std::int64_t> ends;
};

// n threads use the quota in quota/n and stand still for the rest of each period: the k-th period gives quota·k in all.
TEST_F(CfsQuotaTest, ThreadsBurstThenStandStillUntilThePeriodEnds) {
    limit(Duration::milliseconds(100));  // one core
    startAt(Duration{0}, 4, Duration::milliseconds(60));
    kernel.runUntil(Instant{10'000'000'000});
    // 240 ms of work: 100 in [0, 25], 100 in [100, 125], the last 40 in [200, 210].
    EXPECT_EQ(ends, (std::vector<std::int64_t>(4, 210'000'000)));
    EXPECT_EQ(counters.throttledPeriods, 2);
    EXPECT_EQ(counters.throttledTime, Duration::milliseconds(150));
}

TEST_F(CfsQuotaTest, ClosedFormHoldsForManyThreadsAndLimits) {
    limit(Duration::milliseconds(50));  // half a core
    startAt(Duration{0}, 3, Duration::milliseconds(70));
    kernel.runUntil(Instant{10'000'000'000});
    // 210 ms: four periods of 50, then 10 ms by three threads; each period's burst is 50/3 ms, whole nanoseconds.
    ASSERT_EQ(ends.size(), 3U);
    for (const std::int64_t end : ends) EXPECT_NEAR(static_cast<double>(end), 403'333'333.3, 8.0);  // a ns of rounding a period
    EXPECT_EQ(counters.throttledPeriods, 4);
}

TEST_F(CfsQuotaTest, QuotaUsedUpSlowlyInAPeriodStillThrottles) {
    limit(Duration::milliseconds(100));
    startAt(Duration{0}, 3, Duration::milliseconds(30));                 // 90 ms by 30 ms
    startAt(Duration::milliseconds(30), 1, Duration::milliseconds(50));  // 10 ms left until 100 ms
    kernel.runUntil(Instant{10'000'000'000});
    EXPECT_EQ(ends.back(), 140'000'000);
    EXPECT_EQ(counters.throttledPeriods, 1);
    EXPECT_EQ(counters.throttledTime, Duration::milliseconds(60));
}

TEST_F(CfsQuotaTest, ArrivingLateInAPeriodFindsItsWholeQuota) {
    limit(Duration::milliseconds(100));
    startAt(Duration::milliseconds(1'090), 4, Duration::milliseconds(30));
    kernel.runUntil(Instant{10'000'000'000});
    // 40 ms in [1090, 1100] without exhausting; then 80 ms in 20 ms of the next period.
    EXPECT_EQ(ends, (std::vector<std::int64_t>(4, 1'120'000'000)));
    EXPECT_EQ(counters.throttledPeriods, 0);
}

TEST_F(CfsQuotaTest, WithinTheLimitNothingIsScheduled) {
    limit(Duration::milliseconds(200));  // two cores
    startAt(Duration{0}, 2, Duration::seconds(10));
    kernel.runUntil(Instant{5'000'000'000});
    EXPECT_EQ(kernel.dispatchedEvents(), 1U);
    EXPECT_EQ(kernel.pendingEvents(), 1U);  // the end of the work
    kernel.runUntil(Instant{20'000'000'000});
    EXPECT_EQ(ends, (std::vector<std::int64_t>(2, 10'000'000'000)));
    EXPECT_EQ(counters.throttledPeriods, 0);
}

TEST_F(CfsQuotaTest, RoundingDoesNotAddUpOverManyPeriods) {
    limit(Duration::milliseconds(100));
    startAt(Duration{0}, 7, Duration::seconds(100));
    kernel.runUntil(Instant{600'000'000'000});
    // 6000 periods end at 600 s, each with 100 ms.
    EXPECT_NEAR(static_cast<double>(infrastructure->cpuUsed(cgroup).ns), 600e9, 10.0);
    EXPECT_EQ(counters.throttledPeriods, 6000);
}

// A pod of a world: a limit below its node's cores is a quota, one that is the whole node is none.
TEST(CfsQuotaInAWorld, AppliesBelowTheNodesCoresOnly) {
    for (const bool isLimited : {true, false}) {
        model::Scenario scenario;
        model::NodeGroup group;
        group.name = "pool";
        group.cpu = model::MilliCpu{isLimited ? 4000 : 1000};
        scenario.nodes.push_back(group);
        scenario.services.push_back(testing::service("web", 1));
        scenario.services[0].deployment.limits.cpu = model::MilliCpu{1000};
        scenario.services[0].operations[0].steps = {testing::cpuStep(0.05)};
        scenario.clients.push_back(testing::client("web", {{testing::hold(100)}}));  // five cores asked for
        testing::Lab lab(scenario);
        lab.runTo(10);
        EXPECT_NEAR(lab.last("service/web", "cpuSeconds"), 10.0, 0.2);
        EXPECT_EQ(lab.last("service/web", "throttledSeconds") > 5, isLimited);
        EXPECT_EQ(lab.last("pod/web-0", "throttledPeriods") > 90, isLimited);
    }
}

}  // namespace
}  // namespace headroom::sim
