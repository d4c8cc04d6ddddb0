#include "model/analysis/capacity.h"

#include <algorithm>
#include <cmath>

namespace headroom::model {

double podCores(const Service& service, const Scenario& scenario) {
    if (service.deployment.limits.cpu) return service.deployment.limits.cpu->cores();
    if (service.cores) return *service.cores;
    return scenario.nodes.empty() ? Service::coresAlone : scenario.nodes.front().cpu.cores();
}

int declaredReplicas(const Service& service, const Scenario& scenario) {
    const auto found = scenario.initial.replicas.find(service.name);
    return found == scenario.initial.replicas.end() ? service.deployment.replicas : found->second;
}

int maximumReplicas(const Service& service, const Scenario& scenario) {
    if (service.hpa) return service.hpa->maxReplicas;
    if (service.scaledObject) return service.scaledObject->maxReplicaCount;
    return declaredReplicas(service, scenario);
}

int minimumReplicas(const Service& service, const Scenario& scenario) {
    if (service.hpa) return service.hpa->minReplicas;
    if (service.scaledObject) return std::max(1, service.scaledObject->minReplicaCount);
    return declaredReplicas(service, scenario);
}

std::optional<int> poolSize(const Service& service, const Store& store) {
    if (const auto found = service.pools.find(store.name); found != service.pools.end()) return found->second.maximumPoolSize;
    if (store.kind == Store::Kind::PostgreSql) return Service::ConnectionPool{}.maximumPoolSize;
    return std::nullopt;
}

std::optional<int> settledReplicas(const Service& service, double cpuSeconds) {
    if (!service.hpa) return std::nullopt;
    std::optional<int> settled;
    for (const HpaMetric& metric : service.hpa->metrics) {
        const bool isCpu = metric.name == "cpu" &&
                           (metric.type == HpaMetric::Type::Resource || metric.type == HpaMetric::Type::ContainerResource);
        if (!isCpu || metric.target <= 0) continue;
        double perPod = metric.target / 1000;  // AverageValue: thousandths of a core
        if (metric.targetType == HpaMetric::TargetType::Utilization) {
            if (!service.deployment.requests.cpu) continue;
            perPod = metric.target / 100 * service.deployment.requests.cpu->cores();
        }
        const double wanted = std::min(std::ceil(cpuSeconds / perPod - 1e-9), static_cast<double>(service.hpa->maxReplicas));
        settled = std::max(settled.value_or(0), static_cast<int>(wanted));
    }
    if (!settled) return std::nullopt;
    return std::clamp(*settled, std::min(service.hpa->minReplicas, service.hpa->maxReplicas), service.hpa->maxReplicas);
}

int fullestPartitions(int partitions, int members) {
    return members <= 0 ? partitions : (partitions + members - 1) / members;
}

}  // namespace headroom::model
