// HorizontalPodAutoscalers and KEDA's ScaledObjects.
#include <fmt/format.h>

#include "model/export/kubernetes_manifests.h"

namespace headroom::model {

namespace {

using Type = HpaMetric::Type;
using TargetType = HpaMetric::TargetType;

YamlValue targetOf(const HpaMetric& metric) {
    YamlValue target;
    if (metric.targetType == TargetType::Utilization)
        return target.set("type", "Utilization").set("averageUtilization", static_cast<std::int64_t>(metric.target));
    const bool isAverage = metric.targetType == TargetType::AverageValue;
    const bool isCpu = metric.name == "cpu" && metric.type != Type::Pods;
    const std::string amount = isCpu ? cpuText(MilliCpu{static_cast<std::int64_t>(metric.target)}) : quantityText(metric.target);
    return target.set("type", isAverage ? "AverageValue" : "Value").set(isAverage ? "averageValue" : "value", amount);
}

/// "Kind/name", as the scenario has read it.
YamlValue describedObject(const std::string& object) {
    const std::size_t slash = object.find('/');
    const std::string kind = object.substr(0, slash);
    YamlValue described;
    if (kind == "Service") described.set("apiVersion", "v1");
    if (kind == "Deployment") described.set("apiVersion", "apps/v1");
    if (kind == "Ingress") described.set("apiVersion", "networking.k8s.io/v1");
    return described.set("kind", kind).set("name", slash == std::string::npos ? "" : object.substr(slash + 1));
}

YamlValue metricOf(const HpaMetric& metric, const std::string& containerName) {
    YamlValue source;
    if (metric.type == Type::Object) source.set("describedObject", describedObject(metric.object));
    if (metric.type == Type::Resource || metric.type == Type::ContainerResource)
        source.set("name", metric.name);
    else
        source.set("metric", YamlValue().set("name", metric.name));
    if (metric.type == Type::ContainerResource) source.set("container", containerName);
    source.set("target", targetOf(metric));
    const char* const types[] = {"Resource", "ContainerResource", "Pods", "Object", "External"};
    const char* const keys[] = {"resource", "containerResource", "pods", "object", "external"};
    const auto index = static_cast<std::size_t>(metric.type);
    YamlValue value;
    value.set("type", types[index]).set(keys[index], source);
    return value;
}

YamlValue rulesOf(const HpaScalingRules& rules) {
    YamlValue value;
    if (rules.stabilizationWindow) value.set("stabilizationWindowSeconds", secondsOf(*rules.stabilizationWindow));
    if (rules.selectPolicy != HpaScalingRules::SelectPolicy::Max)
        value.set("selectPolicy", rules.selectPolicy == HpaScalingRules::SelectPolicy::Min ? "Min" : "Disabled");
    YamlValue policies = YamlValue::list();
    for (const HpaScalingPolicy& policy : rules.policies) {
        YamlValue entry;
        entry.set("type", policy.type == HpaScalingPolicy::Type::Pods ? "Pods" : "Percent");
        policies.add(entry.set("value", policy.value).set("periodSeconds", secondsOf(policy.period)));
    }
    if (!policies.isEmpty()) value.set("policies", policies);
    if (rules.tolerance) value.set("tolerance", quantityText(*rules.tolerance));
    return value;
}

YamlValue behaviorOf(const HpaBehavior& behavior) {
    YamlValue value;
    if (const YamlValue up = rulesOf(behavior.scaleUp); !up.isEmpty()) value.set("scaleUp", up);
    if (const YamlValue down = rulesOf(behavior.scaleDown); !down.isEmpty()) value.set("scaleDown", down);
    return value;
}

YamlValue triggerOf(const KedaKafkaTrigger& trigger) {
    const auto flag = [](bool value) { return value ? "true" : "false"; };
    YamlValue metadata;
    metadata.comment("Of the pods: the address of headroom-addresses.").set("bootstrapServersFromEnv", "HEADROOM_KAFKA");
    metadata.set("consumerGroup", trigger.consumerGroup);
    if (!trigger.topic.empty()) metadata.set("topic", trigger.topic);
    metadata.set("lagThreshold", fmt::format("{}", trigger.lagThreshold));
    metadata.set("activationLagThreshold", fmt::format("{}", trigger.activationLagThreshold));
    metadata.set("offsetResetPolicy",
                 trigger.offsetResetPolicy == KedaKafkaTrigger::OffsetResetPolicy::Latest ? "latest" : "earliest");
    metadata.set("allowIdleConsumers", flag(trigger.allowIdleConsumers));
    metadata.set("scaleToZeroOnInvalidOffset", flag(trigger.scaleToZeroOnInvalidOffset));
    metadata.set("excludePersistentLag", flag(trigger.excludePersistentLag));
    metadata.set("limitToPartitionsWithLag", flag(trigger.limitToPartitionsWithLag));
    metadata.set("ensureEvenDistributionOfPartitions", flag(trigger.ensureEvenDistributionOfPartitions));
    YamlValue value;
    return value.set("type", "kafka").set("metadata", metadata);
}

}  // namespace

YamlValue horizontalPodAutoscalerOf(const ExportPlan& plan, const Workload& workload) {
    const HorizontalPodAutoscaler& hpa = *workload.service->hpa;
    YamlValue spec;
    spec.set("scaleTargetRef", YamlValue().set("apiVersion", "apps/v1").set("kind", "Deployment").set("name", workload.name));
    spec.set("minReplicas", hpa.minReplicas).set("maxReplicas", hpa.maxReplicas);
    YamlValue metrics = YamlValue::list();
    for (const HpaMetric& metric : hpa.metrics) metrics.add(metricOf(metric, workload.name));
    spec.set("metrics", metrics);
    if (hpa.behavior)
        if (const YamlValue behavior = behaviorOf(*hpa.behavior); !behavior.isEmpty()) spec.set("behavior", behavior);
    YamlValue object = objectOf(plan, "autoscaling/v2", "HorizontalPodAutoscaler", workload.name);
    return object.set("spec", spec);
}

YamlValue scaledObjectOf(const ExportPlan& plan, const Workload& workload) {
    const ScaledObject& scaled = *workload.service->scaledObject;
    YamlValue spec;
    spec.set("scaleTargetRef", YamlValue().set("name", workload.name));
    spec.set("pollingInterval", secondsOf(scaled.pollingInterval)).set("cooldownPeriod", secondsOf(scaled.cooldownPeriod));
    if (scaled.initialCooldownPeriod.ns > 0) spec.set("initialCooldownPeriod", secondsOf(scaled.initialCooldownPeriod));
    spec.set("minReplicaCount", scaled.minReplicaCount).set("maxReplicaCount", scaled.maxReplicaCount);
    YamlValue triggers = YamlValue::list();
    for (const KedaKafkaTrigger& trigger : scaled.triggers) triggers.add(triggerOf(trigger));
    spec.set("triggers", triggers);
    if (scaled.behavior)
        if (const YamlValue behavior = behaviorOf(*scaled.behavior); !behavior.isEmpty())
            spec.set("advanced", YamlValue().set("horizontalPodAutoscalerConfig", YamlValue().set("behavior", behavior)));
    YamlValue object = objectOf(plan, "keda.sh/v1alpha1", "ScaledObject", workload.name);
    return object.set("spec", spec);
}

}  // namespace headroom::model
