#include "sim/components/kubernetes/node.h"

namespace headroom::sim {

PodResources PodResources::of(const model::Service& service) {
    const model::Deployment& deployment = service.deployment;
    PodResources resources{deployment.requests.cpu, deployment.requests.memory, deployment.limits.cpu};
    if (!resources.cpuRequest) resources.cpuRequest = deployment.limits.cpu;
    if (!resources.memoryRequest) resources.memoryRequest = deployment.limits.memory;
    return resources;
}

}  // namespace headroom::sim
