#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/components/kubernetes/node.h"

namespace headroom::sim {

/// Chooses nodes as kube-scheduler does with a zone spread: filter by readiness, zone and requests; then the zone with the
/// fewest pods of the service (ties: the zones' order), then the least allocated node (NodeResourcesFit, LeastAllocated), then
/// the one with the fewest pods of the service, then the first.
class Scheduler {
public:
    explicit Scheduler(const std::vector<std::unique_ptr<Node>>& nodes) : m_nodes(nodes) {}

    struct Choice {
        Node* node = nullptr;
        std::string reason;  ///< why there is none, as the scheduler's event says it
    };
    /// `zones` are those the service may use, in order of preference.
    Choice choose(const Service& service, const std::vector<std::string>& zones) const;

private:
    struct Rejections {
        int notReady = 0;
        int otherZone = 0;
        int taken = 0;
        int cpu = 0;
        int memory = 0;
    };
    bool fits(const Node& node, const Service& service, const std::vector<std::string>& zones, Rejections& rejections) const;
    int podsInZone(const Service& service, const std::string& zone) const;

    const std::vector<std::unique_ptr<Node>>& m_nodes;
};

/// Pods of a service that run on a node and are not being deleted.
int podsOf(const Service& service, const Node& node);

}  // namespace headroom::sim
