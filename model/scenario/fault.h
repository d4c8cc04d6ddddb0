#pragma once

#include <optional>
#include <string>
#include <variant>

#include "model/diagnostics.h"
#include "model/quantities.h"

namespace headroom::model {

struct KillPod {
    std::string service;
    int count = 1;
};  ///< the container process dies (exit 137); the kubelet restarts it
struct DeletePod {
    std::string service;
    int count = 1;
};  ///< the pod object is deleted at once; the ReplicaSet makes a new one
struct KillNode {
    std::string node;
};  ///< "group/2"
struct KillBroker {
    std::string cluster;
    int broker = 0;
};  ///< back after the fault's length, if it has one
struct KillZone {
    std::string zone;
};
/// No traffic between the two sides while it lasts; `b` empty: everything else. Names of elements or zones.
struct PartitionNetwork {
    std::string a;
    std::string b;
};
struct SlowElement {
    std::string element;
    double factor = 1;
};  ///< service times multiplied
struct FailElement {
    std::string element;
    double probability = 1;
};  ///< requests answered with an error
struct OutageElement {
    std::string element;
};  ///< no answer at all: callers run into their timeouts
struct Surge {
    std::string client;
    double factor = 1;
};  ///< rate or users multiplied
struct PoisonMessages {
    std::string topic;
    double fraction = 0;
};  ///< records whose processing always fails
struct HotKey {
    std::string topic;
    double fraction = 0;
};  ///< that share of records gets one key
/// A decision rather than a failure: `kubectl scale`.
struct ScaleService {
    std::string service;
    int replicas = 1;
};

struct Fault {
    std::string name;
    Instant at;
    std::optional<Duration> length;  ///< absent: for the rest of the run, or instantaneous
    std::variant<KillPod, DeletePod, KillNode, KillBroker, KillZone, PartitionNetwork, SlowElement, FailElement, OutageElement,
                 Surge, PoisonMessages, HotKey, ScaleService>
        action;
    SourceLocation location;
};

}  // namespace headroom::model
