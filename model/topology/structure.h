#pragma once
// What the shape of an architecture says by itself: cycles, unreachable parts, single points of failure, blast radii.

#include <string>
#include <vector>

#include "model/scenario/scenario.h"
#include "model/topology/topology_graph.h"

namespace headroom::model {

class ActivityGraph;

struct Cycle {
    std::vector<std::string> elements;  ///< ids, in the scenario's order
    bool synchronous = false;           ///< callers wait for each other: threads and pools can deadlock
    bool recursive = false;             ///< an operation or record causes itself again, not only its element
    std::string sentence;
};

struct UnreachablePart {
    std::string element;  ///< "service/x", or "service/x.operation" when only the operation is never called
    std::string sentence;
};

/// What one element's complete failure does. Lists hold element ids in the scenario's order.
struct BlastRadius {
    std::string element;
    std::vector<std::string> stops;        ///< fails every request at once; the element itself is not repeated
    std::vector<std::string> partlyStops;  ///< some operations fail, or some of their calls
    std::vector<std::string> fallsBehind;  ///< groups and outboxes that catch up afterwards
    std::vector<std::string> idles;        ///< groups that get nothing new
    std::vector<std::string> weakened;     ///< works on with fewer pods or brokers
    std::string sentence;
};

struct SinglePoint {
    enum class Kind { ArticulationPoint, OneReplica, OneInstance, OneZone, OneBroker, OneNode, NoReplication, NoSlackInSync };
    std::string element;
    Kind kind = Kind::OneReplica;
    bool stopsClients = false;  ///< a client's journey fails without it
    std::string why;            ///< "store/ledger is one instance in zone-a"
    std::string sentence;       ///< why, and what its failure takes along
};

struct Structure {
    std::vector<Cycle> cycles;
    std::vector<UnreachablePart> unreachable;
    std::vector<SinglePoint> singlePoints;
    std::vector<BlastRadius> blastRadii;  ///< one an element that runs, clients and groups left out
};

std::vector<Cycle> findCycles(const Scenario& scenario);
/// Parts that no client's journey and no record leads to.
std::vector<UnreachablePart> findUnreachable(const Scenario& scenario);
/// Publishers are taken to use acks=all. Throws std::logic_error for an unknown element.
BlastRadius blastRadius(const Scenario& scenario, const std::string& element);
/// As above, for many elements of one scenario, whose graphs these are.
BlastRadius blastRadius(const Scenario& scenario, const TopologyGraph& graph, const ActivityGraph& work,
                        const std::string& element);
std::vector<SinglePoint> findSinglePoints(const Scenario& scenario);
Structure analyseStructure(const Scenario& scenario);

}  // namespace headroom::model
