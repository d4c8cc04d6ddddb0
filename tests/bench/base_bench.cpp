// Rates of the simulator's base, one JSON object a line: {"bench": name, "perSecond": rate}. The best of five rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "model/trace/latency_sketch.h"
#include "sim/infrastructure/native/native_driver.h"
#include "sim/infrastructure/simgrid/simgrid_driver.h"
#include "sim/random/arrivals.h"
#include "tests/bench/bare_heap.h"

namespace headroom::sim {
namespace {

using bench::bareMm1;
using bench::kernelMm1;
using bench::sink;

double best(const std::function<std::uint64_t()>& round) {
    double rate = 0;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::chrono::steady_clock::now();
        const auto done = static_cast<double>(round());
        rate = std::max(rate, done / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return rate;
}

void report(const std::string& name, double rate) {
    std::printf("{\"bench\": \"%s\", \"perSecond\": %.0f}\n", name.c_str(), rate);
}

constexpr std::uint64_t holds = 3'000'000;

class Holder final : public EventTarget {
public:
    explicit Holder(Kernel& kernel) : m_kernel(kernel) {}
    void begin(std::size_t pending) {
        for (std::size_t i = 0; i < pending; ++i) onEvent(0, i);
    }
    void onEvent(std::uint32_t, std::uint64_t payload) override {
        m_kernel.scheduleAfter({static_cast<std::int64_t>(m_random.exponential(1e6))}, *this, 0, payload);
    }

private:
    Kernel& m_kernel;
    RandomStream m_random{1, "hold"};
};

std::uint64_t kernelHold(std::size_t pending) {
    Kernel kernel;
    Holder holder(kernel);
    holder.begin(pending);
    for (std::uint64_t i = 0; i < holds; ++i) kernel.step(Instant::never());
    return holds;
}

/// Hold with a time-out beside each event, cancelled when the event comes: what requests do.
class TimedHolder final : public EventTarget {
public:
    TimedHolder(Kernel& kernel, std::size_t pending) : m_kernel(kernel), m_timeouts(pending) {
        for (std::size_t i = 0; i < pending; ++i) onEvent(0, i);
    }
    void onEvent(std::uint32_t code, std::uint64_t payload) override {
        if (code == 1) std::abort();
        m_kernel.cancel(m_timeouts[payload]);
        m_kernel.scheduleAfter({static_cast<std::int64_t>(m_random.exponential(1e6))}, *this, 0, payload);
        m_timeouts[payload] = m_kernel.scheduleAfter({100'000'000}, *this, 1, payload);
    }

private:
    Kernel& m_kernel;
    std::vector<EventHandle> m_timeouts;
    RandomStream m_random{1, "hold"};
};

std::uint64_t kernelHoldWithTimeouts(std::size_t pending) {
    Kernel kernel;
    TimedHolder holder(kernel, pending);
    for (std::uint64_t i = 0; i < holds; ++i) kernel.step(Instant::never());
    return holds;
}

constexpr std::uint64_t customers = 3'000'000;

/// Keeps a number of works in flight on twelve hosts, links and disks: each end starts another.
class Mix final : public WorkListener {
public:
    enum class Works { Cpu, All };
    Mix(Infrastructure& physics, Works works, double cores) : m_physics(physics), m_works(works) {
        for (int host = 0; host < 12; ++host) {
            const std::string name = std::to_string(host);
            const HostIndex index = physics.addHost(name, cores);
            for (int pod = 0; pod < 4; ++pod) m_cgroups.push_back(physics.addCgroup(index, 1 + pod));
            m_links.push_back(physics.addLink(name, Bandwidth{1.25e9}));
            m_disks.push_back(physics.addDisk(name, Bandwidth{5e8}));
        }
    }
    void begin(std::size_t inFlight) {
        for (std::size_t i = 0; i < inFlight; ++i) start();
    }
    void onWork(std::uint64_t, WorkOutcome) override {
        ++done;
        start();
    }
    std::uint64_t done = 0;

private:
    void start() {
        const std::uint64_t kind = m_works == Works::Cpu ? 0 : m_random.below(3);
        const double amount = m_random.exponential(1e5);
        if (kind == 0) {
            m_physics.startCpu(m_cgroups[m_random.below(48)], {static_cast<std::int64_t>(amount)}, *this, 0);
        } else if (kind == 1) {
            const LinkIndex path[] = {m_links[m_random.below(12)], m_links[m_random.below(12)]};
            m_physics.startTransfer(path, 2, Duration::microseconds(100), {static_cast<std::int64_t>(amount)}, *this, 0);
        } else {
            m_physics.startDisk(m_disks[m_random.below(12)], {static_cast<std::int64_t>(amount)}, *this, 0);
        }
    }
    Infrastructure& m_physics;
    Works m_works;
    RandomStream m_random{1, "mix"};
    std::vector<CgroupIndex> m_cgroups;
    std::vector<LinkIndex> m_links;
    std::vector<DiskIndex> m_disks;
};

std::uint64_t mix(Driver& driver, Mix::Works works, double cores, std::size_t inFlight, std::uint64_t count) {
    Mix load(driver.infrastructure(), works, cores);
    driver.run([&](Instant now) -> std::optional<Instant> {
        if (now.ns == 0) load.begin(inFlight);
        if (load.done >= count) return std::nullopt;
        return now + Duration::milliseconds(10);
    });
    return load.done;
}

std::uint64_t nativeMix(Mix::Works works, double cores, std::size_t inFlight) {
    Kernel kernel;
    return mix(*makeNativeDriver(kernel), works, cores, inFlight, 1'000'000);
}

/// SimGrid runs once a process: one round, named by the arguments.
int simgridMix(std::size_t inFlight) {
    Kernel kernel;
    const auto driver = makeSimgridDriver(kernel);
    const auto start = std::chrono::steady_clock::now();
    const auto done = static_cast<double>(mix(*driver, Mix::Works::All, 4, inFlight, 200'000));
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    report("simgrid mix, " + std::to_string(inFlight) + " in flight", done / elapsed.count());
    return 0;
}

std::uint64_t draws(const std::function<double(RandomStream&)>& draw) {
    RandomStream random(1, "draws");
    double sum = 0;
    for (int i = 0; i < 5'000'000; ++i) sum += draw(random);
    sink = static_cast<std::uint64_t>(sum);
    return 5'000'000;
}

std::uint64_t exponentialDraws() {
    RandomStream random(1, "draws");
    double sum = 0;
    for (int i = 0; i < 20'000'000; ++i) sum += random.exponential(1);
    sink = static_cast<std::uint64_t>(sum);
    return 20'000'000;
}

std::uint64_t sketchAdds() {
    RandomStream random(1, "sketch");
    std::vector<std::int64_t> values(1 << 16);
    for (std::int64_t& value : values) value = static_cast<std::int64_t>(random.exponential(5e6));
    trace::LatencySketch sketch;
    for (int i = 0; i < 20'000'000; ++i) sketch.add(values[static_cast<std::size_t>(i) & 0xffff]);
    sink = sketch.count();
    return 20'000'000;
}

std::uint64_t bulkArrivals() {
    Arrivals arrivals({model::OpenLoad::Process::Poisson, model::LoadProfile::hold(2e7), {}}, RandomStream(1, "arrivals"));
    std::vector<Instant> batch;
    std::uint64_t count = 0;
    for (std::int64_t ms = 1; ms <= 1000; ++ms) {
        batch.clear();
        count += arrivals.fill(batch, {ms * 1'000'000}, ~std::size_t{0});
    }
    sink = static_cast<std::uint64_t>(batch.back().ns);
    return count;
}

int all() {
    for (const std::size_t pending : {1'000U, 10'000U, 100'000U}) {
        const std::string suffix = " hold, " + std::to_string(pending) + " pending";
        report("bare binary heap" + suffix, best([&] { return bench::bareHold(pending, holds); }));
        report("kernel" + suffix, best([&] { return kernelHold(pending); }));
        report("kernel with cancelled time-outs," + suffix, best([&] { return kernelHoldWithTimeouts(pending); }));
    }
    report("M/M/1 customers, bare binary heap", best([] { return bareMm1(customers); }));
    report("M/M/1 customers, kernel", best([] { return kernelMm1(customers); }));
    report("native CPU, 12 in flight on 12 x 64 cores", best([] { return nativeMix(Mix::Works::Cpu, 64, 12); }));
    report("native CPU, 200 in flight on 12 x 4 cores", best([] { return nativeMix(Mix::Works::Cpu, 4, 200); }));
    report("native mix, 50 in flight", best([] { return nativeMix(Mix::Works::All, 4, 50); }));
    report("native mix, 500 in flight", best([] { return nativeMix(Mix::Works::All, 4, 500); }));
    report("exponential draws", best(exponentialDraws));
    report("normal draws", best([] { return draws([](RandomStream& random) { return random.normal(); }); }));
    report("lognormal draws", best([] {
               const model::Distribution lognormal{model::Distribution::Kind::Lognormal, 1, 0.5, {}};
               return draws([&](RandomStream& random) { return random.draw(lognormal); });
           }));
    report("gamma draws", best([] { return draws([](RandomStream& random) { return random.gamma(2.5, 1); }); }));
    report("Poisson arrivals in bulk", best(bulkArrivals));
    report("sketch adds", best(sketchAdds));
    return 0;
}

}  // namespace
}  // namespace headroom::sim

/// Without arguments everything but SimGrid; `simgrid <in flight>` its mix.
int main(int argc, char** argv) {
    if (argc == 3 && std::string(argv[1]) == "simgrid") return headroom::sim::simgridMix(std::strtoul(argv[2], nullptr, 10));
    return headroom::sim::all();
}
