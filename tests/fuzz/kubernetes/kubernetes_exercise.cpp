#include "tests/fuzz/kubernetes/kubernetes_exercise.h"

#include "connectors/kubernetes/api_answers.h"
#include "connectors/kubernetes/snapshot.h"
#include "connectors/kubernetes/snapshot_json.h"
#include "connectors/kubernetes/workload_tracer.h"
#include "model/trace/memory_trace.h"

namespace headroom {
namespace {

using namespace connectors::kubernetes;

bool isNegative(const std::optional<int>& value) {
    return value && *value < 0;
}

/// What a state comes to, in a trace and as JSON.
std::string check(ClusterState& state) {
    Snapshot snapshot;
    for (KindState& kind : snapshot.states) kind.isKnown = true;
    snapshot.server = "server";
    for (const auto type : {Workload::Type::Deployment, Workload::Type::StatefulSet})
        for (const auto& [name, workload] : state.workloads(type)) snapshot.workloads.push_back(workload);
    for (const auto& [name, pod] : state.pods()) {
        snapshot.pods.push_back(pod);
        if (const std::string service = state.serviceOf(pod); !service.empty()) snapshot.serviceOfPod[pod.name.name] = service;
    }
    for (const auto& [name, scaler] : state.autoscalers()) snapshot.autoscalers.push_back(scaler);
    snapshot.restarts = state.restarts();
    snapshot.newPods = state.takeNewPods();
    snapshot.events = state.takeEvents(trace::Instant{} + model::Duration::seconds(60));
    for (const auto& [element, restarts] : snapshot.restarts)
        if (restarts < 0) return "restarts go back";
    for (const ServiceFigures& figures : figuresOf(snapshot))
        if (isNegative(figures.wanted) || isNegative(figures.ready) || isNegative(figures.pending))
            return "less than no replicas";
    if (toJson(snapshot).empty()) return "there is no JSON";
    trace::MemoryTrace trace;
    connectors::LiveTrace live(trace);
    WorkloadTracer tracer(live);
    tracer.take(snapshot, trace::Instant{} + model::Duration::seconds(60));
    live.frame(trace::Instant{} + model::Duration::seconds(60));
    for (const trace::Event& event : trace.events())
        if (event.kind.empty() || event.element.empty()) return "an event of nothing";
    return {};
}

}  // namespace

std::string exerciseKubernetes(const std::string& text) {
    for (const KindOfThing& thing : kinds) {
        ClusterState state{Naming({"order", "audit"})};
        const auto list = readListPage(thing.kind, text, "server");
        if (!list && !list.error().message.starts_with("server")) return "a complaint has no place";
        if (list) state.replaceAll(thing.kind, list.value().objects, {});
        if (!list) state.replaceAll(thing.kind, {}, {});
        LineBuffer lines;
        std::int64_t second = 0;
        lines.feed(text, [&](std::string_view line) {
            const auto notice = readWatchLine(thing.kind, line, "server");
            if (!notice || !notice.value().object) return true;
            const trace::Instant now = trace::Instant{} + model::Duration::seconds(++second);
            if (notice.value().type == WatchNotice::Type::Put) state.put(*notice.value().object, now);
            if (notice.value().type == WatchNotice::Type::Removed) state.remove(*notice.value().object, now);
            return true;
        });
        if (std::string problem = check(state); !problem.empty()) return problem;
    }
    return {};
}

}  // namespace headroom
