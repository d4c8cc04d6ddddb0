#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/components/execution/connection_pool.h"
#include "sim/components/execution/guard_instances.h"
#include "sim/components/execution/record_sink.h"
#include "sim/components/network/network.h"
#include "sim/infrastructure/port.h"
#include "sim/random/stream.h"

namespace headroom::sim {

/// Where steps are executed: a pod, or a client. Owned by it; executions refer to it while they run.
struct Workplace {
    Place place;
    CgroupIndex cgroup;                                  ///< invalid: no CPU (clients)
    RandomStream* random = nullptr;                      ///< the component's stream
    double slowness = 1;                                 ///< CPU and waiting times are multiplied by it (a fault)
    std::vector<std::unique_ptr<ConnectionPool>> pools;  ///< by store index; null: no limit
    std::vector<RecordSink*> producers;                  ///< by topic index; null where it publishes nothing
    RecordSink* outbox = nullptr;
    std::unique_ptr<GuardInstances> guards;  ///< null: no guarded steps
};

}  // namespace headroom::sim
