#pragma once

#include <unordered_map>
#include <vector>

#include "sim/infrastructure/native/fair_queue.h"
#include "sim/infrastructure/native/max_min.h"

namespace headroom::sim {

/// Transfers over links that are shared max-min fairly. The latency passes first and occupies no bandwidth.
///
/// Transfers over the same links form a class with one rate, so the sharing is computed per class; a start or an end
/// reaches only classes connected through shared links. A link without a limit takes no part in the sharing.
class FlowModel final : public EventTarget {
public:
    FlowModel(Kernel& kernel, WorkPool& pool) : m_kernel(kernel), m_pool(pool) {}

    std::uint32_t addLink(double bytesPerSecond);
    WorkHandle start(const LinkIndex* links, std::size_t linkCount, Duration latency, Bytes size, WorkListener& listener,
                     std::uint64_t token);
    void cancel(std::uint32_t slot);
    void setLinkUp(std::uint32_t link, bool up);
    double bytes(std::uint32_t link) const;

    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    enum Code : std::uint32_t { TransferEnds, LatencyEnds, TransferEnding };

    static constexpr std::uint32_t none = ~0U;
    struct Link {
        bool up = true;
        double unshared = 0;                 ///< bytes of transfers that no link limits
        std::vector<std::uint32_t> classes;  ///< that cross it
        std::uint32_t only = none;           ///< class of the transfers over this link alone
        std::uint32_t visited = 0;
    };
    /// Parallel to m_flows.
    struct Route {
        explicit Route(WorkPool& pool) : queue(pool) {}
        std::vector<std::uint32_t> path;   ///< as given; names the class
        std::vector<std::uint32_t> links;  ///< all of them once, unlimited ones too
        FairQueue queue;
        EventHandle event;
        Instant eventAt = Instant::never();  ///< of the pending event: at endsAt, or before it
        Instant endsAt = Instant::never();   ///< when the first transfer ends at the present rate
        std::uint32_t visited = 0;
    };

    std::uint32_t routeOf(const LinkIndex* links, std::size_t linkCount);
    bool matches(const Route& route, const LinkIndex* links, std::size_t linkCount) const;
    std::uint32_t addRoute(const LinkIndex* links, std::size_t linkCount, std::uint64_t hash);
    bool isUp(const Route& route) const;
    void begin(std::uint32_t slot);
    void finish(std::uint32_t route);
    void changed(std::uint32_t route);
    void settle();
    bool sharesNothing(std::uint32_t route) const;
    void collect(std::uint32_t route);
    void apply(std::uint32_t route);
    void endAtOnce(std::uint32_t slot, WorkOutcome outcome);

    Kernel& m_kernel;
    WorkPool& m_pool;
    MaxMin m_maxMin;
    std::vector<Link> m_links;
    std::vector<double> m_capacity;  ///< bytes per nanosecond by link; infinite when unlimited
    std::vector<Route> m_routes;
    std::vector<FlowClass> m_flows;
    std::unordered_multimap<std::uint64_t, std::uint32_t> m_byHash;  ///< looked up, never iterated
    std::vector<std::uint32_t> m_dirty;
    std::vector<std::uint32_t> m_component;
    std::uint32_t m_visit = 0;
    bool m_deferring = false;
};

}  // namespace headroom::sim
