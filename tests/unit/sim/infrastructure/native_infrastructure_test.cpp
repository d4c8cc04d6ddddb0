#include "sim/infrastructure/native/native_infrastructure.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

namespace headroom::sim {
namespace {

struct End {
    std::uint64_t token;
    std::int64_t at;
    WorkOutcome outcome;
    bool operator==(const End&) const = default;
};

class NativeInfrastructure : public testing::Test, public WorkListener {
protected:
    void onWork(std::uint64_t token, WorkOutcome outcome) override {
        ends.push_back({token, kernel.now().ns, outcome});
        if (then) then(token);
    }
    WorkHandle cpu(CgroupIndex group, std::int64_t ns, std::uint64_t token) {
        return physics->startCpu(group, Duration{ns}, *this, token);
    }
    std::map<std::uint64_t, std::int64_t> run() {
        kernel.runUntil(Instant::never());
        std::map<std::uint64_t, std::int64_t> byToken;
        for (const End& end : ends) byToken[end.token] = end.at;
        return byToken;
    }

    Kernel kernel;
    std::unique_ptr<Infrastructure> physics = makeNativeInfrastructure(kernel);
    std::vector<End> ends;
    std::function<void(std::uint64_t)> then;
};

using Times = std::map<std::uint64_t, std::int64_t>;

TEST_F(NativeInfrastructure, RunsAJobAloneAtOneCore) {
    const CgroupIndex group = physics->addCgroup(physics->addHost("h", 4), 1);
    cpu(group, 1000, 1);
    EXPECT_EQ(physics->cpuRate(group), 1);
    EXPECT_TRUE(ends.empty());
    EXPECT_EQ(run(), (Times{{1, 1000}}));
    EXPECT_EQ(physics->cpuUsed(group), Duration{1000});
    EXPECT_EQ(physics->cpuRate(group), 0);
}

TEST_F(NativeInfrastructure, GivesNoJobMoreThanOneCore) {
    const CgroupIndex group = physics->addCgroup(physics->addHost("h", 4), 1);
    for (std::uint64_t i = 0; i < 4; ++i) cpu(group, 1000, i);
    EXPECT_EQ(physics->cpuRate(group), 4);
    EXPECT_EQ(run(), (Times{{0, 1000}, {1, 1000}, {2, 1000}, {3, 1000}}));
}

TEST_F(NativeInfrastructure, SharesCoresByWeightWhenOversubscribed) {
    const HostIndex host = physics->addHost("h", 1);
    const CgroupIndex heavy = physics->addCgroup(host, 3);
    const CgroupIndex light = physics->addCgroup(host, 1);
    cpu(heavy, 750, 1);
    cpu(light, 1000, 2);
    EXPECT_EQ(physics->cpuRate(heavy), 0.75);
    // The light one has received 250 when the heavy one ends at 1000, and then runs alone.
    EXPECT_EQ(run(), (Times{{1, 1000}, {2, 1750}}));
}

TEST_F(NativeInfrastructure, WaterFillsWhatACappedCgroupLeaves) {
    const HostIndex host = physics->addHost("h", 4);
    const CgroupIndex capped = physics->addCgroup(host, 100);
    const CgroupIndex a = physics->addCgroup(host, 1);
    const CgroupIndex b = physics->addCgroup(host, 2);
    cpu(capped, 1'000'000, 0);
    for (std::uint64_t i = 0; i < 4; ++i) {
        cpu(a, 1'000'000, 10 + i);
        cpu(b, 1'000'000, 20 + i);
    }
    EXPECT_EQ(physics->cpuRate(capped), 1);
    EXPECT_DOUBLE_EQ(physics->cpuRate(a), 1);
    EXPECT_DOUBLE_EQ(physics->cpuRate(b), 2);
}

TEST_F(NativeInfrastructure, RoundsAnEndUpToTheNextNanosecond) {
    const CgroupIndex group = physics->addCgroup(physics->addHost("h", 3), 1);
    for (std::uint64_t i = 0; i < 4; ++i) cpu(group, 10, i);
    // 10 / (3/4) = 13.33
    EXPECT_EQ(run(), (Times{{0, 14}, {1, 14}, {2, 14}, {3, 14}}));
    EXPECT_EQ(physics->cpuUsed(group), Duration{40});
}

TEST_F(NativeInfrastructure, KeepsWorkWhileSuspendedAndNestsSuspensions) {
    const CgroupIndex group = physics->addCgroup(physics->addHost("h", 1), 1);
    cpu(group, 1000, 1);
    kernel.runUntil({400});
    physics->suspend(group);
    physics->suspend(group);
    EXPECT_EQ(physics->cpuRate(group), 0);
    kernel.runUntil({1000});
    physics->resume(group);
    EXPECT_EQ(physics->cpuRate(group), 0);
    kernel.runUntil({2000});
    physics->resume(group);
    EXPECT_EQ(physics->cpuUsed(group), Duration{400});
    EXPECT_EQ(run(), (Times{{1, 2600}}));
    EXPECT_THROW(physics->resume(group), std::logic_error);
}

TEST_F(NativeInfrastructure, CancelsWithoutTellingAndFreesTheShare) {
    const CgroupIndex group = physics->addCgroup(physics->addHost("h", 1), 1);
    const WorkHandle first = cpu(group, 1000, 1);
    cpu(group, 1000, 2);
    kernel.runUntil({500});
    EXPECT_TRUE(physics->cancel(first));
    EXPECT_FALSE(physics->cancel(first));
    EXPECT_EQ(run(), (Times{{2, 1250}}));
    EXPECT_EQ(physics->cpuUsed(group), Duration{1250});
}

TEST_F(NativeInfrastructure, FailsTheWorkOfAHostThatGoesDownAndNewWorkThere) {
    const HostIndex host = physics->addHost("h", 1);
    const CgroupIndex group = physics->addCgroup(host, 1);
    cpu(group, 1000, 1);
    kernel.runUntil({100});
    physics->setHostUp(host, false);
    EXPECT_TRUE(ends.empty());
    cpu(group, 1000, 2);
    EXPECT_TRUE(ends.empty());
    kernel.runUntil({200});
    physics->setHostUp(host, true);
    cpu(group, 1000, 3);
    run();
    EXPECT_EQ(ends, (std::vector<End>{
                        {1, 100, WorkOutcome::Failed}, {2, 100, WorkOutcome::Failed}, {3, 1200, WorkOutcome::Completed}}));
    EXPECT_EQ(physics->cpuUsed(group), Duration{1100});
}

TEST_F(NativeInfrastructure, RemovingACgroupEndsItsWorkSilently) {
    const HostIndex host = physics->addHost("h", 1);
    const CgroupIndex gone = physics->addCgroup(host, 1);
    const CgroupIndex left = physics->addCgroup(host, 1);
    cpu(gone, 1000, 1);
    cpu(left, 1000, 2);
    kernel.runUntil({1000});
    physics->removeCgroup(gone);
    EXPECT_EQ(run(), (Times{{2, 1500}}));
    cpu(gone, 1, 3);
    run();
    EXPECT_EQ(ends.back().outcome, WorkOutcome::Failed);
}

class Watcher final : public Infrastructure::RateWatcher {
public:
    void onRateChanged(CgroupIndex, double cores) override { rates.push_back(cores); }
    std::vector<double> rates;
};

TEST_F(NativeInfrastructure, TellsAWatcherEachSettledRateOnce) {
    const HostIndex host = physics->addHost("h", 2);
    const CgroupIndex group = physics->addCgroup(host, 1);
    const CgroupIndex other = physics->addCgroup(host, 1);
    Watcher watcher;
    physics->watchRate(group, &watcher);
    int left = 3;
    then = [&](std::uint64_t) {
        if (--left > 0) cpu(group, 100, 1);  // the next job starts as the last one ends: no change of rate
    };
    cpu(group, 100, 1);
    run();
    EXPECT_EQ(watcher.rates, (std::vector<double>{1, 0}));
    then = nullptr;
    watcher.rates.clear();
    cpu(group, 1000, 1);
    cpu(group, 1000, 2);
    cpu(other, 500, 3);
    cpu(other, 500, 4);
    run();
    EXPECT_EQ(watcher.rates.front(), 1);
    EXPECT_EQ(watcher.rates.back(), 0);
    EXPECT_EQ(std::count(watcher.rates.begin(), watcher.rates.end(), 2.0), 2);
}

TEST_F(NativeInfrastructure, MovesBytesAfterTheLatency) {
    const LinkIndex link = physics->addLink("l", Bandwidth{1e9});
    physics->startTransfer(&link, 1, Duration{500}, Bytes{1000}, *this, 1);
    kernel.runUntil({1000});
    EXPECT_DOUBLE_EQ(physics->linkBytes(link), 500);
    EXPECT_EQ(run(), (Times{{1, 1500}}));
    EXPECT_DOUBLE_EQ(physics->linkBytes(link), 1000);
}

TEST_F(NativeInfrastructure, SharesLinksMaxMinFairly) {
    const LinkIndex narrow = physics->addLink("narrow", Bandwidth{1e9});
    const LinkIndex wide = physics->addLink("wide", Bandwidth{4e9});
    const LinkIndex both[] = {narrow, wide};
    physics->startTransfer(both, 2, Duration{0}, Bytes{1000}, *this, 1);
    physics->startTransfer(&narrow, 1, Duration{0}, Bytes{500}, *this, 2);
    physics->startTransfer(&wide, 1, Duration{0}, Bytes{7000}, *this, 3);
    // 1 and 2 get 0.5 each, 3 gets 3.5 until 2 ends at 1000; then 1 gets 1 and 3 gets 3 until 1500; 3 has 2000 left: +500.
    EXPECT_EQ(run(), (Times{{1, 1500}, {2, 1000}, {3, 2000}}));
}

TEST_F(NativeInfrastructure, TakesOnlyTheLatencyOverUnlimitedLinks) {
    const LinkIndex free = physics->addLink("free", Bandwidth{0});
    physics->startTransfer(&free, 1, Duration{500}, Bytes{1'000'000}, *this, 1);
    physics->startTransfer(nullptr, 0, Duration{0}, Bytes{1'000'000}, *this, 2);
    EXPECT_EQ(run(), (Times{{1, 500}, {2, 0}}));
    EXPECT_DOUBLE_EQ(physics->linkBytes(free), 1'000'000);
}

TEST_F(NativeInfrastructure, FailsTransfersOverALinkThatGoesDown) {
    const LinkIndex link = physics->addLink("l", Bandwidth{1e9});
    const LinkIndex other = physics->addLink("o", Bandwidth{1e9});
    physics->startTransfer(&link, 1, Duration{0}, Bytes{1000}, *this, 1);
    physics->startTransfer(&link, 1, Duration{900}, Bytes{1000}, *this, 2);
    physics->startTransfer(&other, 1, Duration{0}, Bytes{1000}, *this, 3);
    kernel.runUntil({400});
    physics->setLinkUp(link, false);
    run();
    EXPECT_EQ(ends, (std::vector<End>{
                        {1, 400, WorkOutcome::Failed}, {2, 400, WorkOutcome::Failed}, {3, 1000, WorkOutcome::Completed}}));
}

TEST_F(NativeInfrastructure, SharesADiskEqually) {
    const DiskIndex disk = physics->addDisk("d", Bandwidth{1e9});
    physics->startDisk(disk, Bytes{1000}, *this, 1);
    physics->startDisk(disk, Bytes{500}, *this, 2);
    EXPECT_EQ(run(), (Times{{1, 1500}, {2, 1000}}));
    EXPECT_DOUBLE_EQ(physics->diskBytes(disk), 1500);
}

TEST_F(NativeInfrastructure, EndsZeroWorkAsAnEventOfTheSameInstant) {
    const CgroupIndex group = physics->addCgroup(physics->addHost("h", 1), 1);
    const DiskIndex disk = physics->addDisk("d", Bandwidth{1e9});
    cpu(group, 0, 1);
    physics->startDisk(disk, Bytes{0}, *this, 2);
    EXPECT_TRUE(ends.empty());
    EXPECT_EQ(run(), (Times{{1, 0}, {2, 0}}));
}

}  // namespace
}  // namespace headroom::sim
