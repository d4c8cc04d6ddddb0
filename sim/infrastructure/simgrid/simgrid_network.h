#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/infrastructure/simgrid/simgrid_engine.h"

namespace headroom::sim {

/// Links, and routes between pseudo-hosts that are made as transfers first use them; disks as hosts of their bandwidth.
class SimgridNetwork final : public EventTarget {
public:
    explicit SimgridNetwork(SimgridEngine& engine);

    std::uint32_t addLink(const std::string& name, double bytesPerSecond);
    WorkHandle start(const LinkIndex* links, std::size_t linkCount, Duration latency, Bytes size, WorkListener& listener,
                     std::uint64_t token);
    void cancel(std::uint32_t slot);
    void setLinkUp(std::uint32_t link, bool up);
    double bytes(std::uint32_t link) const;

    /// A transfer's latency is over.
    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    struct Link {
        simgrid::s4u::Link* link = nullptr;  ///< null when unlimited
        bool up = true;
        double carried = 0;  ///< by transfers that have ended
    };
    struct Route {
        std::vector<std::uint32_t> links;  ///< each once, unlimited ones too
        bool limited = false;
        simgrid::s4u::Host* from = nullptr;
        simgrid::s4u::Host* to = nullptr;
    };

    std::uint32_t routeOf(const LinkIndex* links, std::size_t linkCount);
    void connect(Route& route);
    bool isUp(const Route& route) const;
    void leave(std::uint32_t slot, double done);

    static constexpr std::size_t endpoints = 128;

    SimgridEngine& m_engine;
    simgrid::s4u::NetZone* m_zone = nullptr;
    std::vector<simgrid::s4u::Host*> m_endpoints;
    std::size_t m_pairs = 0;
    std::vector<Link> m_links;
    std::vector<Route> m_routes;
    std::map<std::vector<std::uint32_t>, std::uint32_t> m_byPath;
    std::vector<std::uint32_t> m_path;     ///< scratch of routeOf()
    std::vector<std::uint32_t> m_flowing;  ///< transfers handed to SimGrid
};

}  // namespace headroom::sim
