// SimGrid runs once per process, which CTest grants: each TEST below is its own process.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <vector>

#include "sim/infrastructure/native/native_driver.h"
#include "sim/infrastructure/simgrid/simgrid_driver.h"
#include "sim/random/stream.h"

namespace headroom::sim {
namespace {

/// What happens at an instant; ends are looked up by the operation's number.
struct Operation {
    enum class Kind { Cpu, Transfer, Disk, Suspend, Resume, SetWeight, Cancel, HostDown, HostUp, LinkDown, LinkUp };
    Kind kind = Kind::Cpu;
    Instant at;
    std::uint32_t where = 0;
    std::int64_t amount = 0;
    Duration latency{0};
    double weight = 1;
    std::vector<LinkIndex> links;
    std::size_t target = 0;
};

struct World {
    struct Host {
        double cores;
        std::vector<double> weights;
    };
    std::vector<Host> hosts;
    std::vector<double> links;
    std::vector<double> disks;
    std::vector<Operation> operations;
};

struct Outcome {
    std::vector<std::int64_t> ends;  ///< -1: never told
    std::vector<WorkOutcome> outcomes;
    std::vector<std::int64_t> used;
    std::vector<double> linkBytes;
    std::vector<double> diskBytes;
    std::vector<double> rates;  ///< of all cgroups at each slice's end
};

class Player final : public EventTarget, public WorkListener {
public:
    Player(const World& world, Kernel& kernel, Driver& driver) : m_world(world), m_kernel(kernel), m_driver(driver) {
        Infrastructure& physics = m_driver.infrastructure();
        for (const World::Host& host : world.hosts) {
            m_hosts.push_back(physics.addHost("h" + std::to_string(m_hosts.size()), host.cores));
            for (const double weight : host.weights) m_cgroups.push_back(physics.addCgroup(m_hosts.back(), weight));
        }
        for (const double bandwidth : world.links)
            m_links.push_back(physics.addLink("l" + std::to_string(m_links.size()), Bandwidth{bandwidth}));
        for (const double bandwidth : world.disks)
            m_disks.push_back(physics.addDisk("d" + std::to_string(m_disks.size()), Bandwidth{bandwidth}));
        result.ends.assign(world.operations.size(), -1);
        result.outcomes.assign(world.operations.size(), WorkOutcome::Completed);
        m_handles.resize(world.operations.size());
        for (std::size_t i = 0; i < world.operations.size(); ++i) kernel.schedule(world.operations[i].at, *this, 0, i);
    }

    void run(Instant horizon, Duration slice) {
        m_driver.run([&](Instant now) -> std::optional<Instant> {
            EXPECT_EQ(now, m_kernel.now());
            for (const CgroupIndex group : m_cgroups) result.rates.push_back(m_driver.infrastructure().cpuRate(group));
            if (now >= horizon) return std::nullopt;
            return std::min(horizon, now + slice);
        });
        Infrastructure& physics = m_driver.infrastructure();
        for (const CgroupIndex group : m_cgroups) result.used.push_back(physics.cpuUsed(group).ns);
        for (const LinkIndex link : m_links) result.linkBytes.push_back(physics.linkBytes(link));
        for (const DiskIndex disk : m_disks) result.diskBytes.push_back(physics.diskBytes(disk));
    }

    void onWork(std::uint64_t token, WorkOutcome outcome) override {
        EXPECT_EQ(result.ends[token], -1) << "told twice";
        result.ends[token] = m_kernel.now().ns;
        result.outcomes[token] = outcome;
    }

    void onEvent(std::uint32_t, std::uint64_t index) override {
        const Operation& operation = m_world.operations[index];
        Infrastructure& physics = m_driver.infrastructure();
        switch (operation.kind) {
            case Operation::Kind::Cpu:
                m_handles[index] = physics.startCpu(m_cgroups[operation.where], Duration{operation.amount}, *this, index);
                break;
            case Operation::Kind::Transfer:
                m_handles[index] = physics.startTransfer(operation.links.data(), operation.links.size(), operation.latency,
                                                         Bytes{operation.amount}, *this, index);
                break;
            case Operation::Kind::Disk:
                m_handles[index] = physics.startDisk(m_disks[operation.where], Bytes{operation.amount}, *this, index);
                break;
            case Operation::Kind::Suspend: physics.suspend(m_cgroups[operation.where]); break;
            case Operation::Kind::Resume: physics.resume(m_cgroups[operation.where]); break;
            case Operation::Kind::SetWeight: physics.setWeight(m_cgroups[operation.where], operation.weight); break;
            case Operation::Kind::Cancel: physics.cancel(m_handles[operation.target]); break;
            case Operation::Kind::HostDown: physics.setHostUp(m_hosts[operation.where], false); break;
            case Operation::Kind::HostUp: physics.setHostUp(m_hosts[operation.where], true); break;
            case Operation::Kind::LinkDown: physics.setLinkUp(m_links[operation.where], false); break;
            case Operation::Kind::LinkUp: physics.setLinkUp(m_links[operation.where], true); break;
        }
    }

    Outcome result;

private:
    const World& m_world;
    Kernel& m_kernel;
    Driver& m_driver;
    std::vector<HostIndex> m_hosts;
    std::vector<CgroupIndex> m_cgroups;
    std::vector<LinkIndex> m_links;
    std::vector<DiskIndex> m_disks;
    std::vector<WorkHandle> m_handles;
};

constexpr Instant horizon{4'000'000'000};

Outcome play(const World& world, bool simgrid, Duration slice) {
    Kernel kernel;
    const auto driver = simgrid ? makeSimgridDriver(kernel) : makeNativeDriver(kernel);
    Player player(world, kernel, *driver);
    player.run(horizon, slice);
    return player.result;
}

/// Each end is rounded to a nanosecond and shifts the shares after it by less than one, so the two may drift apart by a
/// nanosecond for each operation before it, and no more.
void expectAgreement(const World& world) {
    const Outcome native = play(world, false, Duration{50'000'000});
    const Outcome simgrid = play(world, true, Duration{50'000'000});
    const auto drift = static_cast<std::int64_t>(world.operations.size());
    std::int64_t worst = 0;
    std::size_t ended = 0;
    std::size_t works = 0;
    for (std::size_t i = 0; i < world.operations.size(); ++i) {
        ASSERT_EQ(native.ends[i] == -1, simgrid.ends[i] == -1) << "operation " << i;
        EXPECT_EQ(native.outcomes[i], simgrid.outcomes[i]) << "operation " << i;
        worst = std::max(worst, std::abs(native.ends[i] - simgrid.ends[i]));
        ended += native.ends[i] != -1;
        works += world.operations[i].kind <= Operation::Kind::Disk;
    }
    EXPECT_LE(worst, drift);
    EXPECT_GT(ended, works / 2);
    for (std::size_t i = 0; i < native.used.size(); ++i) EXPECT_LE(std::abs(native.used[i] - simgrid.used[i]), drift);
    for (std::size_t i = 0; i < native.linkBytes.size(); ++i) EXPECT_NEAR(native.linkBytes[i], simgrid.linkBytes[i], 1);
    for (std::size_t i = 0; i < native.diskBytes.size(); ++i) EXPECT_NEAR(native.diskBytes[i], simgrid.diskBytes[i], 1);
    EXPECT_EQ(native.rates.size(), simgrid.rates.size());
    testing::Test::RecordProperty("worst_drift_ns", std::to_string(worst));
}

World cpuWorld(RandomStream& random, int operations) {
    World world;
    world.hosts = {{2, {1, 2, 5}}, {0.5, {1, 1}}, {3.7, {10, 1, 1, 3}}};
    for (int i = 0; i < operations; ++i) {
        Operation operation;
        operation.at = Instant{static_cast<std::int64_t>(random.below(2'000'000'000))};
        operation.where = static_cast<std::uint32_t>(random.below(9));
        operation.amount = static_cast<std::int64_t>(random.exponential(1e7));
        world.operations.push_back(operation);
    }
    return world;
}

TEST(SimgridAgreement, Cpu) {
    RandomStream random(1, "cpu");
    expectAgreement(cpuWorld(random, 1500));
}

TEST(SimgridAgreement, CpuUnderControl) {
    RandomStream random(2, "control");
    World world = cpuWorld(random, 1000);
    for (std::uint32_t i = 0; i < 200; ++i) {
        Operation operation;
        operation.at = Instant{static_cast<std::int64_t>(random.below(2'000'000'000))};
        operation.where = i % 9;
        operation.kind = Operation::Kind::Suspend;
        world.operations.push_back(operation);
        operation.kind = Operation::Kind::Resume;
        operation.at = operation.at + Duration{static_cast<std::int64_t>(random.below(20'000'000)) + 1};
        world.operations.push_back(operation);
        operation.kind = Operation::Kind::SetWeight;
        operation.weight = 1 + 9 * random.uniform();
        world.operations.push_back(operation);
        operation.kind = Operation::Kind::Cancel;
        operation.target = random.below(1000);
        operation.at = world.operations[operation.target].at + Duration{static_cast<std::int64_t>(random.below(10'000'000)) + 1};
        world.operations.push_back(operation);
    }
    for (std::uint32_t host = 0; host < 3; ++host) {
        Operation operation;
        operation.kind = Operation::Kind::HostDown;
        operation.where = host;
        operation.at = Instant{700'000'000 + 100'000'000 * host};
        world.operations.push_back(operation);
        operation.kind = Operation::Kind::HostUp;
        operation.at = operation.at + Duration{50'000'000};
        world.operations.push_back(operation);
    }
    expectAgreement(world);
}

TEST(SimgridAgreement, NetworkAndDisks) {
    RandomStream random(3, "network");
    World world;
    world.links = {1e8, 2e8, 5e8, 1e9, 0};
    world.disks = {1e8, 4e8, 0};
    for (int i = 0; i < 800; ++i) {
        Operation operation;
        operation.at = Instant{static_cast<std::int64_t>(random.below(2'000'000'000))};
        operation.amount = static_cast<std::int64_t>(random.exponential(i % 2 == 0 ? 3e5 : 1e6));
        operation.kind = i % 2 == 0 ? Operation::Kind::Transfer : Operation::Kind::Disk;
        operation.where = static_cast<std::uint32_t>(random.below(3));
        operation.latency = Duration{static_cast<std::int64_t>(random.below(3)) * 500'000};
        for (std::uint32_t link = 0; link < 5; ++link)
            if (random.chance(0.4)) operation.links.push_back(LinkIndex{link});
        world.operations.push_back(operation);
    }
    for (const auto kind : {Operation::Kind::LinkDown, Operation::Kind::LinkUp}) {
        Operation operation;
        operation.kind = kind;
        operation.where = 1;
        operation.at = Instant{kind == Operation::Kind::LinkDown ? 1'000'000'000 : 1'050'000'000};
        world.operations.push_back(operation);
    }
    expectAgreement(world);
}

TEST(SimgridDriver, SlicesChangeNothing) {
    RandomStream random(4, "slices");
    const World world = cpuWorld(random, 500);
    const Outcome coarse = play(world, false, Duration{4'000'000'000});
    const Outcome fine = play(world, false, Duration{1'000'000});
    EXPECT_EQ(coarse.ends, fine.ends);
}

class Echo final : public EventTarget {
public:
    explicit Echo(Kernel& kernel) : m_kernel(kernel) {}
    void onEvent(std::uint32_t, std::uint64_t) override { times.push_back(m_kernel.now().ns); }
    std::vector<std::int64_t> times;

private:
    Kernel& m_kernel;
};

TEST(SimgridDriver, RunsEventsOfOursAloneToTheHorizonAndStops) {
    Kernel kernel;
    const auto driver = makeSimgridDriver(kernel);
    Echo echo(kernel);
    kernel.schedule({1}, echo, 0);
    kernel.schedule({1'000'000'000}, echo, 0);
    kernel.schedule({86'400'000'000'001}, echo, 0);
    kernel.schedule({86'400'000'000'002}, echo, 0);
    std::vector<std::int64_t> boundaries;
    driver->run([&](Instant now) -> std::optional<Instant> {
        boundaries.push_back(now.ns);
        if (now.ns == 0) return Instant{1'000'000'000};
        if (now.ns == 1'000'000'000) return Instant{86'400'000'000'001};
        return std::nullopt;
    });
    EXPECT_EQ(echo.times, (std::vector<std::int64_t>{1, 1'000'000'000, 86'400'000'000'001}));
    EXPECT_EQ(boundaries, (std::vector<std::int64_t>{0, 1'000'000'000, 86'400'000'000'001}));
    EXPECT_EQ(kernel.now(), Instant{86'400'000'000'001});
}

TEST(SimgridDriver, EndsARunWithWorkInProgressAndSuspended) {
    Kernel kernel;
    const auto driver = makeSimgridDriver(kernel);
    Infrastructure& physics = driver->infrastructure();
    const CgroupIndex group = physics.addCgroup(physics.addHost("h", 1), 1);
    class Nobody final : public WorkListener {
        void onWork(std::uint64_t, WorkOutcome) override { ADD_FAILURE(); }
    } nobody;
    std::optional<Instant> end{Instant{1000}};
    driver->run([&](Instant now) -> std::optional<Instant> {
        if (now.ns == 0) physics.startCpu(group, Duration::seconds(1000), nobody, 1);
        if (now.ns == 1000) {
            // SimGrid's clock stands half a nanosecond after a slice's end.
            EXPECT_NEAR(static_cast<double>(physics.cpuUsed(group).ns), 1000, 1);
            physics.suspend(group);
            return Instant{2000};
        }
        if (now.ns == 2000) {
            EXPECT_NEAR(static_cast<double>(physics.cpuUsed(group).ns), 1000, 1);
            return std::nullopt;
        }
        return end;
    });
    EXPECT_EQ(kernel.now(), Instant{2000});
}

/// Schedules its next event each millisecond.
class Ticking final : public EventTarget {
public:
    explicit Ticking(Kernel& kernel) : m_kernel(kernel) { m_kernel.schedule({0}, *this, 0); }
    void onEvent(std::uint32_t, std::uint64_t) override { m_kernel.scheduleAfter(Duration::milliseconds(1), *this, 0); }

private:
    Kernel& m_kernel;
};

void stopsWithinASlice(Kernel& kernel, Driver& driver) {
    Ticking ticking(kernel);
    int slices = 0;
    int pauses = 0;
    driver.run(
        [&](Instant now) -> std::optional<Instant> {
            ++slices;
            return now + Duration::seconds(100'000);
        },
        [&] { return ++pauses < 3; });
    EXPECT_EQ(slices, 1);
    EXPECT_EQ(pauses, 3);
    // At the third pause, between two events.
    EXPECT_GT(kernel.now(), Instant{});
    EXPECT_LT(kernel.now(), Instant{} + Duration::seconds(100));
    EXPECT_EQ(kernel.now().ns, static_cast<std::int64_t>(kernel.dispatchedEvents() - 1) * 1'000'000);
}

TEST(SimgridDriver, StopsWithinASliceWhenThePauseSaysSo) {
    Kernel kernel;
    stopsWithinASlice(kernel, *makeSimgridDriver(kernel));
}

TEST(NativeDriver, StopsWithinASliceWhenThePauseSaysSo) {
    Kernel kernel;
    stopsWithinASlice(kernel, *makeNativeDriver(kernel));
}

TEST(SimgridDriver, RefusesASecondRunInTheProcess) {
    Kernel kernel;
    const auto driver = makeSimgridDriver(kernel);
    EXPECT_THROW(makeSimgridDriver(kernel), std::logic_error);
}

}  // namespace
}  // namespace headroom::sim
