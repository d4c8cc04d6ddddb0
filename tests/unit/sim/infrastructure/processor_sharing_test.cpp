// The native CPU model against a fluid simulation that shares no code with it: a remainder per job, advanced from change to
// change, with the water level found by bisection.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/infrastructure/native/native_infrastructure.h"

namespace headroom::sim {
namespace {

struct Change {
    enum class Kind { Start, Suspend, Resume, Weight };
    Kind kind = Kind::Start;
    std::int64_t at = 0;
    std::size_t cgroup = 0;
    std::int64_t work = 0;
    double weight = 1;
};

struct Scene {
    double cores = 1;
    std::vector<double> weights;
    std::vector<Change> changes;  ///< by time
};

class Fluid {
public:
    explicit Fluid(const Scene& scene) : m_scene(scene), m_weights(scene.weights), m_suspended(scene.weights.size(), 0) {
        ends.assign(scene.changes.size(), -1);
    }

    void run() {
        std::size_t next = 0;
        for (;;) {
            share();
            std::int64_t until = next < m_scene.changes.size() ? m_scene.changes[next].at : never;
            for (const Job& job : m_jobs) until = std::min(until, job.end);
            if (until == never) return;
            for (Job& job : m_jobs) job.left -= job.rate * static_cast<long double>(until - m_now);
            m_now = until;
            std::erase_if(m_jobs, [&](const Job& job) {
                if (job.end == m_now) ends[job.change] = m_now;
                return job.end == m_now;
            });
            while (next < m_scene.changes.size() && m_scene.changes[next].at <= m_now) apply(next++);
        }
    }

    std::vector<std::int64_t> ends;

private:
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

    struct Job {
        std::size_t change;
        std::size_t cgroup;
        long double left;
        long double rate = 0;
        std::int64_t end = never;  ///< at the present rate, rounded as the port says
    };

    void apply(std::size_t index) {
        const Change& change = m_scene.changes[index];
        switch (change.kind) {
            case Change::Kind::Start: m_jobs.push_back({index, change.cgroup, static_cast<long double>(change.work)}); break;
            case Change::Kind::Suspend: ++m_suspended[change.cgroup]; break;
            case Change::Kind::Resume: --m_suspended[change.cgroup]; break;
            case Change::Kind::Weight: m_weights[change.cgroup] = change.weight; break;
        }
    }

    long double given(std::size_t cgroup, long double level, const std::vector<int>& jobs) const {
        return std::min(static_cast<long double>(jobs[cgroup]), level * m_weights[cgroup]);
    }

    void share() {
        std::vector<int> jobs(m_weights.size(), 0);
        for (const Job& job : m_jobs) jobs[job.cgroup] += m_suspended[job.cgroup] == 0;
        long double low = 0;
        long double high = 1e6L;  // beyond every cap
        for (int i = 0; i < 200; ++i) {
            const long double level = (low + high) / 2;
            long double sum = 0;
            for (std::size_t cgroup = 0; cgroup < jobs.size(); ++cgroup) sum += given(cgroup, level, jobs);
            (sum > m_scene.cores ? high : low) = level;
        }
        for (Job& job : m_jobs) {
            job.rate = m_suspended[job.cgroup] != 0 ? 0 : given(job.cgroup, low, jobs) / jobs[job.cgroup];
            job.end = job.rate > 0 ? m_now + static_cast<std::int64_t>(std::ceil(job.left / job.rate - 1e-4L)) : never;
            if (job.left <= 1e-6L) job.end = m_now;
        }
    }

    const Scene& m_scene;
    std::vector<double> m_weights;
    std::vector<int> m_suspended;
    std::vector<Job> m_jobs;
    std::int64_t m_now = 0;
};

class Native final : public EventTarget, public WorkListener {
public:
    explicit Native(const Scene& scene) : m_scene(scene) {
        const HostIndex host = m_physics->addHost("h", scene.cores);
        for (const double weight : scene.weights) cgroups.push_back(m_physics->addCgroup(host, weight));
        ends.assign(scene.changes.size(), -1);
        for (std::size_t i = 0; i < scene.changes.size(); ++i) m_kernel.schedule({scene.changes[i].at}, *this, 0, i);
    }
    void run() { m_kernel.runUntil(Instant::never()); }
    void onWork(std::uint64_t token, WorkOutcome) override { ends[token] = m_kernel.now().ns; }
    void onEvent(std::uint32_t, std::uint64_t index) override {
        const Change& change = m_scene.changes[index];
        const CgroupIndex cgroup = cgroups[change.cgroup];
        switch (change.kind) {
            case Change::Kind::Start: m_physics->startCpu(cgroup, Duration{change.work}, *this, index); break;
            case Change::Kind::Suspend: m_physics->suspend(cgroup); break;
            case Change::Kind::Resume: m_physics->resume(cgroup); break;
            case Change::Kind::Weight: m_physics->setWeight(cgroup, change.weight); break;
        }
    }
    Duration used(std::size_t cgroup) const { return m_physics->cpuUsed(cgroups[cgroup]); }

    std::vector<CgroupIndex> cgroups;
    std::vector<std::int64_t> ends;

private:
    const Scene& m_scene;
    Kernel m_kernel;
    std::unique_ptr<Infrastructure> m_physics = makeNativeInfrastructure(m_kernel);
};

Scene anyScene() {
    Scene scene;
    scene.cores = *rc::gen::element(0.5, 1.0, 2.0, 3.5, 8.0);
    const auto cgroups = *rc::gen::inRange<std::size_t>(1, 6);
    for (std::size_t i = 0; i < cgroups; ++i) scene.weights.push_back(*rc::gen::inRange(1, 100));
    const int count = *rc::gen::inRange(1, 60);
    for (int i = 0; i < count; ++i) {
        Change change;
        change.at = *rc::gen::inRange(0, 3'000'000);
        change.cgroup = *rc::gen::inRange<std::size_t>(0, cgroups);
        change.work = *rc::gen::inRange(1, 1'000'000);
        change.weight = *rc::gen::inRange(1, 100);
        const int kind = *rc::gen::inRange(0, 6);
        if (kind == 0) change.kind = Change::Kind::Weight;
        if (kind == 1) change.kind = Change::Kind::Suspend;
        scene.changes.push_back(change);
        if (kind != 1) continue;
        change.kind = Change::Kind::Resume;
        change.at += *rc::gen::inRange(1, 1'000'000);
        scene.changes.push_back(change);
    }
    std::stable_sort(scene.changes.begin(), scene.changes.end(), [](const Change& a, const Change& b) { return a.at < b.at; });
    return scene;
}

/// Both round an end up to the next nanosecond and hold its share until then, so they agree to the nanosecond.
RC_GTEST_PROP(ProcessorSharingProperty, AgreesWithAFluidSimulation, ()) {
    const Scene scene = anyScene();
    Fluid fluid(scene);
    fluid.run();
    Native native(scene);
    native.run();
    std::vector<std::int64_t> work(scene.weights.size(), 0);
    for (std::size_t i = 0; i < scene.changes.size(); ++i) {
        if (scene.changes[i].kind == Change::Kind::Start) work[scene.changes[i].cgroup] += scene.changes[i].work;
        RC_ASSERT(native.ends[i] == fluid.ends[i]);
    }
    for (std::size_t i = 0; i < work.size(); ++i) RC_ASSERT(native.used(i).ns == work[i]);  // work is conserved
}

}  // namespace
}  // namespace headroom::sim
