#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/quantities.h"
#include "model/scenario/elements.h"
#include "sim/infrastructure/port.h"

namespace headroom::sim {

class ManagedPod;
class Service;

/// What a pod asks for, with the API server's defaulting: a missing request is the limit.
struct PodResources {
    std::optional<model::MilliCpu> cpuRequest;
    std::optional<model::Bytes> memoryRequest;
    std::optional<model::MilliCpu> cpuLimit;

    static PodResources of(const model::Service& service);
};

/// A machine that runs pods.
struct Node {
    std::string name;
    std::string zone;
    HostIndex host;
    double cores = 1;
    std::int64_t cpu = 0;             ///< allocatable, thousandths of a core
    std::int64_t memory = 0;          ///< allocatable, bytes
    const Service* tenant = nullptr;  ///< without declared nodes: the service whose pods, one at a time, it runs
    bool isUp = true;
    bool isReady = true;               ///< as the API server shows it
    std::optional<Instant> taintedAt;  ///< unreachable:NoExecute
    Duration leasePhase{0};            ///< the kubelet renews its lease at this phase
    std::vector<ManagedPod*> pods;     ///< bound to it and not gone
};

}  // namespace headroom::sim
