#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/ids.h"
#include "model/scenario/scenario.h"
#include "sim/infrastructure/port.h"
#include "sim/kernel/kernel.h"
#include "sim/random/stream.h"
#include "sim/world/observatory.h"
#include "sim/world/slot_pool.h"

namespace headroom::sim {

/// Where a message starts or ends: a zone, and the element it belongs to (for partitions of the network).
struct Place {
    std::uint16_t zone = 0;
    std::uint16_t element = 0;
};

/// Carries messages between places: a latency drawn for each message, and shared capacity where a link has one.
/// A message whose route is free of latency and capacity limits is delivered within the call.
class Network final : public WorkListener {
public:
    Network(const model::Scenario& scenario, Kernel& kernel, Infrastructure& infrastructure, Observatory& observatory);

    /// The place of an element; an unknown or empty zone is the first. Elements of one name share partitions.
    Place place(const std::string& elementId, const std::string& zone);
    std::uint16_t zoneIndex(const std::string& zone) const;
    const std::vector<std::string>& zones() const { return m_zones; }

    /// Delivers target.onEvent(code, argument) at `to`; while the network is partitioned between the two, TCP keeps trying, and
    /// the message leaves when the partition heals. Whoever won't wait so long has a timeout.
    void send(Place from, Place to, model::Bytes size, EventTarget& target, std::uint32_t code, std::uint64_t argument) {
        if (m_cuts.empty() || !isCut(from, to))
            deliver(from, to, size, target, code, argument);
        else
            m_held.push_back({from, to, size, {&target, code, argument}});
    }

    /// Cuts traffic between two sets of places; an empty `b` means everything outside `a`. Returns a key for heal().
    struct Side {
        std::vector<std::uint16_t> zones;
        std::vector<std::uint16_t> elements;
        bool contains(Place place) const;
    };
    std::uint32_t cut(Side a, std::optional<Side> b);
    void heal(std::uint32_t cut);
    bool isCut(Place a, Place b) const;
    Side sideOf(const std::string& elementOrZoneId) const;

    void onWork(std::uint64_t token, WorkOutcome outcome) override;

private:
    struct Route {
        model::Distribution latency;
        std::int64_t constantLatency = -1;  ///< ns; -1: draw
        LinkIndex link;                     ///< invalid: unlimited
    };
    struct Message {
        EventTarget* target = nullptr;
        std::uint32_t code = 0;
        std::uint64_t argument = 0;
    };
    struct Held {
        Place from;
        Place to;
        model::Bytes size;
        Message message;
    };
    struct Cut {
        std::uint32_t key;
        Side a;
        std::optional<Side> b;
    };
    void deliver(Place from, Place to, model::Bytes size, EventTarget& target, std::uint32_t code, std::uint64_t argument);
    void addRoutes(const model::Scenario& scenario, Observatory& observatory);
    LinkIndex addLink(const std::string& name, model::Bandwidth bandwidth, Observatory& observatory);

    Kernel& m_kernel;
    Infrastructure& m_infrastructure;
    RandomStream m_random;
    std::vector<std::string> m_zones;
    std::vector<std::string> m_elements;
    std::vector<Route> m_routes;  ///< from * zones + to
    SlotPool<Message> m_messages;
    std::vector<Cut> m_cuts;
    std::vector<Held> m_held;  ///< in the order sent
    std::uint32_t m_nextCut = 0;
};

}  // namespace headroom::sim
