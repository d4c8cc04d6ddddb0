#pragma once

#include <string>
#include <vector>

#include "sim/infrastructure/simgrid/simgrid_engine.h"
#include "sim/infrastructure/rate_announcer.h"
#include "sim/infrastructure/water_filling.h"

namespace headroom::sim {

/// Hosts, cgroups and disks as SimGrid hosts; a unit of speed is a nanosecond's work of one core per nanosecond.
class SimgridCpu {
public:
    explicit SimgridCpu(SimgridEngine& engine);

    std::uint32_t addHost(const std::string& name, double cores);
    std::uint32_t addCgroup(std::uint32_t host, double weight);
    void removeCgroup(std::uint32_t cgroup);
    WorkHandle start(std::uint32_t cgroup, Duration work, WorkListener& listener, std::uint64_t token);
    void cancel(std::uint32_t slot);
    void suspend(std::uint32_t cgroup);
    void resume(std::uint32_t cgroup);
    void setWeight(std::uint32_t cgroup, double weight);
    void setHostUp(std::uint32_t host, bool up);
    Duration used(std::uint32_t cgroup) const;
    double rate(std::uint32_t cgroup) const { return m_cgroups[cgroup].cores; }
    void watch(std::uint32_t cgroup, Infrastructure::RateWatcher* watcher) { m_announcer.watch(cgroup, watcher); }

private:
    struct Host {
        simgrid::s4u::Host* host = nullptr;
        double cores = 1;
        bool up = true;
        std::vector<std::uint32_t> cgroups;
    };
    struct Cgroup {
        std::uint32_t host = 0;
        double weight = 1;
        unsigned suspensions = 0;
        bool removed = false;
        double used = 0;                   ///< by work that has ended
        std::vector<std::uint32_t> works;  ///< served, in order of start but for removals
        double cores = 0;
        double priority = 0;  ///< of its works in SimGrid
    };

    void execute(std::uint32_t slot);
    void executeParked(const Cgroup& group);
    void remove(std::uint32_t slot, double done);
    void share(std::uint32_t host);
    void applyPriority(Cgroup& group, double priority);

    SimgridEngine& m_engine;
    std::vector<Host> m_hosts;
    std::vector<Cgroup> m_cgroups;
    std::vector<CpuDemand> m_demands;
    RateAnnouncer m_announcer;
};

}  // namespace headroom::sim
