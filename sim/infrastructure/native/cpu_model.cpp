#include "sim/infrastructure/native/cpu_model.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace headroom::sim {

std::uint32_t CpuModel::addHost(double cores) {
    m_hosts.push_back({});
    m_hosts.back().cores = cores;
    return static_cast<std::uint32_t>(m_hosts.size() - 1);
}

std::uint32_t CpuModel::addCgroup(std::uint32_t host, double weight) {
    m_cgroups.emplace_back(m_pool);
    m_cgroups.back().host = host;
    m_cgroups.back().weight = weight;
    return static_cast<std::uint32_t>(m_cgroups.size() - 1);
}

void CpuModel::removeCgroup(std::uint32_t cgroup) {
    Cgroup& group = touch(cgroup);
    while (!group.queue.empty()) {
        const std::uint32_t slot = group.queue.lastSlot();
        group.queue.remove(slot);
        m_pool.release(slot);
    }
    group.removed = true;
    changed(cgroup);
}

WorkHandle CpuModel::start(std::uint32_t cgroup, Duration work, WorkListener& listener, std::uint64_t token) {
    if (work.ns < 0) throw std::logic_error("infrastructure: CPU work is negative");
    const std::uint32_t slot = m_pool.allocate(Work::Kind::Cpu, cgroup, static_cast<double>(work.ns), listener, token);
    if (m_cgroups[cgroup].removed || !m_hosts[m_cgroups[cgroup].host].up) {
        endAtOnce(slot, WorkOutcome::Failed);
        return m_pool.handle(slot);
    }
    touch(cgroup).queue.add(slot);
    m_pool[slot].state = Work::State::Served;
    const WorkHandle handle = m_pool.handle(slot);
    changed(cgroup);
    return handle;
}

void CpuModel::cancel(std::uint32_t slot) {
    const Work work = m_pool[slot];
    if (work.state == Work::State::Served) touch(work.owner).queue.remove(slot);
    if (work.state == Work::State::Ending) m_kernel.cancel(work.event);
    m_pool.release(slot);
    if (work.state == Work::State::Served) changed(work.owner);
}

void CpuModel::suspend(std::uint32_t cgroup) {
    ++touch(cgroup).suspensions;
    changed(cgroup);
}

void CpuModel::resume(std::uint32_t cgroup) {
    Cgroup& group = touch(cgroup);
    if (group.suspensions == 0) throw std::logic_error("infrastructure: a cgroup is resumed that is not suspended");
    --group.suspensions;
    changed(cgroup);
}

void CpuModel::setWeight(std::uint32_t cgroup, double weight) {
    if (!(weight > 0)) throw std::logic_error("infrastructure: a cgroup's weight is not positive");
    touch(cgroup).weight = weight;
    changed(cgroup);
}

void CpuModel::setHostUp(std::uint32_t host, bool up) {
    m_hosts[host].up = up;
    if (up) return;
    std::vector<std::uint32_t> failing;
    for (std::uint32_t slot = 0; slot < m_pool.size(); ++slot) {
        const Work& work = m_pool[slot];
        if (work.state == Work::State::Served && work.kind == Work::Kind::Cpu && m_cgroups[work.owner].host == host)
            failing.push_back(slot);
    }
    std::sort(failing.begin(), failing.end(),
              [this](std::uint32_t a, std::uint32_t b) { return m_pool[a].order < m_pool[b].order; });
    const bool wasDeferring = std::exchange(m_deferring, true);
    for (const std::uint32_t slot : failing) {
        touch(m_pool[slot].owner).queue.remove(slot);
        endAtOnce(slot, WorkOutcome::Failed);
        changed(m_pool[slot].owner);
    }
    m_deferring = wasDeferring;
    if (!m_deferring) settle();
}

Duration CpuModel::used(std::uint32_t cgroup) const {
    return {static_cast<std::int64_t>(std::llround(m_cgroups[cgroup].queue.served(m_kernel.now())))};
}

double CpuModel::rate(std::uint32_t cgroup) {
    settle();
    return m_cgroups[cgroup].cores;
}

void CpuModel::onEvent(std::uint32_t code, std::uint64_t argument) {
    const auto index = static_cast<std::uint32_t>(argument);
    if (code == JobEnds) {
        finish(index);
        return;
    }
    const Work work = m_pool[index];
    m_pool.release(index);
    work.listener->onWork(work.token, work.outcome);
}

/// One job ends; shares are settled after its listener has run, because a worker mostly starts its next job at once.
void CpuModel::finish(std::uint32_t cgroup) {
    if (m_kernel.now() < m_cgroups[cgroup].endsAt) {
        Cgroup& early = m_cgroups[cgroup];
        early.eventAt = early.endsAt;
        if (!early.endsAt.isNever()) early.event = m_kernel.schedule(early.endsAt, *this, JobEnds, cgroup);
        return;
    }
    Cgroup& group = touch(cgroup);
    group.eventAt = group.endsAt = Instant::never();
    const std::uint32_t slot = group.queue.takeFirst();
    const Work work = m_pool[slot];
    m_pool.release(slot);
    m_deferring = true;
    changed(cgroup);
    work.listener->onWork(work.token, WorkOutcome::Completed);
    m_deferring = false;
    settle();
}

void CpuModel::endAtOnce(std::uint32_t slot, WorkOutcome outcome) {
    Work& work = m_pool[slot];
    work.state = Work::State::Ending;
    work.outcome = outcome;
    work.event = m_kernel.schedule(m_kernel.now(), *this, JobEnding, slot);
}

CpuModel::Cgroup& CpuModel::touch(std::uint32_t cgroup) {
    Cgroup& group = m_cgroups[cgroup];
    group.queue.advance(m_kernel.now());
    return group;
}

void CpuModel::changed(std::uint32_t cgroup) {
    Cgroup& group = m_cgroups[cgroup];
    if (!group.dirty) m_dirty.push_back(cgroup);
    group.dirty = true;
    if (!m_deferring) settle();
}

/// Brings the hosts' counts, the shares and the completion events up to date with what changed.
void CpuModel::settle() {
    if (m_dirty.empty()) return;
    for (const std::uint32_t cgroup : m_dirty) recount(cgroup);
    for (const std::uint32_t cgroup : m_dirty) {
        Host& host = m_hosts[m_cgroups[cgroup].host];
        const bool exceeded = static_cast<double>(host.runnable) > host.cores;
        if (exceeded || host.oversubscribed) share(host);
        host.oversubscribed = exceeded;
        const auto jobs = static_cast<double>(m_cgroups[cgroup].runnable);
        if (!exceeded || jobs == 0) give(cgroup, jobs);
        m_cgroups[cgroup].dirty = false;
    }
    m_dirty.clear();
    m_announcer.announce();
}

void CpuModel::recount(std::uint32_t cgroup) {
    Cgroup& group = m_cgroups[cgroup];
    Host& host = m_hosts[group.host];
    const std::size_t runnable = group.suspensions == 0 ? group.queue.size() : 0;
    host.runnable += runnable - group.runnable;
    if (group.runnable == 0 && runnable != 0) {
        group.activePosition = static_cast<std::uint32_t>(host.active.size());
        host.active.push_back(cgroup);
    } else if (group.runnable != 0 && runnable == 0) {
        const std::uint32_t moved = host.active.back();
        host.active[group.activePosition] = moved;
        m_cgroups[moved].activePosition = group.activePosition;
        host.active.pop_back();
    }
    group.runnable = runnable;
}

void CpuModel::share(Host& host) {
    m_demands.clear();
    for (const std::uint32_t cgroup : host.active) {
        const Cgroup& group = m_cgroups[cgroup];
        m_demands.push_back({cgroup, group.weight, static_cast<double>(group.runnable), 0});
    }
    waterFill(host.cores, m_demands);
    // Mostly few shares change: one more job in a cgroup that is not capped leaves all others as they are.
    for (const CpuDemand& demand : m_demands) {
        const Cgroup& group = m_cgroups[demand.cgroup];
        if (group.dirty || group.cores != demand.cores) give(demand.cgroup, demand.cores);
    }
}

void CpuModel::give(std::uint32_t cgroup, double cores) {
    Cgroup& group = m_cgroups[cgroup];
    const Instant now = m_kernel.now();
    group.queue.advance(now);
    group.queue.setRate(group.runnable == 0 ? 0 : cores / static_cast<double>(group.runnable));
    if (group.cores != cores) {
        group.cores = cores;
        m_announcer.changed(cgroup, cores);
    }
    const Instant end = group.queue.nextEnd(now);
    group.endsAt = end;
    // An event that comes too early looks again: mostly the end has moved several times by then.
    if (end == group.eventAt || (group.eventAt < end && !end.isNever())) return;
    m_kernel.cancel(group.event);
    group.eventAt = end;
    if (!end.isNever()) group.event = m_kernel.schedule(end, *this, JobEnds, cgroup);
}

}  // namespace headroom::sim
