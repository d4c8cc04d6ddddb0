#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/diagnostics.h"
#include "model/scenario/scenario.h"

namespace headroom::model {

enum class ElementKind { Client, Service, Store, Cluster, Broker, Topic, Group, Zone, Nodes };

enum class Relation {
    Calls,        ///< client, service or group -> service, and waits
    Stores,       ///< service or group -> store, and waits
    Misses,       ///< store -> the store asked when it has nothing
    Publishes,    ///< service or group -> topic
    Feeds,        ///< topic -> group
    DeadLetters,  ///< group -> topic
    Runs,         ///< service -> group whose members live in its pods
    Hosts,        ///< zone or nodes -> what is placed there; cluster -> its brokers and topics
    Replicates,   ///< topic -> a broker that holds copies of it
};

/// The word of a relation: "calls", "publishes".
const char* name(Relation relation);

/// A step because of which an edge exists.
struct EdgeStep {
    std::string activity;  ///< "service/transaction.create", "group/audit", "client/users"
    double probability = 1;
    bool ignoreFailure = false;
    bool asynchronous = false;  ///< publish: through the outbox or without waiting for the acknowledgement
    SourceLocation location;
};

struct TopologyElement {
    std::string id;  ///< kind, slash, name, as in the trace: "topic/orders", "broker/main/0"
    ElementKind kind = ElementKind::Service;
    std::string name;
};

struct TopologyEdge {
    std::size_t from = 0;  ///< index into elements()
    std::size_t to = 0;
    Relation relation = Relation::Calls;
    std::vector<EdgeStep> steps;  ///< empty where configuration, not a step, is behind it
};

/// The elements of a scenario and what connects them; at most one edge a pair and relation, in the scenario's order.
class TopologyGraph {
public:
    /// Leaves out references to elements that don't exist (the reader reports them).
    explicit TopologyGraph(const Scenario& scenario);

    const std::vector<TopologyElement>& elements() const { return m_elements; }
    const std::vector<TopologyEdge>& edges() const { return m_edges; }
    std::optional<std::size_t> findElement(const std::string& id) const;
    /// Throws std::logic_error when there is none.
    const TopologyElement& element(const std::string& id) const;
    const TopologyEdge* findEdge(const std::string& from, const std::string& to, Relation relation) const;

private:
    friend class TopologyBuilder;
    std::vector<TopologyElement> m_elements;
    std::vector<TopologyEdge> m_edges;
    std::map<std::string, std::size_t> m_byId;
};

}  // namespace headroom::model
