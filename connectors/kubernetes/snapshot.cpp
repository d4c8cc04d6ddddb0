#include "connectors/kubernetes/snapshot.h"

#include <algorithm>

namespace headroom::connectors::kubernetes {
namespace {

/// Adds a part to a sum that is unknown where a part is.
void add(std::optional<int>& sum, const std::optional<int>& part) {
    sum = sum && part ? std::optional(*sum + *part) : std::nullopt;
}

ServiceFigures begun(const std::string& service, bool isPlanned) {
    ServiceFigures figures;
    figures.service = service;
    figures.isPlanned = isPlanned;
    figures.wanted = figures.ready = figures.updated = 0;
    return figures;
}

void addScaler(const Snapshot& snapshot, const Workload& workload, ServiceFigures& figures) {
    const auto found = std::ranges::find_if(snapshot.autoscalers, [&](const Autoscaler& scaler) {
        return scaler.name.space == workload.name.space && scaler.target == workload.name.name;
    });
    if (found != snapshot.autoscalers.end() && !figures.scaler) figures.scaler = *found;
}

void addPods(const Snapshot& snapshot, std::map<std::string, ServiceFigures>& all) {
    if (!snapshot.isKnown(Kind::Pods)) return;
    for (auto& [service, figures] : all) {
        figures.pending = 0;
        const auto restarts = snapshot.restarts.find("service/" + service);
        figures.restarts = restarts == snapshot.restarts.end() ? 0 : restarts->second;
    }
    for (const Pod& pod : snapshot.pods) {
        const auto service = snapshot.serviceOfPod.find(snapshot.naming.nameOf(pod.name));
        if (service == snapshot.serviceOfPod.end()) continue;
        const auto figures = all.find(service->second);
        if (figures == all.end()) continue;
        if (pod.phase.empty() || pod.phase == "Unknown")
            figures->second.pending.reset();
        else
            add(figures->second.pending, pod.phase == "Pending" ? 1 : 0);
    }
}

}  // namespace

std::optional<Error> Snapshot::blindness() const {
    const auto isUp = [](const KindState& state) { return !state.error; };
    return std::ranges::any_of(states, isUp) ? std::nullopt : states.front().error;
}

std::vector<ServiceFigures> figuresOf(const Snapshot& snapshot) {
    std::map<std::string, ServiceFigures> all;
    for (const Workload& workload : snapshot.workloads) {
        const std::string service = snapshot.naming.serviceOf(workload.name, workload.labels);
        const auto [place, isNew] = all.try_emplace(service);
        ServiceFigures& figures = place->second;
        if (isNew) figures = begun(service, snapshot.naming.isPlanned(service));
        const bool isDeployment = workload.type == Workload::Type::Deployment;
        figures.workloads.push_back((isDeployment ? "deployment " : "stateful set ") + snapshot.naming.nameOf(workload.name));
        add(figures.wanted, workload.wanted);
        add(figures.ready, workload.ready);
        add(figures.updated, workload.updated);
        addScaler(snapshot, workload, figures);
    }
    addPods(snapshot, all);
    std::vector<ServiceFigures> result;
    result.reserve(all.size());
    for (auto& [service, figures] : all) result.push_back(std::move(figures));
    return result;
}

}  // namespace headroom::connectors::kubernetes
