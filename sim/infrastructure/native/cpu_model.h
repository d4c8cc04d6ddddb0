#pragma once

#include <vector>

#include "sim/infrastructure/native/fair_queue.h"
#include "sim/infrastructure/rate_announcer.h"
#include "sim/infrastructure/water_filling.h"

namespace headroom::sim {

/// Hosts and their cgroups: weighted processor sharing with at most one core a job.
///
/// While a host has no more runnable jobs than cores every job runs at full speed and a start or an end touches its own
/// cgroup only. Beyond that the cores are water-filled over the cgroups by weight, each capped by its number of jobs.
class CpuModel final : public EventTarget {
public:
    CpuModel(Kernel& kernel, WorkPool& pool) : m_kernel(kernel), m_pool(pool) {}

    std::uint32_t addHost(double cores);
    std::uint32_t addCgroup(std::uint32_t host, double weight);
    void removeCgroup(std::uint32_t cgroup);
    WorkHandle start(std::uint32_t cgroup, Duration work, WorkListener& listener, std::uint64_t token);
    void cancel(std::uint32_t slot);
    void suspend(std::uint32_t cgroup);
    void resume(std::uint32_t cgroup);
    void setWeight(std::uint32_t cgroup, double weight);
    void setHostUp(std::uint32_t host, bool up);
    Duration used(std::uint32_t cgroup) const;
    double rate(std::uint32_t cgroup);
    void watch(std::uint32_t cgroup, Infrastructure::RateWatcher* watcher) { m_announcer.watch(cgroup, watcher); }

    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    enum Code : std::uint32_t { JobEnds, JobEnding };

    struct Host {
        double cores = 1;
        bool up = true;
        bool oversubscribed = false;
        std::size_t runnable = 0;
        std::vector<std::uint32_t> active;  ///< cgroups with runnable jobs
    };
    struct Cgroup {
        explicit Cgroup(WorkPool& pool) : queue(pool) {}
        std::uint32_t host = 0;
        double weight = 1;
        unsigned suspensions = 0;
        bool removed = false;
        bool dirty = false;
        std::size_t runnable = 0;          ///< as its host counts it
        std::uint32_t activePosition = 0;  ///< in its host's list, while runnable > 0
        double cores = 0;
        FairQueue queue;
        EventHandle event;
        Instant eventAt = Instant::never();  ///< of the pending event: at endsAt, or before it
        Instant endsAt = Instant::never();   ///< when the first job ends at the present rate
    };

    Cgroup& touch(std::uint32_t cgroup);
    void changed(std::uint32_t cgroup);
    void settle();
    void recount(std::uint32_t cgroup);
    void share(Host& host);
    void give(std::uint32_t cgroup, double cores);
    void finish(std::uint32_t cgroup);
    void endAtOnce(std::uint32_t slot, WorkOutcome outcome);

    Kernel& m_kernel;
    WorkPool& m_pool;
    std::vector<Host> m_hosts;
    std::vector<Cgroup> m_cgroups;
    std::vector<std::uint32_t> m_dirty;
    RateAnnouncer m_announcer;
    std::vector<CpuDemand> m_demands;  ///< scratch of share()
    bool m_deferring = false;
};

}  // namespace headroom::sim
