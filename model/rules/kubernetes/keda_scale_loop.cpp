#include "model/rules/kubernetes/keda_scale_loop.h"

#include <algorithm>

namespace headroom::rules {

namespace {

// metav1.Time loses its fraction when an object is stored.
model::Instant wholeSeconds(model::Instant instant) {
    return {instant.ns / 1'000'000'000 * 1'000'000'000};
}

Reason reasonFor(const char* rule, int from, int to, const std::string& why, std::vector<ReasonValue> inputs) {
    return {rule, std::move(inputs), std::to_string(to) + " replicas",
            "KEDA " + std::to_string(from) + " → " + std::to_string(to) + ": " + why,
            "keda pkg/scaling/executor/scale_scaledobjects.go"};
}

}  // namespace

KedaScaleLoop::KedaScaleLoop(const model::ScaledObject& scaledObject, model::Instant createdAt)
    : m_scaledObject(scaledObject), m_createdAt(wholeSeconds(createdAt)) {}

KedaScaleLoop::Decision KedaScaleLoop::poll(model::Instant now, int currentReplicas, bool active, bool error) {
    const int minimum = m_scaledObject.minReplicaCount;
    if (active) {
        if (currentReplicas == 0) {
            const int target = std::max(1, minimum);
            m_lastActive = wholeSeconds(now);
            return {target, reasonFor("keda.activate", 0, target, "a trigger is active", {})};
        }
        if (!error) m_lastActive = wholeSeconds(now);
        return {};
    }
    if (error) return {};
    if (currentReplicas > 0 && minimum == 0) {
        const model::Duration wait = m_lastActive ? m_scaledObject.cooldownPeriod : m_scaledObject.initialCooldownPeriod;
        if (m_lastActive.value_or(m_createdAt) + wait >= now) return {};
        const std::string why = "no trigger active for more than " + formatNumber(wait.toSeconds()) + " s";
        return {0, reasonFor("keda.deactivate", currentReplicas, 0, why,
                             {{m_lastActive ? "cooldownPeriod" : "initialCooldownPeriod", wait.toSeconds(), "s"}})};
    }
    if (currentReplicas < minimum)
        return {minimum,
                reasonFor("keda.minimum", currentReplicas, minimum, "below minReplicaCount " + std::to_string(minimum), {})};
    return {};
}

}  // namespace headroom::rules
