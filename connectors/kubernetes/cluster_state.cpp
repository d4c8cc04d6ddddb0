#include "connectors/kubernetes/cluster_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <type_traits>

#include "connectors/kubernetes/pod_changes.h"

namespace headroom::connectors::kubernetes {
namespace {

// What comes of a cluster in turmoil between two looks; more is counted.
constexpr std::size_t mostEvents = 5000;

Kind kindOf(const Object& object) {
    if (const auto* workload = std::get_if<Workload>(&object))
        return workload->type == Workload::Type::Deployment ? Kind::Deployments : Kind::StatefulSets;
    if (std::holds_alternative<Pod>(object)) return Kind::Pods;
    return std::holds_alternative<Autoscaler>(object) ? Kind::Autoscalers : Kind::Events;
}

const char* wordOf(const Workload& workload) {
    return workload.type == Workload::Type::Deployment ? "deployment" : "stateful set";
}

/// What pods and autoscalers tell of themselves is told from them.
bool isToldElsewhere(const ClusterEvent& event) {
    static const std::set<std::string> reasons{"FailedScheduling", "BackOff", "Killing", "Evicted"};
    return reasons.contains(event.reason) && event.aboutKind == "Pod";
}

Change changeOf(const ClusterEvent& event, const std::string& about) {
    const char* kind = event.reason == "Unhealthy"                    ? "pod.unhealthy"
                       : event.aboutKind == "HorizontalPodAutoscaler" ? "hpa.failed"
                                                                      : "kubernetes.event";
    const std::string times = event.count > 1 ? fmt::format(" ({} times)", event.count) : "";
    return {kind,
            "warning",
            {event.reason,
             {{"count", static_cast<double>(event.count), "1"}},
             event.reason,
             fmt::format("{}: {}: {}{}", about, event.reason, event.message, times),
             event.source}};
}

}  // namespace

std::map<ObjectName, Workload>& ClusterState::workloadsOf(Workload::Type type) {
    return type == Workload::Type::Deployment ? m_deployments : m_statefulSets;
}

const std::map<ObjectName, Workload>& ClusterState::workloads(Workload::Type type) const {
    return type == Workload::Type::Deployment ? m_deployments : m_statefulSets;
}

template <class T>
void ClusterState::keepOnly(Kind kind, std::map<ObjectName, T>& all, const std::vector<Object>& objects, trace::Instant now) {
    std::set<ObjectName> names;
    for (const Object& object : objects) names.insert(nameOf(object));
    std::vector<ObjectName> gone;
    for (const auto& [name, value] : all)
        if (!names.contains(name)) gone.push_back(name);
    for (const ObjectName& name : gone) erase(kind, name, false, now);
}

void ClusterState::replaceAll(Kind kind, const std::vector<Object>& objects, trace::Instant now) {
    switch (kind) {
        case Kind::Deployments: keepOnly(kind, m_deployments, objects, now); break;
        case Kind::StatefulSets: keepOnly(kind, m_statefulSets, objects, now); break;
        case Kind::Pods: keepOnly(kind, m_pods, objects, now); break;
        case Kind::Autoscalers: keepOnly(kind, m_autoscalers, objects, now); break;
        case Kind::Events: break;  // they go by themselves
    }
    for (const Object& object : objects)
        if (kindOf(object) == kind) put(object, now);
    m_isSeen.at(static_cast<std::size_t>(kind)) = true;
}

void ClusterState::put(const Object& object, trace::Instant now) {
    std::visit([&](const auto& one) { take(one, now); }, object);
}

void ClusterState::remove(const Object& object, trace::Instant now) {
    erase(kindOf(object), nameOf(object), true, now);
}

void ClusterState::erase(Kind kind, const ObjectName& name, bool isWitnessed, trace::Instant now) {
    const auto end = [&](auto& all) {
        const auto found = all.find(name);
        if (found == all.end()) return;
        noteRemoved(found->second, isWitnessed, now);
        all.erase(found);
    };
    switch (kind) {
        case Kind::Deployments: end(m_deployments); break;
        case Kind::StatefulSets: end(m_statefulSets); break;
        case Kind::Pods: end(m_pods); break;
        case Kind::Autoscalers: m_autoscalers.erase(name); break;
        case Kind::Events: m_counts.erase(name); break;
    }
}

void ClusterState::noteRemoved(const Workload& workload, bool, trace::Instant now) {
    const std::string text = fmt::format("{} {} was deleted", wordOf(workload), m_naming.nameOf(workload.name));
    tell({"deployment.deleted", "warning", {"deployment.deleted", {}, "deleted", text, "kube-apiserver"}},
         "service/" + serviceOf(workload), now);
}

void ClusterState::noteRemoved(const Pod& pod, bool isWitnessed, trace::Instant now) {
    const std::string shown = m_naming.nameOf(pod.name);
    for (Change& change : changesAtEnd(pod, shown, isWitnessed)) tell(std::move(change), "pod/" + shown, now);
}

void ClusterState::take(const Workload& workload, trace::Instant now) {
    const Kind kind = workload.type == Workload::Type::Deployment ? Kind::Deployments : Kind::StatefulSets;
    const auto [place, isNew] = workloadsOf(workload.type).try_emplace(workload.name, workload);
    const Workload before = std::exchange(place->second, workload);
    const std::string element = "service/" + serviceOf(workload);
    const std::string shown = m_naming.nameOf(workload.name);
    if (isNew && !isFirst(kind))
        tell({"deployment.created",
              "info",
              {"deployment.created", {}, "created", fmt::format("{} {} is new", wordOf(workload), shown), "kube-apiserver"}},
             element, now);
    if (!isNew && before.wanted && workload.wanted && before.wanted != workload.wanted)
        m_scalings.noteWorkload(workload.name, shown, *before.wanted, *workload.wanted, findAutoscaler(workload.name) != nullptr,
                                now);
    const std::string was = isNew ? std::string{} : before.trouble;
    if (workload.trouble == was) return;
    const bool isStuck = !workload.trouble.empty();
    const std::string text = isStuck ? fmt::format("{} doesn't get on: {}", shown, workload.trouble) : shown + " gets on again";
    tell({isStuck ? "deployment.stalled" : "deployment.progressing",
          isStuck ? "warning" : "info",
          {"deployment.condition", {}, isStuck ? workload.trouble : "progressing", text, "pkg/controller/deployment"}},
         element, now);
}

void ClusterState::take(const Pod& pod, trace::Instant now) {
    const auto [place, isNew] = m_pods.try_emplace(pod.name, pod);
    const Pod before = std::exchange(place->second, pod);
    // A stateful set's pods have their predecessors' names.
    const bool isSame = !isNew && before.uid == pod.uid;
    const std::string shown = m_naming.nameOf(pod.name);
    if (!isNew && !isSame)
        for (Change& change : changesAtEnd(before, shown, false)) tell(std::move(change), "pod/" + shown, now);
    const bool isAsFound = isNew && isFirst(Kind::Pods);
    const std::string service = serviceOf(pod);
    if (isNew) m_newPods.push_back({shown, service});
    const int restarts = isAsFound ? 0 : restartsBetween(isSame ? &before : nullptr, pod);
    m_restarts["pod/" + shown] += restarts;
    if (!service.empty()) m_restarts["service/" + service] += restarts;
    if (isAsFound) return;
    for (Change& change : changesOf(isSame ? &before : nullptr, pod, shown)) tell(std::move(change), "pod/" + shown, now);
}

void ClusterState::take(const Autoscaler& scaler, trace::Instant now) {
    const auto [place, isNew] = m_autoscalers.try_emplace(scaler.name, scaler);
    const Autoscaler before = std::exchange(place->second, scaler);
    const ObjectName target{scaler.name.space, scaler.target};
    const std::string element = "service/" + serviceOfTarget(target);
    const bool hasScaled = !isNew && !scaler.lastScale.empty() && scaler.lastScale != before.lastScale;
    if (hasScaled) m_scalings.noteAutoscaler(scaler, m_naming.nameOf(target), before.current, now);
    // A limit or a failure that was there before is worth telling too: it still is there.
    for (Change& change : changesOf(isNew ? nullptr : &before, scaler, m_naming.nameOf(scaler.name)))
        tell(std::move(change), element, now);
}

void ClusterState::take(const ClusterEvent& event, trace::Instant now) {
    const auto [place, isNew] = m_counts.try_emplace(event.name, event.count);
    // What repeats itself is told at twice the count.
    const bool isNews = isNew ? !isFirst(Kind::Events) : event.count >= 2 * place->second;
    if (!isNews) return;
    place->second = event.count;
    if (event.reason == "SuccessfulRescale" && event.aboutKind == "HorizontalPodAutoscaler") {
        const auto scaler = m_autoscalers.find(event.about);
        const std::string target = scaler == m_autoscalers.end() ? event.about.name : scaler->second.target;
        const ObjectName workload{event.about.space, target};
        m_scalings.noteReason(workload, m_naming.nameOf(workload), event.message, now);
        return;
    }
    const bool isOfAutoscaler = event.aboutKind == "HorizontalPodAutoscaler" && !isFirst(Kind::Autoscalers);
    const bool isTold = (isToldElsewhere(event) && !isFirst(Kind::Pods)) || isOfAutoscaler;
    if (event.type != "Warning" || isTold) return;
    tell(changeOf(event, m_naming.nameOf(event.about)), elementAbout(event), now);
}

std::string ClusterState::serviceOf(const Pod& pod) const {
    const std::string name = pod.workload();
    if (name.empty()) return {};
    const ObjectName workload{pod.name.space, name};
    const auto type = pod.ownerKind == "StatefulSet" ? Workload::Type::StatefulSet : Workload::Type::Deployment;
    const auto known = workloads(type).find(workload);
    // Its own labels are those of the template, as a rule the same.
    return m_naming.serviceOf(workload, known == workloads(type).end() ? pod.labels : known->second.labels);
}

std::string ClusterState::serviceOfTarget(const ObjectName& workload) const {
    for (const auto* all : {&m_deployments, &m_statefulSets})
        if (const auto found = all->find(workload); found != all->end()) return serviceOf(found->second);
    return m_naming.serviceOf(workload, {});
}

const Autoscaler* ClusterState::findAutoscaler(const ObjectName& workload) const {
    for (const auto& [name, scaler] : m_autoscalers)
        if (name.space == workload.space && scaler.target == workload.name) return &scaler;
    return nullptr;
}

std::string ClusterState::elementAbout(const ClusterEvent& event) const {
    if (event.aboutKind == "Pod") {
        const std::string element = "pod/" + m_naming.nameOf(event.about);
        if (m_pods.contains(event.about)) return element;
    }
    if (event.aboutKind == "Deployment" || event.aboutKind == "StatefulSet") return "service/" + serviceOfTarget(event.about);
    if (event.aboutKind == "HorizontalPodAutoscaler") {
        const auto scaler = m_autoscalers.find(event.about);
        if (scaler != m_autoscalers.end()) return "service/" + serviceOfTarget({event.about.space, scaler->second.target});
    }
    return {};
}

void ClusterState::tell(Change change, std::string element, trace::Instant now) {
    if (m_events.size() >= mostEvents)
        ++m_untold;
    else
        m_events.push_back(eventOf(std::move(change), std::move(element), now));
}

std::vector<trace::Event> ClusterState::takeEvents(trace::Instant now) {
    for (const Scalings::Told& told : m_scalings.takeSettled(now))
        m_events.push_back(eventOf(changeOf(told.scaling), "service/" + serviceOfTarget(told.workload), told.at));
    if (m_untold > 0) {
        const std::string text = fmt::format("{} more things happened than can be told", std::exchange(m_untold, 0));
        m_events.push_back(eventOf({"kubernetes.event", "warning", {"kubernetes.untold", {}, text, text, ""}}, {}, now));
    }
    std::ranges::stable_sort(m_events, {}, &trace::Event::time);
    return std::exchange(m_events, {});
}

}  // namespace headroom::connectors::kubernetes
