#include "sim/infrastructure/native/flow_model.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace headroom::sim {

std::uint32_t FlowModel::addLink(double bytesPerSecond) {
    m_links.push_back({});
    m_capacity.push_back(bytesPerSecond > 0 ? bytesPerSecond * 1e-9 : std::numeric_limits<double>::infinity());
    return static_cast<std::uint32_t>(m_links.size() - 1);
}

WorkHandle FlowModel::start(const LinkIndex* links, std::size_t linkCount, Duration latency, Bytes size, WorkListener& listener,
                            std::uint64_t token) {
    if (size.value < 0 || latency.ns < 0) throw std::logic_error("infrastructure: a transfer's size or latency is negative");
    const std::uint32_t route = routeOf(links, linkCount);
    const std::uint32_t slot = m_pool.allocate(Work::Kind::Transfer, route, static_cast<double>(size.value), listener, token);
    const WorkHandle handle = m_pool.handle(slot);
    if (!isUp(m_routes[route])) {
        endAtOnce(slot, WorkOutcome::Failed);
    } else if (latency.ns == 0 && !m_flows[route].links.empty()) {
        begin(slot);
    } else {
        Work& work = m_pool[slot];
        work.state = Work::State::Latent;
        work.event = m_kernel.schedule(m_kernel.now() + latency, *this, LatencyEnds, slot);
    }
    return handle;
}

void FlowModel::cancel(std::uint32_t slot) {
    const Work work = m_pool[slot];
    if (work.state == Work::State::Served) {
        m_routes[work.owner].queue.advance(m_kernel.now());
        m_routes[work.owner].queue.remove(slot);
    } else {
        m_kernel.cancel(work.event);
    }
    m_pool.release(slot);
    if (work.state == Work::State::Served) changed(work.owner);
}

void FlowModel::setLinkUp(std::uint32_t link, bool up) {
    m_links[link].up = up;
    if (up) return;
    std::vector<std::uint32_t> failing;
    for (std::uint32_t slot = 0; slot < m_pool.size(); ++slot) {
        const Work& work = m_pool[slot];
        if (work.kind != Work::Kind::Transfer || work.state == Work::State::Free || work.state == Work::State::Ending) continue;
        const auto& crossed = m_routes[work.owner].links;
        if (std::find(crossed.begin(), crossed.end(), link) != crossed.end()) failing.push_back(slot);
    }
    std::sort(failing.begin(), failing.end(),
              [this](std::uint32_t a, std::uint32_t b) { return m_pool[a].order < m_pool[b].order; });
    const bool wasDeferring = std::exchange(m_deferring, true);
    for (const std::uint32_t slot : failing) {
        const Work work = m_pool[slot];
        if (work.state == Work::State::Served) {
            m_routes[work.owner].queue.advance(m_kernel.now());
            m_routes[work.owner].queue.remove(slot);
            changed(work.owner);
        } else {
            m_kernel.cancel(work.event);
        }
        endAtOnce(slot, WorkOutcome::Failed);
    }
    m_deferring = wasDeferring;
    if (!m_deferring) settle();
}

double FlowModel::bytes(std::uint32_t link) const {
    double sum = m_links[link].unshared;
    for (const std::uint32_t route : m_links[link].classes) sum += m_routes[route].queue.served(m_kernel.now());
    return sum;
}

void FlowModel::onEvent(std::uint32_t code, std::uint64_t argument) {
    const auto index = static_cast<std::uint32_t>(argument);
    if (code == TransferEnds) {
        finish(index);
    } else if (code == LatencyEnds && !m_flows[m_pool[index].owner].links.empty()) {
        begin(index);
    } else {
        const Work work = m_pool[index];
        m_pool.release(index);
        if (code == LatencyEnds)
            for (const std::uint32_t link : m_routes[work.owner].links) m_links[link].unshared += work.amount;
        work.listener->onWork(work.token, work.outcome);
    }
}

std::uint32_t FlowModel::routeOf(const LinkIndex* links, std::size_t linkCount) {
    if (linkCount == 1 && m_links[links[0].value].only != none) return m_links[links[0].value].only;
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (std::size_t i = 0; i < linkCount; ++i) hash = (hash ^ links[i].value) * 0x100000001b3ULL;
    const auto [first, last] = m_byHash.equal_range(hash);
    for (auto it = first; it != last; ++it)
        if (matches(m_routes[it->second], links, linkCount)) return it->second;
    return addRoute(links, linkCount, hash);
}

bool FlowModel::matches(const Route& route, const LinkIndex* links, std::size_t linkCount) const {
    return std::equal(route.path.begin(), route.path.end(), links, links + linkCount,
                      [](std::uint32_t a, LinkIndex b) { return a == b.value; });
}

std::uint32_t FlowModel::addRoute(const LinkIndex* links, std::size_t linkCount, std::uint64_t hash) {
    const auto index = static_cast<std::uint32_t>(m_routes.size());
    m_routes.emplace_back(m_pool);
    m_flows.emplace_back();
    Route& route = m_routes.back();
    for (std::size_t i = 0; i < linkCount; ++i) route.path.push_back(links[i].value);
    route.links = route.path;
    std::sort(route.links.begin(), route.links.end());
    route.links.erase(std::unique(route.links.begin(), route.links.end()), route.links.end());
    for (const std::uint32_t link : route.links)
        if (!std::isinf(m_capacity[link])) m_flows.back().links.push_back(link);
    if (!m_flows.back().links.empty())
        for (const std::uint32_t link : route.links) m_links[link].classes.push_back(index);
    m_byHash.emplace(hash, index);
    if (linkCount == 1) m_links[links[0].value].only = index;
    return index;
}

bool FlowModel::isUp(const Route& route) const {
    return std::all_of(route.links.begin(), route.links.end(), [this](std::uint32_t link) { return m_links[link].up; });
}

void FlowModel::begin(std::uint32_t slot) {
    Work& work = m_pool[slot];
    work.state = Work::State::Served;
    m_routes[work.owner].queue.advance(m_kernel.now());
    m_routes[work.owner].queue.add(slot);
    changed(work.owner);
}

/// One transfer ends; rates are settled after its listener has run, because the next one on a connection often starts.
/// Others that end with it are told before anything their ends cause.
void FlowModel::finish(std::uint32_t route) {
    Route& ending = m_routes[route];
    if (m_kernel.now() < ending.endsAt) {
        ending.eventAt = ending.endsAt;
        if (!ending.endsAt.isNever()) ending.event = m_kernel.schedule(ending.endsAt, *this, TransferEnds, route);
        return;
    }
    ending.queue.advance(m_kernel.now());
    ending.eventAt = ending.endsAt = Instant::never();
    const std::uint32_t slot = ending.queue.takeFirst();
    while (ending.queue.endsNow()) endAtOnce(ending.queue.takeFirst(), WorkOutcome::Completed);
    const Work work = m_pool[slot];
    m_pool.release(slot);
    m_deferring = true;
    changed(route);
    work.listener->onWork(work.token, WorkOutcome::Completed);
    m_deferring = false;
    settle();
}

void FlowModel::changed(std::uint32_t route) {
    m_dirty.push_back(route);
    if (!m_deferring) settle();
}

void FlowModel::settle() {
    for (const std::uint32_t route : m_dirty) {
        const auto transfers = static_cast<double>(m_routes[route].queue.size());
        if (m_flows[route].transfers == transfers) {
            apply(route);
            continue;
        }
        m_flows[route].transfers = transfers;
        if (sharesNothing(route)) {
            m_flows[route].rate = transfers == 0 ? 0 : m_capacity[m_flows[route].links.front()] / transfers;
            apply(route);
            continue;
        }
        collect(route);
        m_maxMin.solve(m_flows, m_component, m_capacity);
        for (const std::uint32_t affected : m_component)
            if (affected == route || m_flows[affected].rate != m_routes[affected].queue.rate()) apply(affected);
    }
    m_dirty.clear();
}

/// Whether the class is alone on its only limited link: it gets that link's capacity.
bool FlowModel::sharesNothing(std::uint32_t route) const {
    const std::vector<std::uint32_t>& links = m_flows[route].links;
    return links.size() == 1 && m_links[links.front()].classes.size() == 1;
}

/// Lists the classes with transfers that are connected to `route` through limited links, and itself.
void FlowModel::collect(std::uint32_t route) {
    ++m_visit;
    m_component.assign(1, route);
    m_routes[route].visited = m_visit;
    for (std::size_t i = 0; i < m_component.size(); ++i) {
        for (const std::uint32_t link : m_flows[m_component[i]].links) {
            if (std::exchange(m_links[link].visited, m_visit) == m_visit) continue;
            for (const std::uint32_t next : m_links[link].classes) {
                if (m_routes[next].visited == m_visit || m_routes[next].queue.empty()) continue;
                m_routes[next].visited = m_visit;
                m_component.push_back(next);
            }
        }
    }
}

void FlowModel::apply(std::uint32_t index) {
    Route& route = m_routes[index];
    const Instant now = m_kernel.now();
    route.queue.advance(now);
    route.queue.setRate(m_flows[index].rate);
    const Instant end = route.queue.nextEnd(now);
    route.endsAt = end;
    if (end == route.eventAt || (route.eventAt < end && !end.isNever())) return;  // an event that comes too early looks again
    m_kernel.cancel(route.event);
    route.eventAt = end;
    if (!end.isNever()) route.event = m_kernel.schedule(end, *this, TransferEnds, index);
}

void FlowModel::endAtOnce(std::uint32_t slot, WorkOutcome outcome) {
    Work& work = m_pool[slot];
    work.state = Work::State::Ending;
    work.outcome = outcome;
    work.event = m_kernel.schedule(m_kernel.now(), *this, TransferEnding, slot);
}

}  // namespace headroom::sim
