#include "connectors/kubernetes/object_reader.h"

#include <algorithm>

#include "connectors/kubernetes/json_access.h"

namespace headroom::connectors::kubernetes {
namespace {

std::optional<ObjectName> readName(const Json& json) {
    ObjectName name{textAt(json, {"metadata", "namespace"}), textAt(json, {"metadata", "name"})};
    return name.name.empty() ? std::nullopt : std::optional(std::move(name));
}

/// A count of a status, from which the API leaves out what is 0.
std::optional<int> statusCount(const Json& json, const char* field) {
    if (hasAt(json, {"status", field})) return countAt(json, {"status", field});
    return countAt(json, {"status", "observedGeneration"}) ? std::optional(0) : std::nullopt;
}

const Json* findCondition(const Json& json, const char* type) {
    for (const Json* condition : objectsAt(json, {"status", "conditions"}))
        if (textAt(*condition, {"type"}) == type) return condition;
    return nullptr;
}

bool isStatus(const Json& condition, const char* status) {
    return textAt(condition, {"status"}) == status;
}

/// Why a Deployment's rollout doesn't go on.
std::string troubleOf(const Json& json) {
    const Json* progressing = findCondition(json, "Progressing");
    const Json* failing = findCondition(json, "ReplicaFailure");
    for (const Json* condition : {failing != nullptr && isStatus(*failing, "True") ? failing : nullptr,
                                  progressing != nullptr && isStatus(*progressing, "False") ? progressing : nullptr})
        if (condition != nullptr) return textAt(*condition, {"reason"}) + ": " + textAt(*condition, {"message"});
    return {};
}

std::optional<Termination> readEnd(const Json& status, const char* state) {
    const Json* ended = find(status, {state, "terminated"});
    if (ended == nullptr || !ended->is_object()) return std::nullopt;
    return Termination{textAt(*ended, {"reason"}), countAt(*ended, {"exitCode"}), textAt(*ended, {"finishedAt"})};
}

Container readContainer(const Json& status) {
    Container container;
    container.name = textAt(status, {"name"});
    container.restarts = countAt(status, {"restartCount"});
    container.waiting = textAt(status, {"state", "waiting", "reason"});
    container.waitingMessage = textAt(status, {"state", "waiting", "message"});
    container.isRunning = hasAt(status, {"state", "running"});
    container.lastEnd = readEnd(status, "state");
    if (!container.lastEnd) container.lastEnd = readEnd(status, "lastState");
    return container;
}

void readOwner(const Json& json, Pod& pod) {
    for (const Json* owner : objectsAt(json, {"metadata", "ownerReferences"})) {
        if (!flagAt(*owner, {"controller"}).value_or(false)) continue;
        pod.ownerKind = textAt(*owner, {"kind"});
        pod.owner = textAt(*owner, {"name"});
    }
    const auto hash = pod.labels.find("pod-template-hash");
    if (hash != pod.labels.end()) pod.templateHash = hash->second;
}

void readContainers(const Json& json, Pod& pod) {
    if (hasAt(json, {"status", "containerStatuses"})) {
        pod.containers.emplace();
        for (const Json* status : objectsAt(json, {"status", "containerStatuses"}))
            pod.containers->push_back(readContainer(*status));
        if (pod.containers->empty()) pod.containers.reset();
    } else if (pod.phase == "Pending") {
        // Nothing of it has run yet.
        pod.containers.emplace();
    }
}

}  // namespace

std::optional<Workload> readWorkload(const Json& json, Workload::Type type) {
    auto name = readName(json);
    if (!name) return std::nullopt;
    Workload workload;
    workload.type = type;
    workload.name = std::move(*name);
    workload.labels = textsAt(json, {"metadata", "labels"});
    workload.wanted = countAt(json, {"spec", "replicas"});
    workload.replicas = statusCount(json, "replicas");
    workload.ready = statusCount(json, "readyReplicas");
    workload.updated = statusCount(json, "updatedReplicas");
    workload.trouble = troubleOf(json);
    return workload;
}

std::optional<Pod> readPod(const Json& json) {
    auto name = readName(json);
    if (!name) return std::nullopt;
    Pod pod;
    pod.name = std::move(*name);
    pod.uid = textAt(json, {"metadata", "uid"});
    pod.labels = textsAt(json, {"metadata", "labels"});
    readOwner(json, pod);
    pod.phase = textAt(json, {"status", "phase"});
    pod.reason = textAt(json, {"status", "reason"});
    pod.message = textAt(json, {"status", "message"});
    pod.node = textAt(json, {"spec", "nodeName"});
    pod.isBeingDeleted = hasAt(json, {"metadata", "deletionTimestamp"});
    pod.hasNoGrace = pod.isBeingDeleted && countAt(json, {"metadata", "deletionGracePeriodSeconds"}) == 0;
    const Json* ready = findCondition(json, "Ready");
    if (ready != nullptr && !isStatus(*ready, "Unknown")) pod.isReady = isStatus(*ready, "True");
    // Before a kubelet has it, nobody says; it can't be ready then.
    if (ready == nullptr && pod.phase == "Pending") pod.isReady = false;
    const Json* scheduled = findCondition(json, "PodScheduled");
    if (scheduled != nullptr && isStatus(*scheduled, "False")) pod.unschedulable = textAt(*scheduled, {"message"});
    readContainers(json, pod);
    return pod;
}

std::optional<ClusterEvent> readClusterEvent(const Json& json) {
    auto name = readName(json);
    if (!name) return std::nullopt;
    ClusterEvent event;
    event.name = std::move(*name);
    event.aboutKind = textAt(json, {"involvedObject", "kind"});
    event.about = {textAt(json, {"involvedObject", "namespace"}), textAt(json, {"involvedObject", "name"})};
    event.reason = textAt(json, {"reason"});
    event.message = textAt(json, {"message"});
    event.type = textAt(json, {"type"});
    event.source = textAt(json, {"source", "component"});
    if (event.source.empty()) event.source = textAt(json, {"reportingComponent"});
    const auto count = integerAt(json, {"count"});
    const auto series = integerAt(json, {"series", "count"});
    event.count = std::max<std::int64_t>({1, count.value_or(1), series.value_or(1)});
    return event;
}

std::optional<Object> readObject(Kind kind, const Json& json) {
    const auto whole = [](auto read) -> std::optional<Object> {
        return read ? std::optional<Object>(std::move(*read)) : std::nullopt;
    };
    switch (kind) {
        case Kind::Deployments: return whole(readWorkload(json, Workload::Type::Deployment));
        case Kind::StatefulSets: return whole(readWorkload(json, Workload::Type::StatefulSet));
        case Kind::Pods: return whole(readPod(json));
        case Kind::Autoscalers: return whole(readAutoscaler(json));
        case Kind::Events: return whole(readClusterEvent(json));
    }
    return std::nullopt;
}

const ObjectName& nameOf(const Object& object) {
    return std::visit([](const auto& one) -> const ObjectName& { return one.name; }, object);
}

}  // namespace headroom::connectors::kubernetes
