#include "model/rules/kubernetes/hpa_normalizer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::rules {

namespace {

using Policy = model::HpaScalingPolicy;
using SelectPolicy = model::HpaScalingRules::SelectPolicy;

model::Duration wholeSeconds(model::Duration duration) {
    return model::Duration::seconds(duration.ns / 1'000'000'000);
}

model::Duration longestPeriod(const model::HpaScalingRules& rules) {
    model::Duration longest{0};
    for (const Policy& policy : rules.policies) longest = std::max(longest, policy.period);
    return longest;
}

// What one policy allows, from the replicas at the start of its period.
int allowance(const Policy& policy, int start, bool up) {
    if (policy.type == Policy::Type::Pods) return up ? start + policy.value : start - policy.value;
    const double share = static_cast<double>(policy.value) / 100;
    // Rounded up when growing, so that a small percentage still grows; truncated when shrinking.
    return up ? static_cast<int>(std::ceil(static_cast<double>(start) * (1 + share)))
              : static_cast<int>(static_cast<double>(start) * (1 - share));
}

}  // namespace

const char* limitName(HpaLimit limit) {
    switch (limit) {
        case HpaLimit::None: break;
        case HpaLimit::ScaleUpStabilized: return "ScaleUpStabilized";
        case HpaLimit::ScaleDownStabilized: return "ScaleDownStabilized";
        case HpaLimit::ScaleUpLimit: return "ScaleUpLimit";
        case HpaLimit::ScaleDownLimit: return "ScaleDownLimit";
        case HpaLimit::TooManyReplicas: return "TooManyReplicas";
        case HpaLimit::TooFewReplicas: return "TooFewReplicas";
    }
    return "";
}

model::HpaBehavior withDefaults(const model::HpaBehavior& behavior) {
    model::HpaBehavior result = behavior;
    const model::Duration period = model::Duration::seconds(15);
    if (!result.scaleUp.stabilizationWindow) result.scaleUp.stabilizationWindow = model::Duration{0};
    if (result.scaleUp.policies.empty())
        result.scaleUp.policies = {{Policy::Type::Pods, 4, period}, {Policy::Type::Percent, 100, period}};
    if (result.scaleDown.policies.empty()) result.scaleDown.policies = {{Policy::Type::Percent, 100, period}};
    return result;
}

HpaNormalizer::HpaNormalizer(const model::HorizontalPodAutoscaler& hpa, const model::HpaControllerConfig& config)
    : m_hpa(hpa), m_config(config) {
    if (!m_hpa.behavior) return;
    m_hpa.behavior = withDefaults(*m_hpa.behavior);
    auto& down = m_hpa.behavior->scaleDown.stabilizationWindow;
    if (!down) down = wholeSeconds(config.downscaleStabilization);
}

void HpaNormalizer::recordInitial(model::Instant now, int currentReplicas) {
    if (m_recommendations.empty()) m_recommendations.push_back({currentReplicas, now});
}

NormalizedReplicas HpaNormalizer::normalize(model::Instant now, int currentReplicas, int proposed) {
    return m_hpa.behavior ? normalizeWithBehavior(now, currentReplicas, proposed)
                          : normalizePlain(now, currentReplicas, proposed);
}

NormalizedReplicas HpaNormalizer::normalizePlain(model::Instant now, int currentReplicas, int proposed) {
    NormalizedReplicas result;
    const model::Instant cutoff = now - m_config.downscaleStabilization;
    std::erase_if(m_recommendations, [cutoff](const Stamped& old) { return old.at < cutoff; });
    m_recommendations.push_back({proposed, now});
    result.stabilized = proposed;
    for (const Stamped& stored : m_recommendations) result.stabilized = std::max(result.stabilized, stored.value);
    if (result.stabilized != proposed) result.stabilizedBy = HpaLimit::ScaleDownStabilized;

    result.rateLimit = std::max(2 * currentReplicas, 4);
    result.rateLimitApplies = result.stabilized > currentReplicas;
    const int maximum = std::min(m_hpa.maxReplicas, result.rateLimit);
    result.desired = result.stabilized;
    if (result.stabilized < m_hpa.minReplicas) {
        result.desired = m_hpa.minReplicas;
        result.limitedBy = HpaLimit::TooFewReplicas;
    } else if (result.stabilized > maximum) {
        result.desired = maximum;
        result.limitedBy = m_hpa.maxReplicas > result.rateLimit ? HpaLimit::ScaleUpLimit : HpaLimit::TooManyReplicas;
    }
    return result;
}

NormalizedReplicas HpaNormalizer::normalizeWithBehavior(model::Instant now, int currentReplicas, int proposed) {
    NormalizedReplicas result;
    stabilize(now, currentReplicas, proposed, result);
    result.desired = result.stabilized;
    if (result.stabilized > currentReplicas)
        limitUp(now, currentReplicas, result);
    else if (result.stabilized < currentReplicas)
        limitDown(now, currentReplicas, result);
    return result;
}

void HpaNormalizer::stabilize(model::Instant now, int currentReplicas, int proposed, NormalizedReplicas& result) {
    const model::Instant upCutoff = now - wholeSeconds(*m_hpa.behavior->scaleUp.stabilizationWindow);
    const model::Instant downCutoff = now - wholeSeconds(*m_hpa.behavior->scaleDown.stabilizationWindow);
    int lowest = proposed;
    int highest = proposed;
    for (const Stamped& stored : m_recommendations) {
        if (stored.at > upCutoff) lowest = std::min(lowest, stored.value);
        if (stored.at > downCutoff) highest = std::max(highest, stored.value);
    }
    result.stabilized = std::min(std::max(currentReplicas, lowest), highest);
    if (result.stabilized != proposed)
        result.stabilizedBy = proposed >= currentReplicas ? HpaLimit::ScaleUpStabilized : HpaLimit::ScaleDownStabilized;
    const model::Instant oldest = std::min(upCutoff, downCutoff);
    std::erase_if(m_recommendations, [oldest](const Stamped& old) { return old.at < oldest; });
    m_recommendations.push_back({proposed, now});
}

void HpaNormalizer::limitUp(model::Instant now, int currentReplicas, NormalizedReplicas& result) const {
    result.rateLimit = std::max(rateLimit(now, currentReplicas, true), currentReplicas);
    result.rateLimitApplies = true;
    const int maximum = std::min(m_hpa.maxReplicas, result.rateLimit);
    if (result.stabilized <= maximum) return;
    result.desired = maximum;
    result.limitedBy = m_hpa.maxReplicas > result.rateLimit ? HpaLimit::ScaleUpLimit : HpaLimit::TooManyReplicas;
}

void HpaNormalizer::limitDown(model::Instant now, int currentReplicas, NormalizedReplicas& result) const {
    result.rateLimit = std::min(rateLimit(now, currentReplicas, false), currentReplicas);
    result.rateLimitApplies = true;
    const int minimum = std::max(m_hpa.minReplicas, result.rateLimit);
    if (result.stabilized >= minimum) return;
    result.desired = minimum;
    result.limitedBy = m_hpa.minReplicas < result.rateLimit ? HpaLimit::ScaleDownLimit : HpaLimit::TooFewReplicas;
}

int HpaNormalizer::rateLimit(model::Instant now, int currentReplicas, bool up) const {
    const model::HpaScalingRules& rules = up ? m_hpa.behavior->scaleUp : m_hpa.behavior->scaleDown;
    if (rules.selectPolicy == SelectPolicy::Disabled) return currentReplicas;
    // "Max" means the largest change: the largest count when growing, the smallest when shrinking.
    const bool largest = (rules.selectPolicy == SelectPolicy::Max) == up;
    int result = largest ? std::numeric_limits<std::int32_t>::min() : std::numeric_limits<std::int32_t>::max();
    for (const Policy& policy : rules.policies) {
        const int allowed = allowance(policy, replicasAtPeriodStart(now, currentReplicas, policy.period), up);
        result = largest ? std::max(result, allowed) : std::min(result, allowed);
    }
    return result;
}

int HpaNormalizer::replicasAtPeriodStart(model::Instant now, int currentReplicas, model::Duration period) const {
    const model::Instant cutoff = now - wholeSeconds(period);
    int result = currentReplicas;
    for (const Stamped& event : m_scaleUps)
        if (event.at > cutoff) result -= event.value;
    for (const Stamped& event : m_scaleDowns)
        if (event.at > cutoff) result += event.value;
    return result;
}

void HpaNormalizer::recordScaled(model::Instant now, int from, int to) {
    if (!m_hpa.behavior) return;
    const bool up = to > from;
    auto& events = up ? m_scaleUps : m_scaleDowns;
    // Only this direction's longest period counts here, although the other direction's policies read the events as well.
    const model::Instant cutoff = now - wholeSeconds(longestPeriod(up ? m_hpa.behavior->scaleUp : m_hpa.behavior->scaleDown));
    const auto outdated = std::find_if(events.rbegin(), events.rend(), [cutoff](const Stamped& old) { return old.at < cutoff; });
    const Stamped event{up ? to - from : from - to, now};
    // One outdated slot is reused and the other outdated events stay visible to longer periods, as in the controller.
    if (outdated != events.rend())
        *outdated = event;
    else
        events.push_back(event);
}

}  // namespace headroom::rules
