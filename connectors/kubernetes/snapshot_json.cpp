#include "connectors/kubernetes/snapshot_json.h"

#include <nlohmann/json.hpp>

#include "connectors/kafka/snapshot_document.h"
#include "connectors/kubernetes/snapshot_document.h"

namespace headroom::connectors::kubernetes {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json orNull(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json of(const std::optional<Autoscaler>& scaler) {
    if (!scaler) return nullptr;
    Json metrics = Json::array();
    for (const AutoscalerMetric& metric : scaler->metrics)
        metrics.push_back({{"metric", metric.name},
                           {"unit", metric.unit},
                           {"current", orNull(metric.current)},
                           {"target", orNull(metric.target)}});
    Json conditions = Json::array();
    for (const Condition& condition : scaler->conditions)
        conditions.push_back({{"type", condition.type},
                              {"status", condition.status},
                              {"reason", condition.reason},
                              {"message", condition.message}});
    return {{"name", scaler->name.name},
            {"minReplicas", orNull(scaler->least)},
            {"maxReplicas", orNull(scaler->most)},
            {"currentReplicas", orNull(scaler->current)},
            {"desiredReplicas", orNull(scaler->desired)},
            {"metrics", std::move(metrics)},
            {"conditions", std::move(conditions)}};
}

Json of(const ServiceFigures& figures) {
    return {{"service", figures.service},     {"workloads", figures.workloads},     {"replicas", orNull(figures.wanted)},
            {"ready", orNull(figures.ready)}, {"updated", orNull(figures.updated)}, {"pending", orNull(figures.pending)},
            {"hpa", of(figures.scaler)}};
}

Json of(const Container& container) {
    Json end = nullptr;
    if (container.lastEnd)
        end = {{"reason", container.lastEnd->reason},
               {"exitCode", orNull(container.lastEnd->exitCode)},
               {"at", orNull(container.lastEnd->at)}};
    return {{"name", container.name},
            {"restarts", orNull(container.restarts)},
            {"waiting", orNull(container.waiting)},
            {"lastEnd", std::move(end)}};
}

Json of(const Pod& pod, const std::string& service, const Naming& naming) {
    Json containers = nullptr;
    if (pod.containers) {
        containers = Json::array();
        for (const Container& container : *pod.containers) containers.push_back(of(container));
    }
    return {{"pod", naming.nameOf(pod.name)},       {"service", orNull(service)},         {"phase", orNull(pod.phase)},
            {"ready", orNull(pod.isReady)},         {"restarts", orNull(pod.restarts())}, {"node", orNull(pod.node)},
            {"isBeingDeleted", pod.isBeingDeleted}, {"containers", std::move(containers)}};
}

Json problemsOf(const Snapshot& snapshot) {
    Json problems = Json::array();
    for (const KindOfThing& thing : kinds)
        if (const auto& error = snapshot.state(thing.kind).error)
            problems.push_back({{"of", thing.resource}, {"message", error->message}, {"retriable", error->retriable}});
    return problems;
}

}  // namespace

Json documentOf(const Snapshot& snapshot) {
    Json services = nullptr;
    if (snapshot.isKnown(Kind::Deployments) || snapshot.isKnown(Kind::StatefulSets)) {
        services = Json::array();
        for (const ServiceFigures& figures : figuresOf(snapshot)) services.push_back(of(figures));
    }
    Json pods = nullptr;
    if (snapshot.isKnown(Kind::Pods)) {
        pods = Json::array();
        for (const Pod& pod : snapshot.pods) {
            const auto service = snapshot.serviceOfPod.find(snapshot.naming.nameOf(pod.name));
            pods.push_back(of(pod, service == snapshot.serviceOfPod.end() ? "" : service->second, snapshot.naming));
        }
    }
    return {{"server", snapshot.server},
            {"context", orNull(snapshot.context)},
            {"namespace", orNull(snapshot.space)},
            {"services", std::move(services)},
            {"pods", std::move(pods)},
            {"problems", problemsOf(snapshot)}};
}

std::string toJson(const Snapshot& snapshot) {
    return kafka::textOf({{"kubernetes", documentOf(snapshot)}});
}

}  // namespace headroom::connectors::kubernetes
