#include "sim/components/network/network.h"

#include <algorithm>
#include <utility>

namespace headroom::sim {

Network::Network(const model::Scenario& scenario, Kernel& kernel, Infrastructure& infrastructure, Observatory& observatory)
    : m_kernel(kernel), m_infrastructure(infrastructure), m_random(scenario.seed, "network") {
    for (const model::Zone& zone : scenario.zones) m_zones.push_back(zone.name);
    if (m_zones.empty()) m_zones.emplace_back();
    addRoutes(scenario, observatory);
}

namespace {

/// What the scenario says of the way between two zones, or by default; the last counts.
const model::ZoneLink* findLink(const std::vector<model::ZoneLink>& links, const std::string& a, const std::string& b) {
    const model::ZoneLink* found = nullptr;
    for (const model::ZoneLink& link : links) {
        const bool isDefault = link.from.empty() && link.to.empty();
        const bool isThis = (link.from == a && link.to == b) || (link.to == a && link.from == b);
        if (isDefault || isThis) found = &link;
    }
    return found;
}

}  // namespace

void Network::addRoutes(const model::Scenario& scenario, Observatory& observatory) {
    const std::size_t count = m_zones.size();
    m_routes.resize(count * count);
    for (std::size_t from = 0; from < count; ++from) {
        for (std::size_t to = 0; to < count; ++to) {
            Route& route = m_routes[from * count + to];
            const model::ZoneLink* link = from == to ? nullptr : findLink(scenario.links, m_zones[from], m_zones[to]);
            if (from == to && !scenario.zones.empty()) route.latency = scenario.zones[from].latencyWithin;
            if (link != nullptr) route.latency = link->latency;
            if (route.latency.kind == model::Distribution::Kind::Constant)
                route.constantLatency = Duration::fromSeconds(route.latency.mean).ns;
            if (link != nullptr && link->bandwidth)
                route.link = addLink(m_zones[from] + "→" + m_zones[to], *link->bandwidth, observatory);
        }
    }
}

LinkIndex Network::addLink(const std::string& name, model::Bandwidth bandwidth, Observatory& observatory) {
    const LinkIndex link = m_infrastructure.addLink(name, bandwidth);
    const auto element = observatory.element("link", name);
    const double capacity = bandwidth.bytesPerSecond;
    observatory.counterGauge(element, "bytes", "B", [this, link] { return m_infrastructure.linkBytes(link); });
    observatory.gauge(element, "bandwidth", "B/s", [capacity] { return capacity; });
    return link;
}

std::uint16_t Network::zoneIndex(const std::string& zone) const {
    const auto found = std::find(m_zones.begin(), m_zones.end(), zone);
    return found == m_zones.end() ? std::uint16_t{0} : static_cast<std::uint16_t>(found - m_zones.begin());
}

Place Network::place(const std::string& elementId, const std::string& zone) {
    auto found = std::find(m_elements.begin(), m_elements.end(), elementId);
    if (found == m_elements.end()) found = m_elements.insert(m_elements.end(), elementId);
    return {zoneIndex(zone), static_cast<std::uint16_t>(found - m_elements.begin())};
}

void Network::deliver(Place from, Place to, model::Bytes size, EventTarget& target, std::uint32_t code,
                      std::uint64_t argument) {
    const Route& route = m_routes[from.zone * m_zones.size() + to.zone];
    const Duration latency{route.constantLatency >= 0 ? route.constantLatency : m_random.drawNanoseconds(route.latency)};
    if (!route.link.isValid()) {
        if (latency.ns == 0)
            target.onEvent(code, argument);
        else
            m_kernel.scheduleAfter(latency, target, code, argument);
        return;
    }
    const std::uint32_t slot = m_messages.acquire();
    m_messages[slot] = {&target, code, argument};
    m_infrastructure.startTransfer(&route.link, 1, latency, size, *this, slot);
}

void Network::onWork(std::uint64_t token, WorkOutcome outcome) {
    const auto slot = static_cast<std::uint32_t>(token);
    const Message message = m_messages[slot];
    m_messages.release(slot);
    if (outcome == WorkOutcome::Completed) message.target->onEvent(message.code, message.argument);
}

bool Network::Side::contains(Place place) const {
    return std::find(zones.begin(), zones.end(), place.zone) != zones.end() ||
           std::find(elements.begin(), elements.end(), place.element) != elements.end();
}

bool Network::isCut(Place a, Place b) const {
    return std::any_of(m_cuts.begin(), m_cuts.end(), [&](const Cut& cut) {
        if (cut.a.contains(a) && cut.a.contains(b)) return false;
        const auto isOther = [&](Place place) { return cut.b ? cut.b->contains(place) : !cut.a.contains(place); };
        return (cut.a.contains(a) && isOther(b)) || (cut.a.contains(b) && isOther(a));
    });
}

std::uint32_t Network::cut(Side a, std::optional<Side> b) {
    m_cuts.push_back({m_nextCut, std::move(a), std::move(b)});
    return m_nextCut++;
}

void Network::heal(std::uint32_t key) {
    std::erase_if(m_cuts, [key](const Cut& cut) { return cut.key == key; });
    for (const Held& held : std::exchange(m_held, {}))
        send(held.from, held.to, held.size, *held.message.target, held.message.code, held.message.argument);
}

Network::Side Network::sideOf(const std::string& id) const {
    Side side;
    const std::string zonePrefix = "zone/";
    if (id.rfind(zonePrefix, 0) == 0) {
        side.zones.push_back(zoneIndex(id.substr(zonePrefix.size())));
        return side;
    }
    const std::string clusterPrefix = "kafka/";
    const bool isCluster = id.rfind(clusterPrefix, 0) == 0;
    const std::string brokers = isCluster ? "broker/" + id.substr(clusterPrefix.size()) + "/" : std::string();
    for (std::size_t i = 0; i < m_elements.size(); ++i)
        if (m_elements[i] == id || (isCluster && m_elements[i].rfind(brokers, 0) == 0)) side.elements.push_back(static_cast<std::uint16_t>(i));
    return side;
}

}  // namespace headroom::sim
