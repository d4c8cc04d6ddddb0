#include "sim/infrastructure/simgrid/simgrid_infrastructure.h"

#include <cmath>
#include <stdexcept>

namespace headroom::sim {

SimgridInfrastructure::SimgridInfrastructure(SimgridEngine& engine) : m_engine(engine), m_cpu(engine), m_network(engine) {
    m_engine.onServed(Work::Kind::Disk, [this](std::uint32_t slot) { leaveDisk(slot, m_engine.pool()[slot].amount); });
    m_engine.onStart([this] {
        for (const Disk& disk : m_disks)
            for (const std::uint32_t slot : disk.works) write(slot);
    });
}

DiskIndex SimgridInfrastructure::addDisk(const std::string& name, Bandwidth bandwidth) {
    // An Io is never released by SimGrid 3.32; an Exec on a host of the disk's bandwidth is the same model.
    Disk disk;
    const bool limited = bandwidth.bytesPerSecond > 0 && !std::isinf(bandwidth.bytesPerSecond);
    const auto index = static_cast<std::uint32_t>(m_disks.size());
    if (limited) disk.host = m_engine.root().create_host("disk:" + std::to_string(index) + ":" + name, bandwidth.bytesPerSecond);
    m_disks.push_back(disk);
    return {index};
}

WorkHandle SimgridInfrastructure::startDisk(DiskIndex index, Bytes size, WorkListener& listener, std::uint64_t token) {
    if (size.value < 0) throw std::logic_error("infrastructure: a disk operation's size is negative");
    WorkPool& pool = m_engine.pool();
    Disk& disk = m_disks[index.value];
    const std::uint32_t slot = pool.allocate(Work::Kind::Disk, index.value, static_cast<double>(size.value), listener, token);
    const WorkHandle handle = pool.handle(slot);
    if (disk.host == nullptr || size.value == 0) {
        disk.written += pool[slot].amount;
        m_engine.endAtOnce(slot, WorkOutcome::Completed);
        return handle;
    }
    pool[slot].position = static_cast<std::uint32_t>(disk.works.size());
    pool[slot].state = Work::State::Parked;
    disk.works.push_back(slot);
    if (m_engine.isRunning()) write(slot);
    return handle;
}

void SimgridInfrastructure::write(std::uint32_t slot) {
    const Work& work = m_engine.pool()[slot];
    simgrid::s4u::ExecPtr exec = simgrid::s4u::Exec::init();
    exec->set_host(m_disks[work.owner].host)->set_flops_amount(work.amount);
    m_engine.begin(slot, exec);
}

bool SimgridInfrastructure::cancel(WorkHandle handle) {
    const Work* const work = m_engine.pool().find(handle);
    if (work == nullptr) return false;
    switch (work->kind) {
        case Work::Kind::Cpu: m_cpu.cancel(handle.slot); break;
        case Work::Kind::Transfer: m_network.cancel(handle.slot); break;
        case Work::Kind::Disk: cancelDisk(handle.slot); break;
    }
    return true;
}

void SimgridInfrastructure::cancelDisk(std::uint32_t slot) {
    if (m_engine.pool()[slot].state == Work::State::Ending) {
        m_engine.kernel().cancel(m_engine.pool()[slot].event);
    } else {
        const double done = m_engine.done(slot);
        m_engine.stop(slot);
        leaveDisk(slot, done);
    }
    m_engine.pool().release(slot);
}

double SimgridInfrastructure::diskBytes(DiskIndex index) const {
    double sum = m_disks[index.value].written;
    for (const std::uint32_t slot : m_disks[index.value].works) sum += m_engine.done(slot);
    return sum;
}

void SimgridInfrastructure::leaveDisk(std::uint32_t slot, double done) {
    WorkPool& pool = m_engine.pool();
    Disk& disk = m_disks[pool[slot].owner];
    disk.written += done;
    const std::uint32_t position = pool[slot].position;
    disk.works[position] = disk.works.back();
    pool[disk.works[position]].position = position;
    disk.works.pop_back();
}

}  // namespace headroom::sim
