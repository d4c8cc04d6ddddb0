#include "connectors/kubernetes/pod_changes.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::connectors::kubernetes {
namespace {

const char* const kubelet = "kubelet";

bool isFinished(const Pod& pod) {
    return pod.phase == "Succeeded" || pod.phase == "Failed";
}

Change deletedAtOnce(const std::string& shown) {
    return {"pod.killed",
            "warning",
            {"pod.deletedAtOnce", {}, "deleted", fmt::format("{} was deleted without grace", shown), "kube-apiserver"}};
}

/// Collects what differs between two looks at a pod.
class Comparison {
public:
    Comparison(const Pod* before, const Pod& after, const std::string& shown)
        : m_before(before), m_after(after), m_shown(shown) {}

    std::vector<Change> run() {
        placed();
        if (m_after.containers)
            for (const Container& container : *m_after.containers) {
                ended(containerBefore(container.name), container);
                started(containerBefore(container.name), container);
                waiting(containerBefore(container.name), container);
            }
        readiness();
        leaving();
        return std::move(m_changes);
    }

private:
    void tell(const char* kind, const char* severity, const char* rule, std::vector<trace::ReasonValue> inputs,
              const std::string& result, const std::string& sentence) {
        m_changes.push_back({kind, severity, {rule, std::move(inputs), result, sentence, kubelet}});
    }

    const Container* containerBefore(const std::string& name) const {
        if (m_before == nullptr || !m_before->containers) return nullptr;
        const auto found = std::ranges::find(*m_before->containers, name, &Container::name);
        return found == m_before->containers->end() ? nullptr : &*found;
    }

    void placed() {
        if (!m_after.node.empty() && (m_before == nullptr || m_before->node.empty()))
            tell("pod.scheduled", "info", "scheduler.bind", {{"node", m_after.node, ""}}, m_after.node,
                 fmt::format("{} bound to {}", m_shown, m_after.node));
        const bool isNews = m_before == nullptr || m_before->unschedulable.empty();
        if (!m_after.unschedulable.empty() && isNews)
            tell("pod.unschedulable", "warning", "scheduler.filter", {}, "Pending",
                 fmt::format("{} stays pending: {}", m_shown, m_after.unschedulable));
    }

    void ended(const Container* before, const Container& after) {
        if (!after.lastEnd || (before != nullptr && before->lastEnd == after.lastEnd)) return;
        if (before == nullptr && m_before != nullptr) return;  // nobody knew of it
        const Termination& end = *after.lastEnd;
        const bool isWell = end.exitCode == 0;
        const std::string reason = end.reason.empty() ? "for an unknown reason" : end.reason;
        std::vector<trace::ReasonValue> inputs{{"container", after.name, ""}, {"reason", reason, ""}};
        if (end.exitCode) inputs.push_back({"exitCode", static_cast<double>(*end.exitCode), "1"});
        const std::string code = end.exitCode ? fmt::format(", exit code {}", *end.exitCode) : "";
        tell(isWell ? "pod.exited" : "pod.killed", isWell ? "info" : "warning",
             end.reason == "OOMKilled" ? "kernel.oomKilled" : "container.exit", std::move(inputs), reason + code,
             fmt::format("{}: container {} ended: {}{}", m_shown, after.name, reason, code));
    }

    void started(const Container* before, const Container& after) {
        const int times = after.restarts.value_or(0) - (before != nullptr ? before->restarts.value_or(0) : 0);
        const bool isRestart = before != nullptr && before->restarts && after.restarts && times > 0;
        if (isRestart)
            tell("pod.restarted", "warning", "kubelet.restart", {{"restarts", static_cast<double>(*after.restarts), "1"}},
                 "running",
                 fmt::format("{}: restart {} of container {}{}", m_shown, *after.restarts, after.name,
                             times > 1 ? fmt::format(", {} since the look before", times) : ""));
        const bool hasRun = before != nullptr && (before->isRunning || before->restarts.value_or(0) > 0 || before->lastEnd);
        if (after.isRunning && !hasRun && !isRestart)
            tell("pod.started", "info", "kubelet.start", {{"container", after.name, ""}}, "running",
                 fmt::format("{}: container {} started", m_shown, after.name));
    }

    void waiting(const Container* before, const Container& after) {
        const bool isTrouble =
            !after.waiting.empty() && after.waiting != "ContainerCreating" && after.waiting != "PodInitializing";
        if (!isTrouble || (before != nullptr && before->waiting == after.waiting)) return;
        tell("pod.backOff", "warning", after.waiting == "CrashLoopBackOff" ? "kubelet.crashLoopBackOff" : "kubelet.waiting",
             {{"restarts", static_cast<double>(after.restarts.value_or(0)), "1"}}, after.waiting,
             fmt::format("{}: container {} waits: {}{}{}", m_shown, after.name, after.waiting,
                         after.waitingMessage.empty() ? "" : ": ", after.waitingMessage));
    }

    void readiness() {
        if (!m_after.isReady || m_after.isBeingDeleted) return;
        const bool wasReady = m_before != nullptr && m_before->isReady.value_or(false);
        if (*m_after.isReady == wasReady) return;
        tell(wasReady ? "pod.unready" : "pod.ready", wasReady ? "warning" : "info",
             wasReady ? "kubelet.unready" : "kubelet.ready", {}, wasReady ? "not ready" : "ready",
             fmt::format("{} is {}ready", m_shown, wasReady ? "not " : ""));
    }

    void leaving() {
        const bool isEvicted = m_after.reason == "Evicted" || m_after.reason == "Preempting";
        if (isEvicted && (m_before == nullptr || m_before->reason != m_after.reason))
            tell("pod.evicted", "warning", "kubelet.evict", {}, m_after.reason,
                 fmt::format("{} was evicted: {}", m_shown, m_after.message.empty() ? m_after.reason : m_after.message));
        if (!m_after.isBeingDeleted || (m_before != nullptr && m_before->isBeingDeleted)) return;
        // Before it is removed, what is removed at once is marked like all others. Where nothing runs there is no grace to be
        // given.
        if (m_after.hasNoGrace && !m_after.node.empty() && !isFinished(m_after))
            m_changes.push_back(deletedAtOnce(m_shown));
        else
            tell("pod.terminating", "info", "pod.deleted", {}, "deleted", fmt::format("{} is deleted", m_shown));
    }

    const Pod* m_before;
    const Pod& m_after;
    const std::string& m_shown;
    std::vector<Change> m_changes;
};

}  // namespace

trace::Event eventOf(Change change, std::string element, trace::Instant now) {
    trace::Event event;
    event.time = now;
    event.kind = std::move(change.kind);
    event.element = std::move(element);
    event.severity = std::move(change.severity);
    event.summary = change.reason.sentence;
    event.reason = std::move(change.reason);
    return event;
}

std::vector<Change> changesOf(const Pod* before, const Pod& after, const std::string& shown) {
    return Comparison(before, after, shown).run();
}

std::vector<Change> changesAtEnd(const Pod& last, const std::string& shown, bool isWitnessed) {
    if (last.isBeingDeleted || isFinished(last)) return {};
    if (!isWitnessed)
        return {{"pod.terminating",
                 "info",
                 {"pod.gone", {}, "gone", fmt::format("{} is gone; how it went wasn't seen", shown), "kube-apiserver"}}};
    return {deletedAtOnce(shown)};
}

int restartsBetween(const Pod* before, const Pod& after) {
    const int now = after.restarts().value_or(0);
    if (before == nullptr || before->uid != after.uid) return now;
    return std::max(0, now - before->restarts().value_or(now));
}

}  // namespace headroom::connectors::kubernetes
