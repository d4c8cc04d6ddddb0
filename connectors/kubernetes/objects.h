#pragma once
// What an API server says of what is looked at, as far as it is of interest. Absent is unknown.

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace headroom::connectors::kubernetes {

/// What an object is called among those of its kind.
struct ObjectName {
    std::string space;  ///< namespace
    std::string name;
    auto operator<=>(const ObjectName&) const = default;
};

/// "name", or "namespace/name" where several namespaces are looked at.
std::string shown(const ObjectName& name, bool withSpace);

/// A Deployment or a StatefulSet.
struct Workload {
    enum class Type { Deployment, StatefulSet };
    Type type = Type::Deployment;
    ObjectName name;
    std::map<std::string, std::string> labels;
    std::optional<int> wanted;
    std::optional<int> replicas;  ///< that there are
    std::optional<int> ready;
    std::optional<int> updated;  ///< to the newest template
    std::string trouble;         ///< why a rollout doesn't go on, as its controller says; empty: it does
};

/// How a container ended.
struct Termination {
    std::string reason;  ///< "OOMKilled", "Error", "Completed"
    std::optional<int> exitCode;
    std::string at;  ///< as the API has it; tells one end from another
    bool operator==(const Termination&) const = default;
};

struct Container {
    std::string name;
    std::optional<int> restarts;
    std::string waiting;  ///< "CrashLoopBackOff", "ImagePullBackOff"; empty: it doesn't
    std::string waitingMessage;
    std::optional<Termination> lastEnd;  ///< of the one before it, or its own
    bool isRunning = false;
};

struct Pod {
    ObjectName name;
    std::string uid;
    std::string ownerKind;  ///< "ReplicaSet", "StatefulSet", "Job"; empty: nobody's
    std::string owner;
    std::string templateHash;  ///< of its ReplicaSet
    std::map<std::string, std::string> labels;
    std::string phase;   ///< "Pending", "Running", "Succeeded", "Failed", "Unknown"; empty: nobody says
    std::string reason;  ///< "Evicted", ...
    std::string message;
    std::string node;  ///< empty: none yet
    std::optional<bool> isReady;
    bool isBeingDeleted = false;
    bool hasNoGrace = false;    ///< is removed as soon as it is marked as being deleted
    std::string unschedulable;  ///< why no node takes it; empty: one does, or nobody says
    std::optional<std::vector<Container>> containers;

    /// The name of the Deployment or StatefulSet it belongs to; empty: of none.
    std::string workload() const;
    /// Of all containers.
    std::optional<int> restarts() const;
};

/// One of the metrics an autoscaler goes by.
struct AutoscalerMetric {
    std::string name;
    std::string unit;  ///< "%" of what is requested, else of the metric's own: "cores", "B", ""
    std::optional<double> current;
    std::optional<double> target;
};

struct Condition {
    std::string type;  ///< "ScalingActive", "AbleToScale", "ScalingLimited"
    std::string status;
    std::string reason;
    std::string message;
};

struct Autoscaler {
    ObjectName name;
    std::string targetKind;
    std::string target;
    std::optional<int> least;
    std::optional<int> most;
    std::optional<int> current;
    std::optional<int> desired;
    std::vector<AutoscalerMetric> metrics;  ///< in the order of its specification
    std::vector<Condition> conditions;
    std::string lastScale;  ///< when, as the API has it

    const Condition* findCondition(const std::string& type) const;
};

/// What a component of the cluster tells.
struct ClusterEvent {
    ObjectName name;
    std::string aboutKind;  ///< "Pod", "HorizontalPodAutoscaler"
    ObjectName about;
    std::string reason;  ///< "SuccessfulRescale", "Unhealthy"
    std::string message;
    std::string type;    ///< "Normal", "Warning"
    std::string source;  ///< "horizontal-pod-autoscaler"
    std::int64_t count = 1;
};

}  // namespace headroom::connectors::kubernetes
