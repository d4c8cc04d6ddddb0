#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/components/kubernetes/node.h"
#include "sim/components/kubernetes/scheduler.h"
#include "sim/random/stream.h"
#include "sim/world/context.h"

namespace headroom::sim {

/// Hears when pods that found no node may find one.
class RoomListener {
public:
    virtual void onRoom() = 0;

protected:
    ~RoomListener() = default;
};

/// The nodes, and how the control plane notices that one is lost: lease renewals stop, the node becomes unknown, its pods'
/// endpoints go, and after the toleration its pods are evicted. Source: model/rules/kubernetes/node_failure.h.
class NodeController final : public EventTarget {
public:
    NodeController(Context& context, RoomListener& listener);

    /// Whether the scenario declares nodes; otherwise every pod has one of its own.
    bool areDeclared() const { return m_areDeclared; }
    const std::vector<std::unique_ptr<Node>>& nodes() const { return m_nodes; }
    const Scheduler& scheduler() const { return m_scheduler; }
    /// A node for one pod of the service.
    Node& addOwnNode(const Service& service, const std::string& zone, double cores, int number);

    Node* findNode(const std::string& name) const;
    /// The machine stops: nothing in it answers any more. Nothing happens when it is down already.
    void kill(Node& node);
    /// The machine is back; pods that were not evicted start again.
    void restore(Node& node);

    void onEvent(std::uint32_t code, std::uint64_t argument) override;

private:
    enum Code : std::uint32_t { Unknown, Taint, Evict };
    struct Life {
        std::uint32_t number = 0;  ///< counts kills and restorations
        bool isTaintPending = false;
    };
    Node& add(Node node, double cores, const std::string& hostName);
    void addDeclared(const model::NodeGroup& group, const std::vector<std::string>& zones);
    std::size_t indexOf(const Node& node) const;
    void schedule(Instant at, Code code, std::size_t node);
    void becomeUnknown(Node& node);
    void taintWhereAllowed();
    double taintRate(const std::string& zone) const;
    void evictPods(Node& node);

    Context& m_context;
    RoomListener& m_listener;
    RandomStream m_random;
    model::NodeFailureConfig m_config;
    bool m_areDeclared;
    Instant m_firstMonitorTick;
    std::vector<std::unique_ptr<Node>> m_nodes;
    std::vector<Life> m_lives;                                 ///< parallel to the nodes
    std::vector<std::pair<std::string, Instant>> m_nextTaint;  ///< by zone
    Scheduler m_scheduler;
};

}  // namespace headroom::sim
