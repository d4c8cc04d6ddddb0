#include "sim/infrastructure/simgrid/simgrid_cpu.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headroom::sim {

namespace {

constexpr double coreSpeed = 1e9;

}  // namespace

SimgridCpu::SimgridCpu(SimgridEngine& engine) : m_engine(engine) {
    m_engine.onServed(Work::Kind::Cpu, [this](std::uint32_t slot) { remove(slot, m_engine.pool()[slot].amount); });
    m_engine.onStart([this] {
        for (const Cgroup& group : m_cgroups)
            if (group.suspensions == 0) executeParked(group);
    });
}

std::uint32_t SimgridCpu::addHost(const std::string& name, double cores) {
    // One fast core and a bound on each job, because SimGrid counts cores in whole numbers.
    m_hosts.push_back({m_engine.root().create_host("host:" + name, cores * coreSpeed), cores, true, {}});
    return static_cast<std::uint32_t>(m_hosts.size() - 1);
}

std::uint32_t SimgridCpu::addCgroup(std::uint32_t host, double weight) {
    const auto index = static_cast<std::uint32_t>(m_cgroups.size());
    m_cgroups.push_back({});
    m_cgroups.back().host = host;
    m_cgroups.back().weight = weight;
    m_hosts[host].cgroups.push_back(index);
    return index;
}

void SimgridCpu::removeCgroup(std::uint32_t cgroup) {
    Cgroup& group = m_cgroups[cgroup];
    group.removed = true;
    for (const std::uint32_t slot : group.works) {
        group.used += m_engine.done(slot);
        m_engine.stop(slot);
        m_engine.pool().release(slot);
    }
    group.works.clear();
    std::erase(m_hosts[group.host].cgroups, cgroup);
    group.cores = 0;
    share(group.host);
}

WorkHandle SimgridCpu::start(std::uint32_t cgroup, Duration work, WorkListener& listener, std::uint64_t token) {
    if (work.ns < 0) throw std::logic_error("infrastructure: CPU work is negative");
    WorkPool& pool = m_engine.pool();
    Cgroup& group = m_cgroups[cgroup];
    const std::uint32_t slot = pool.allocate(Work::Kind::Cpu, cgroup, static_cast<double>(work.ns), listener, token);
    const WorkHandle handle = pool.handle(slot);
    if (group.removed || !m_hosts[group.host].up) {
        m_engine.endAtOnce(slot, WorkOutcome::Failed);
    } else {
        pool[slot].position = static_cast<std::uint32_t>(group.works.size());
        pool[slot].state = Work::State::Parked;
        group.works.push_back(slot);
        if (group.suspensions == 0 && m_engine.isRunning()) execute(slot);
        share(group.host);
    }
    return handle;
}

/// Hands what is left of a parked work to SimGrid.
void SimgridCpu::execute(std::uint32_t slot) {
    constexpr double least = 1e-3;  // so that nothing left still ends by an event of SimGrid's
    const Work& work = m_engine.pool()[slot];
    Cgroup& group = m_cgroups[work.owner];
    if (group.priority == 0) group.priority = group.weight;
    simgrid::s4u::ExecPtr exec = simgrid::s4u::Exec::init();
    exec->set_host(m_hosts[group.host].host)->set_flops_amount(std::max(least, work.amount - work.done));
    exec->set_bound(coreSpeed)->set_priority(group.priority);
    m_engine.begin(slot, exec);
}

void SimgridCpu::cancel(std::uint32_t slot) {
    const Work work = m_engine.pool()[slot];
    if (work.state == Work::State::Ending) {
        m_engine.kernel().cancel(work.event);
    } else {
        const double done = m_engine.done(slot);
        m_engine.stop(slot);
        remove(slot, done);
    }
    m_engine.pool().release(slot);
}

void SimgridCpu::suspend(std::uint32_t cgroup) {
    Cgroup& group = m_cgroups[cgroup];
    if (group.suspensions++ != 0) return;
    for (const std::uint32_t slot : group.works)
        if (m_engine.pool()[slot].state == Work::State::Served) m_engine.park(slot);
    share(group.host);
}

void SimgridCpu::resume(std::uint32_t cgroup) {
    Cgroup& group = m_cgroups[cgroup];
    if (group.suspensions == 0) throw std::logic_error("infrastructure: a cgroup is resumed that is not suspended");
    if (--group.suspensions != 0) return;
    if (m_engine.isRunning()) executeParked(group);
    share(group.host);
}

void SimgridCpu::executeParked(const Cgroup& group) {
    for (const std::uint32_t slot : group.works)
        if (m_engine.pool()[slot].state == Work::State::Parked) execute(slot);
}

void SimgridCpu::setWeight(std::uint32_t cgroup, double weight) {
    if (!(weight > 0)) throw std::logic_error("infrastructure: a cgroup's weight is not positive");
    m_cgroups[cgroup].weight = weight;
    share(m_cgroups[cgroup].host);
}

void SimgridCpu::setHostUp(std::uint32_t host, bool up) {
    m_hosts[host].up = up;
    if (up) return;
    std::vector<std::uint32_t> failing;
    for (const std::uint32_t cgroup : m_hosts[host].cgroups) {
        Cgroup& group = m_cgroups[cgroup];
        for (const std::uint32_t slot : group.works) {
            group.used += m_engine.done(slot);
            m_engine.stop(slot);
            failing.push_back(slot);
        }
        group.works.clear();
    }
    m_engine.failInOrder(failing);
    share(host);
}

Duration SimgridCpu::used(std::uint32_t cgroup) const {
    double sum = m_cgroups[cgroup].used;
    for (const std::uint32_t slot : m_cgroups[cgroup].works) sum += m_engine.done(slot);
    return {std::llround(sum)};
}

void SimgridCpu::remove(std::uint32_t slot, double done) {
    WorkPool& pool = m_engine.pool();
    Cgroup& group = m_cgroups[pool[slot].owner];
    group.used += done;
    const std::uint32_t position = pool[slot].position;
    group.works[position] = group.works.back();
    pool[group.works[position]].position = position;
    group.works.pop_back();
    share(group.host);
}

/// Tells SimGrid the priorities once the host is oversubscribed; before that they make no difference.
void SimgridCpu::share(std::uint32_t index) {
    const Host& host = m_hosts[index];
    double asked = 0;
    m_demands.clear();
    for (const std::uint32_t cgroup : host.cgroups) {
        const Cgroup& group = m_cgroups[cgroup];
        const double jobs = group.suspensions == 0 ? static_cast<double>(group.works.size()) : 0;
        m_demands.push_back({cgroup, group.weight, jobs, 0});
        asked += jobs;
    }
    waterFill(host.cores, m_demands);
    for (const CpuDemand& demand : m_demands) {
        Cgroup& group = m_cgroups[demand.cgroup];
        if (asked > host.cores && demand.jobs > 0) applyPriority(group, group.weight / demand.jobs);
        if (group.cores != demand.cores) m_announcer.changed(demand.cgroup, demand.cores);
        group.cores = demand.cores;
    }
    m_announcer.announce();
}

void SimgridCpu::applyPriority(Cgroup& group, double priority) {
    if (group.priority == priority) return;
    group.priority = priority;
    for (const std::uint32_t slot : group.works)
        if (m_engine.pool()[slot].state == Work::State::Served)
            static_cast<simgrid::s4u::Exec&>(m_engine.activity(slot)).update_priority(priority);
}

}  // namespace headroom::sim
