#include "sim/infrastructure/simgrid/simgrid_network.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headroom::sim {

SimgridNetwork::SimgridNetwork(SimgridEngine& engine) : m_engine(engine) {
    m_zone = simgrid::s4u::create_full_zone("network")->set_parent(&m_engine.root());
    for (std::size_t i = 0; i < endpoints; ++i) m_endpoints.push_back(m_zone->create_host("end:" + std::to_string(i), 1.0));
    m_engine.onServed(Work::Kind::Transfer, [this](std::uint32_t slot) { leave(slot, m_engine.pool()[slot].amount); });
}

std::uint32_t SimgridNetwork::addLink(const std::string& name, double bytesPerSecond) {
    Link link;
    const auto index = static_cast<std::uint32_t>(m_links.size());
    if (bytesPerSecond > 0 && !std::isinf(bytesPerSecond))
        link.link = m_zone->create_link("link:" + std::to_string(index) + ":" + name, bytesPerSecond)->set_latency(0.0);
    m_links.push_back(link);
    return index;
}

WorkHandle SimgridNetwork::start(const LinkIndex* links, std::size_t linkCount, Duration latency, Bytes size,
                                 WorkListener& listener, std::uint64_t token) {
    if (size.value < 0 || latency.ns < 0) throw std::logic_error("infrastructure: a transfer's size or latency is negative");
    WorkPool& pool = m_engine.pool();
    const std::uint32_t route = routeOf(links, linkCount);
    const std::uint32_t slot = pool.allocate(Work::Kind::Transfer, route, static_cast<double>(size.value), listener, token);
    const WorkHandle handle = pool.handle(slot);
    if (!isUp(m_routes[route])) {
        m_engine.endAtOnce(slot, WorkOutcome::Failed);
    } else if (latency.ns > 0 || !m_engine.isRunning()) {
        pool[slot].state = Work::State::Latent;
        pool[slot].event = m_engine.kernel().schedule(m_engine.kernel().now() + latency, *this, 0, slot);
    } else {
        onEvent(1, slot);
    }
    return handle;
}

/// Hands the transfer to SimGrid; code 0 tells that the latency is over, else a start without latency.
void SimgridNetwork::onEvent(std::uint32_t code, std::uint64_t argument) {
    const auto slot = static_cast<std::uint32_t>(argument);
    const Work work = m_engine.pool()[slot];
    const Route& route = m_routes[work.owner];
    if (route.limited && work.amount > 0) {
        m_engine.pool()[slot].position = static_cast<std::uint32_t>(m_flowing.size());
        m_flowing.push_back(slot);
        const auto comm = simgrid::s4u::Comm::sendto_init(route.from, route.to);
        comm->set_payload_size(static_cast<std::uint64_t>(work.amount));
        m_engine.begin(slot, comm);
        return;
    }
    for (const std::uint32_t link : route.links) m_links[link].carried += work.amount;
    if (code == 0) {
        m_engine.pool().release(slot);
        work.listener->onWork(work.token, WorkOutcome::Completed);
    } else {
        m_engine.endAtOnce(slot, WorkOutcome::Completed);
    }
}

void SimgridNetwork::cancel(std::uint32_t slot) {
    const Work work = m_engine.pool()[slot];
    if (work.state == Work::State::Served || work.state == Work::State::Ended) {
        const double done = m_engine.done(slot);
        m_engine.stop(slot);
        leave(slot, done);
    } else {
        m_engine.kernel().cancel(work.event);
    }
    m_engine.pool().release(slot);
}

void SimgridNetwork::setLinkUp(std::uint32_t link, bool up) {
    m_links[link].up = up;
    if (up) return;
    WorkPool& pool = m_engine.pool();
    std::vector<std::uint32_t> failing;
    for (std::uint32_t slot = 0; slot < pool.size(); ++slot) {
        const Work work = pool[slot];
        if (work.kind != Work::Kind::Transfer || work.state == Work::State::Free || work.state == Work::State::Ending) continue;
        const auto& crossed = m_routes[work.owner].links;
        if (std::find(crossed.begin(), crossed.end(), link) == crossed.end()) continue;
        if (work.state == Work::State::Latent) {
            m_engine.kernel().cancel(work.event);
        } else {
            const double done = m_engine.done(slot);
            m_engine.stop(slot);
            leave(slot, done);
        }
        failing.push_back(slot);
    }
    m_engine.failInOrder(failing);
}

double SimgridNetwork::bytes(std::uint32_t link) const {
    double sum = m_links[link].carried;
    for (const std::uint32_t slot : m_flowing) {
        const auto& crossed = m_routes[m_engine.pool()[slot].owner].links;
        if (std::find(crossed.begin(), crossed.end(), link) != crossed.end()) sum += m_engine.done(slot);
    }
    return sum;
}

std::uint32_t SimgridNetwork::routeOf(const LinkIndex* links, std::size_t linkCount) {
    m_path.clear();
    for (std::size_t i = 0; i < linkCount; ++i) m_path.push_back(links[i].value);
    const auto found = m_byPath.find(m_path);
    if (found != m_byPath.end()) return found->second;
    Route route;
    route.links = m_path;
    std::sort(route.links.begin(), route.links.end());
    route.links.erase(std::unique(route.links.begin(), route.links.end()), route.links.end());
    connect(route);
    m_routes.push_back(std::move(route));
    const auto index = static_cast<std::uint32_t>(m_routes.size() - 1);
    m_byPath.emplace(m_path, index);
    return index;
}

/// Gives the route the next free pair of endpoints.
void SimgridNetwork::connect(Route& route) {
    std::vector<simgrid::s4u::LinkInRoute> hops;
    for (const std::uint32_t link : route.links)
        if (m_links[link].link != nullptr) hops.emplace_back(m_links[link].link);
    route.limited = !hops.empty();
    if (!route.limited) return;
    if (m_pairs == endpoints * (endpoints - 1)) throw std::logic_error("simgrid: more than 16256 different routes");
    const std::size_t from = m_pairs / (endpoints - 1);
    const std::size_t to = m_pairs % (endpoints - 1);
    ++m_pairs;
    route.from = m_endpoints[from];
    route.to = m_endpoints[to < from ? to : to + 1];
    m_zone->add_route(route.from->get_netpoint(), route.to->get_netpoint(), nullptr, nullptr, hops, false);
}

bool SimgridNetwork::isUp(const Route& route) const {
    return std::all_of(route.links.begin(), route.links.end(), [this](std::uint32_t link) { return m_links[link].up; });
}

void SimgridNetwork::leave(std::uint32_t slot, double done) {
    WorkPool& pool = m_engine.pool();
    for (const std::uint32_t link : m_routes[pool[slot].owner].links) m_links[link].carried += done;
    const std::uint32_t position = pool[slot].position;
    m_flowing[position] = m_flowing.back();
    pool[m_flowing[position]].position = position;
    m_flowing.pop_back();
}

}  // namespace headroom::sim
