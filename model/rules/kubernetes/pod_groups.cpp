#include "model/rules/kubernetes/pod_groups.h"

namespace headroom::rules {

namespace {

bool isUnreadyForCpu(const HpaPod& pod, const PodSample& sample, model::Instant now, const model::HpaControllerConfig& config) {
    if (pod.ready == HpaPod::Readiness::Absent || !pod.startTime) return true;
    const bool notReady = pod.ready == HpaPod::Readiness::False;
    if (*pod.startTime + config.cpuInitializationPeriod > now)
        return notReady || sample.timestamp < pod.readyLastTransition + sample.window;
    // Later only pods that have never been ready are left out.
    return notReady && *pod.startTime + config.initialReadinessDelay > pod.readyLastTransition;
}

}  // namespace

PodGroups groupPods(const std::vector<HpaPod>& pods, const std::vector<std::optional<PodSample>>& samples, bool cpu,
                    model::Instant now, const model::HpaControllerConfig& config) {
    PodGroups groups;
    for (std::size_t index = 0; index < pods.size(); ++index) {
        const HpaPod& pod = pods[index];
        if (pod.beingDeleted || pod.phase == HpaPod::Phase::Failed) continue;
        if (pod.phase == HpaPod::Phase::Pending) {
            groups.unready.push_back(index);
        } else if (index >= samples.size() || !samples[index]) {
            groups.missing.push_back(index);
        } else if (cpu && isUnreadyForCpu(pod, *samples[index], now, config)) {
            groups.unready.push_back(index);
        } else {
            ++groups.readyCount;
            groups.ready.push_back(index);
        }
    }
    return groups;
}

}  // namespace headroom::rules
