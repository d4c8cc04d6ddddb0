#pragma once

#include "sim/infrastructure/simgrid/simgrid_cpu.h"
#include "sim/infrastructure/simgrid/simgrid_network.h"

namespace headroom::sim {

/// The port over SimGrid's activities.
class SimgridInfrastructure final : public Infrastructure {
public:
    explicit SimgridInfrastructure(SimgridEngine& engine);

    HostIndex addHost(const std::string& name, double cores) override { return {m_cpu.addHost(name, cores)}; }
    CgroupIndex addCgroup(HostIndex host, double weight) override { return {m_cpu.addCgroup(host.value, weight)}; }
    void removeCgroup(CgroupIndex cgroup) override { m_cpu.removeCgroup(cgroup.value); }
    LinkIndex addLink(const std::string& name, Bandwidth bandwidth) override {
        return {m_network.addLink(name, bandwidth.bytesPerSecond)};
    }
    DiskIndex addDisk(const std::string& name, Bandwidth bandwidth) override;

    WorkHandle startCpu(CgroupIndex cgroup, Duration work, WorkListener& listener, std::uint64_t token) override {
        return m_cpu.start(cgroup.value, work, listener, token);
    }
    WorkHandle startTransfer(const LinkIndex* links, std::size_t linkCount, Duration latency, Bytes size, WorkListener& listener,
                             std::uint64_t token) override {
        return m_network.start(links, linkCount, latency, size, listener, token);
    }
    WorkHandle startDisk(DiskIndex disk, Bytes size, WorkListener& listener, std::uint64_t token) override;
    bool cancel(WorkHandle work) override;

    void suspend(CgroupIndex cgroup) override { m_cpu.suspend(cgroup.value); }
    void resume(CgroupIndex cgroup) override { m_cpu.resume(cgroup.value); }
    void setWeight(CgroupIndex cgroup, double weight) override { m_cpu.setWeight(cgroup.value, weight); }
    Duration cpuUsed(CgroupIndex cgroup) const override { return m_cpu.used(cgroup.value); }
    double cpuRate(CgroupIndex cgroup) const override { return m_cpu.rate(cgroup.value); }
    void watchRate(CgroupIndex cgroup, RateWatcher* watcher) override { m_cpu.watch(cgroup.value, watcher); }

    void setHostUp(HostIndex host, bool up) override { m_cpu.setHostUp(host.value, up); }
    void setLinkUp(LinkIndex link, bool up) override { m_network.setLinkUp(link.value, up); }
    double linkBytes(LinkIndex link) const override { return m_network.bytes(link.value); }
    double diskBytes(DiskIndex disk) const override;

private:
    struct Disk {
        simgrid::s4u::Host* host = nullptr;  ///< null when unlimited
        double written = 0;                  ///< by operations that have ended
        std::vector<std::uint32_t> works;
    };
    void write(std::uint32_t slot);
    void leaveDisk(std::uint32_t slot, double done);
    void cancelDisk(std::uint32_t slot);

    SimgridEngine& m_engine;
    SimgridCpu m_cpu;
    SimgridNetwork m_network;
    std::vector<Disk> m_disks;
};

}  // namespace headroom::sim
