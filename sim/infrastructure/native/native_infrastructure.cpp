#include "sim/infrastructure/native/native_infrastructure.h"

#include "sim/infrastructure/native/cpu_model.h"
#include "sim/infrastructure/native/disk_model.h"
#include "sim/infrastructure/native/flow_model.h"

namespace headroom::sim {

namespace {

class NativeInfrastructure final : public Infrastructure {
public:
    explicit NativeInfrastructure(Kernel& kernel) : m_cpu(kernel, m_pool), m_flows(kernel, m_pool), m_disks(kernel, m_pool) {}

    HostIndex addHost(const std::string&, double cores) override { return {m_cpu.addHost(cores)}; }
    CgroupIndex addCgroup(HostIndex host, double weight) override { return {m_cpu.addCgroup(host.value, weight)}; }
    void removeCgroup(CgroupIndex cgroup) override { m_cpu.removeCgroup(cgroup.value); }
    LinkIndex addLink(const std::string&, Bandwidth bandwidth) override { return {m_flows.addLink(bandwidth.bytesPerSecond)}; }
    DiskIndex addDisk(const std::string&, Bandwidth bandwidth) override { return {m_disks.addDisk(bandwidth.bytesPerSecond)}; }

    WorkHandle startCpu(CgroupIndex cgroup, Duration work, WorkListener& listener, std::uint64_t token) override {
        return m_cpu.start(cgroup.value, work, listener, token);
    }
    WorkHandle startTransfer(const LinkIndex* links, std::size_t linkCount, Duration latency, Bytes size, WorkListener& listener,
                             std::uint64_t token) override {
        return m_flows.start(links, linkCount, latency, size, listener, token);
    }
    WorkHandle startDisk(DiskIndex disk, Bytes size, WorkListener& listener, std::uint64_t token) override {
        return m_disks.start(disk.value, size, listener, token);
    }
    bool cancel(WorkHandle handle) override;

    void suspend(CgroupIndex cgroup) override { m_cpu.suspend(cgroup.value); }
    void resume(CgroupIndex cgroup) override { m_cpu.resume(cgroup.value); }
    void setWeight(CgroupIndex cgroup, double weight) override { m_cpu.setWeight(cgroup.value, weight); }
    Duration cpuUsed(CgroupIndex cgroup) const override { return m_cpu.used(cgroup.value); }
    double cpuRate(CgroupIndex cgroup) const override { return m_cpu.rate(cgroup.value); }
    void watchRate(CgroupIndex cgroup, RateWatcher* watcher) override { m_cpu.watch(cgroup.value, watcher); }

    void setHostUp(HostIndex host, bool up) override { m_cpu.setHostUp(host.value, up); }
    void setLinkUp(LinkIndex link, bool up) override { m_flows.setLinkUp(link.value, up); }
    double linkBytes(LinkIndex link) const override { return m_flows.bytes(link.value); }
    double diskBytes(DiskIndex disk) const override { return m_disks.bytes(disk.value); }

private:
    WorkPool m_pool;
    mutable CpuModel m_cpu;  // asking for a rate settles what changed in the current instant
    FlowModel m_flows;
    DiskModel m_disks;
};

bool NativeInfrastructure::cancel(WorkHandle handle) {
    const Work* const work = m_pool.find(handle);
    if (work == nullptr) return false;
    switch (work->kind) {
        case Work::Kind::Cpu: m_cpu.cancel(handle.slot); break;
        case Work::Kind::Transfer: m_flows.cancel(handle.slot); break;
        case Work::Kind::Disk: m_disks.cancel(handle.slot); break;
    }
    return true;
}

}  // namespace

std::unique_ptr<Infrastructure> makeNativeInfrastructure(Kernel& kernel) {
    return std::make_unique<NativeInfrastructure>(kernel);
}

}  // namespace headroom::sim
