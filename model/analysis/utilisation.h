#pragma once
// How busy every resource of every element is at a load, and which one is full first.

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/analysis/flow_balance.h"

namespace headroom::model {

class FlowModel;

/// One resource of one element.
struct ResourceUse {
    enum class Kind {
        Cpu,
        Threads,
        Pool,
        StoreServers,
        StoreConnections,
        Consumers,
        Partitions,
        Relays,
        IoThreads,
        Disk,
        TokenBucket,
        RateLimiter,
        Bulkhead,
        NodeCpu,
        NodeRequests,
        Link,
    };
    Kind kind = Kind::Cpu;
    std::string element;   ///< "service/transaction"
    std::string resource;  ///< "CPU", "pool ledger", "I/O threads"
    std::string unit;      ///< of demand and capacity
    double demand = 0;
    double capacity = 0;
    double utilisation = 0;  ///< demand / capacity; above 1 the element can't keep up
    /// Times the present load at which it is full; infinite when the load doesn't touch it, 0 when it never fits.
    double factor = 0;
    bool dependsOnLoad = true;  ///< false: a matter of configuration, such as connections that may be opened
    bool isLinear = true;       ///< false: batches grow with the load, so utilisation grows less than the load
    bool hasShrinkingCapacity = false;  ///< what it can do sinks as the load grows, so utilisation grows more than the load
    std::set<std::pair<std::string, Kind>> waitsFor;  ///< elements and resources whose queues shrink it
    std::string note;                                 ///< what capacity and factor rest on; empty when nothing needs saying
};

/// By factor; of two that are full at the same load, what others wait for comes first.
bool breaksBefore(const ResourceUse& one, const ResourceUse& other);

struct UtilisationTable {
    FlowBalance flows;
    std::vector<ResourceUse> resources;     ///< in the order: services, stores, groups, clusters, nodes, links
    std::optional<std::size_t> bottleneck;  ///< the busiest that depends on the load
    double capacity = 0;                    ///< clients' arrivals a second at which the bottleneck is full
    std::string sentence;                   ///< "service/transaction's CPU, full at 12.3k arrivals/s = 1.7 times this load"

    const ResourceUse* find(const std::string& element, ResourceUse::Kind kind) const;
};

/// Resources at what actually arrives (closed loads slow down with their servers). Time spent queueing is not demand.
UtilisationTable analyseUtilisation(const Scenario& scenario, const AnalysisOptions& options = {});

/// Resources at given flows; `factor` of the others follows from utilisation, that of batching resources is left 0.
std::vector<ResourceUse> resourceUse(const Scenario& scenario, const FlowModel& model, const FlowBalance& flows);

/// As resourceUse at these arrivals, with every factor. Those of the twelve batching resources nearest to full come from
/// bisection to 0.1 %; the others', and those beyond 64, are lower bounds. Those of shrinking capacity always do.
/// `seen` as in populationWait.
std::vector<ResourceUse> resourcesWithFactors(const Scenario& scenario, const FlowModel& model,
                                              const std::vector<double>& arrivals, const std::map<std::string, int>& replicas,
                                              double seen);

/// "12.3k", "1.25M", "870": three significant digits.
std::string shortNumber(double value);

}  // namespace headroom::model
