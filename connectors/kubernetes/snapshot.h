#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/error.h"
#include "connectors/kubernetes/cluster_state.h"
#include "connectors/kubernetes/kinds.h"

namespace headroom::connectors::kubernetes {

/// How one kind of thing is looked at.
struct KindState {
    bool isKnown = false;        ///< they were listed, and are watched
    std::optional<Error> error;  ///< why not, while they aren't
    std::size_t senseless = 0;   ///< objects that made no sense
};

/// What is known of a cluster at an instant. Of a kind that isn't known there is nothing.
struct Snapshot {
    std::string server;   ///< its address
    std::string context;  ///< by which it was found; empty: from within
    std::string space;    ///< the namespace that is looked at; empty: all
    std::array<KindState, kinds.size()> states{};
    std::vector<Workload> workloads;      ///< Deployments, then StatefulSets, by name
    std::vector<Pod> pods;                ///< by name
    std::vector<Autoscaler> autoscalers;  ///< by name
    Naming naming;
    std::map<std::string, std::string> serviceOfPod;  ///< by the pod's name in a trace; pods of no service aren't in it
    std::map<std::string, double> restarts;           ///< since the first look, by element
    std::vector<trace::Event> events;                 ///< since the snapshot before
    std::vector<ClusterState::NewPod> newPods;        ///< since the snapshot before

    const KindState& state(Kind kind) const { return states.at(static_cast<std::size_t>(kind)); }
    bool isKnown(Kind kind) const { return state(kind).isKnown; }
    /// Why nothing at all is known; absent where something is, or may still come.
    std::optional<Error> blindness() const;
};

/// What replicas do for one service, which several workloads may be.
struct ServiceFigures {
    std::string service;
    bool isPlanned = false;              ///< the scenario has it
    std::vector<std::string> workloads;  ///< "deployment order"
    std::optional<int> wanted;
    std::optional<int> ready;
    std::optional<int> updated;
    std::optional<int> pending;        ///< pods that don't run yet
    std::optional<double> restarts;    ///< since the first look
    std::optional<Autoscaler> scaler;  ///< the first that scales one of its workloads
};

/// By the services' names. What depends on something unknown is unknown.
std::vector<ServiceFigures> figuresOf(const Snapshot& snapshot);

}  // namespace headroom::connectors::kubernetes
