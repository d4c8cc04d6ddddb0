#pragma once
// What breaks first when the load grows, and what would help.

#include <optional>
#include <string>
#include <vector>

#include "model/analysis/utilisation.h"

namespace headroom::model {

/// A resource that is full at `factor` times the load.
struct Break {
    std::string element;
    std::string resource;
    ResourceUse::Kind kind = ResourceUse::Kind::Cpu;
    double factor = 0;
    double arrivalsPerSecond = 0;  ///< of all clients together
    std::string sentence;
};

/// Consecutive replica counts of equal capacity.
struct ReplicaRange {
    int from = 1;                 ///< the useful count
    int to = 1;                   ///< the last that adds nothing to it
    double relativeCapacity = 0;  ///< in records a second, a partition's consumer working alone being 1
};

struct ReplicaAdvice {
    std::string service;
    int declared = 1;
    std::optional<int> settled;        ///< where an HPA on CPU settles at the factor; absent without one
    int maximum = 1;                   ///< the autoscaler's, else the declared number
    std::optional<int> needed;         ///< for the factor at the target utilisation; absent: no number is enough
    std::string because;               ///< the resource that asks for most: "CPU", "group/audit"
    std::vector<ReplicaRange> ranges;  ///< of its listeners' partitions; empty without listeners
    std::string sentence;
};

struct GroupAdvice {
    std::string group;
    std::string service;
    double recordsPerSecond = 0;      ///< at the factor
    double capacityNow = 0;           ///< records a second of the members it may have
    double capacityAtPartitions = 0;  ///< with a member for every partition
    bool keepsUp = false;
    bool canEverKeepUp = false;           ///< with the partitions there are
    std::optional<int> partitionsNeeded;  ///< absent: one key alone is too much
    std::string sentence;
};

struct HeadroomQuestion {
    double loadFactor = 1;
    double targetUtilisation = 0.8;  ///< of the pods that `needed` counts
    LoadPoint point;
    std::map<std::string, double> failures;
};

/// The answer to "what breaks first at k times the load". Closed loads count with what they offer if nothing queued; services
/// with an autoscaler with all the pods it may start.
struct Headroom {
    double loadFactor = 1;
    double arrivalsPerSecond = 0;  ///< offered at factor 1
    std::vector<Break> breaks;     ///< by factor, everything the load touches
    std::vector<ReplicaAdvice> replicas;
    std::vector<GroupAdvice> groups;
    std::vector<std::string> warnings;  ///< what doesn't fit whatever the load is
    std::string sentence;               ///< the first three breaks below the factor, or how far it is to the first
};

Headroom analyse(const Scenario& scenario, const HeadroomQuestion& question);
Headroom analyse(const Scenario& scenario, double loadFactor);

/// Useful replica counts up to `most` for `partitions` read by `concurrency` threads a pod: capacity follows
/// partitions / ceil(partitions / (replicas * concurrency)).
std::vector<ReplicaRange> usefulReplicas(int partitions, int concurrency, int most);

}  // namespace headroom::model
