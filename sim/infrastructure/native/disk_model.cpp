#include "sim/infrastructure/native/disk_model.h"

#include <cmath>
#include <stdexcept>

namespace headroom::sim {

std::uint32_t DiskModel::addDisk(double bytesPerSecond) {
    m_disks.emplace_back(m_pool);
    m_disks.back().bandwidth = std::isinf(bytesPerSecond) ? 0 : bytesPerSecond * 1e-9;
    return static_cast<std::uint32_t>(m_disks.size() - 1);
}

WorkHandle DiskModel::start(std::uint32_t disk, Bytes size, WorkListener& listener, std::uint64_t token) {
    if (size.value < 0) throw std::logic_error("infrastructure: a disk operation's size is negative");
    const std::uint32_t slot = m_pool.allocate(Work::Kind::Disk, disk, static_cast<double>(size.value), listener, token);
    const WorkHandle handle = m_pool.handle(slot);
    Disk& target = m_disks[disk];
    if (target.bandwidth <= 0) {
        m_pool[slot].state = Work::State::Ending;
        m_pool[slot].event = m_kernel.schedule(m_kernel.now(), *this, UnlimitedEnds, slot);
        return handle;
    }
    m_pool[slot].state = Work::State::Served;
    target.queue.advance(m_kernel.now());
    target.queue.add(slot);
    settle(disk);
    return handle;
}

void DiskModel::cancel(std::uint32_t slot) {
    const Work work = m_pool[slot];
    if (work.state == Work::State::Served) {
        m_disks[work.owner].queue.advance(m_kernel.now());
        m_disks[work.owner].queue.remove(slot);
        settle(work.owner);
    } else {
        m_kernel.cancel(work.event);
    }
    m_pool.release(slot);
}

double DiskModel::bytes(std::uint32_t disk) const {
    return m_disks[disk].unshared + m_disks[disk].queue.served(m_kernel.now());
}

void DiskModel::onEvent(std::uint32_t code, std::uint64_t argument) {
    std::uint32_t slot = static_cast<std::uint32_t>(argument);
    const std::uint32_t disk = code == OperationEnds ? slot : m_pool[slot].owner;
    if (code == OperationEnds) {
        m_disks[disk].queue.advance(m_kernel.now());
        m_disks[disk].eventAt = Instant::never();
        slot = m_disks[disk].queue.takeFirst();
    } else {
        m_disks[disk].unshared += m_pool[slot].amount;
    }
    const Work work = m_pool[slot];
    m_pool.release(slot);
    // Settled after the listener has run, because the next operation often starts at once.
    m_finishing = disk;
    work.listener->onWork(work.token, WorkOutcome::Completed);
    m_finishing = ~0U;
    settle(disk);
}

void DiskModel::settle(std::uint32_t index) {
    if (index == m_finishing) return;
    Disk& disk = m_disks[index];
    const Instant now = m_kernel.now();
    disk.queue.setRate(disk.queue.empty() ? 0 : disk.bandwidth / static_cast<double>(disk.queue.size()));
    const Instant end = disk.queue.nextEnd(now);
    if (end == disk.eventAt) return;
    m_kernel.cancel(disk.event);
    disk.eventAt = end;
    if (!end.isNever()) disk.event = m_kernel.schedule(end, *this, OperationEnds, index);
}

}  // namespace headroom::sim
