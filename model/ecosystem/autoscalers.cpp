#include <fmt/format.h>

#include "model/ecosystem/kubernetes_objects.h"
#include "model/ecosystem/value_codec.h"

namespace headroom::model {

namespace {

using TargetType = HpaMetric::TargetType;

const KeyTable& metricTable() {
    static const KeyTable table{"an HPA metric", {"type", "resource", "containerResource", "pods", "object", "external"}, {}};
    return table;
}

void bindTarget(BindingContext& context, const SourceNode* node, const std::string& path, HpaMetric& metric) {
    static const KeyTable table{"a metric's target", {"type", "averageUtilization", "averageValue", "value"}, {}};
    if (node == nullptr) return;
    const MappingReader reader(context, node, path, table);
    reader.choice<TargetType>(
        "type", metric.targetType,
        {{"Utilization", TargetType::Utilization}, {"AverageValue", TargetType::AverageValue}, {"Value", TargetType::Value}});
    const bool isUtilization = metric.targetType == TargetType::Utilization;
    const std::string key = isUtilization                            ? "averageUtilization"
                            : metric.targetType == TargetType::Value ? "value"
                                                                     : "averageValue";
    const SourceNode* value = reader.require(key);
    if (value == nullptr) return;
    if (isUtilization) {
        int percent = 80;
        if (reader.count(key, percent, 1)) metric.target = percent;
        return;
    }
    const auto amount = value->isScalar() ? parseKubernetesQuantity(value->value) : std::nullopt;
    if (!amount || *amount <= 0)
        return context.error(*value, fmt::format("{} is no Kubernetes quantity above 0", value->describe()),
                             "write 500m, 100 or 2k");
    const bool isCpu = metric.name == "cpu" && metric.type != HpaMetric::Type::Pods;
    metric.target = isCpu ? *amount * 1000 : *amount;
    context.effective(reader.pathOf(key), value->value, *value);
}

/// The metric's name, from `name` or `metric: {name:}`.
void bindMetricName(BindingContext& context, const MappingReader& reader, bool isResource, HpaMetric& metric) {
    static const KeyTable table{"a metric's identity", {"name"}, {"selector"}};
    if (isResource) {
        if (reader.require("name") != nullptr) reader.text("name", metric.name);
        return;
    }
    const MappingReader identity(context, reader.require("metric"), reader.pathOf("metric"), table);
    if (identity.require("name") != nullptr) identity.text("name", metric.name);
}

void bindMetric(BindingContext& context, const SourceNode& node, const std::string& path, HpaMetric& metric) {
    using Type = HpaMetric::Type;
    static const KeyTable resourceTable{"a resource metric", {"name", "target"}, {"container"}};
    static const KeyTable otherTable{"a metric", {"metric", "target", "describedObject"}, {}};
    static const KeyTable objectTable{"a described object", {"kind", "name"}, {"apiVersion"}};
    const MappingReader reader(context, &node, path, metricTable());
    if (reader.require("type") == nullptr) return;
    if (!reader.choice<Type>("type", metric.type,
                             {{"Resource", Type::Resource},
                              {"ContainerResource", Type::ContainerResource},
                              {"Pods", Type::Pods},
                              {"Object", Type::Object},
                              {"External", Type::External}}))
        return;
    const char* const keys[] = {"resource", "containerResource", "pods", "object", "external"};
    const std::string key = keys[static_cast<std::size_t>(metric.type)];
    const SourceNode* source = reader.require(key);
    if (source == nullptr) return;
    const bool isResource = metric.type == Type::Resource || metric.type == Type::ContainerResource;
    const MappingReader inner(context, source, reader.pathOf(key), isResource ? resourceTable : otherTable);
    bindMetricName(context, inner, isResource, metric);
    if (isResource && !metric.name.empty() && metric.name != "cpu" && metric.name != "memory")
        context.error(*inner.find("name"), fmt::format("there is no resource '{}'", metric.name), "it is cpu or memory");
    if (isResource && metric.name == "memory")
        context.warning(*inner.find("name"), "memory use is not simulated: the HPA never gets this metric, so it doesn't scale down",
                        "leave the metric out to see what the others do");
    if (!isResource) metric.targetType = TargetType::AverageValue;
    bindTarget(context, inner.require("target"), inner.pathOf("target"), metric);
    if (metric.type != Type::Object) return;
    const MappingReader object(context, inner.require("describedObject"), inner.pathOf("describedObject"), objectTable);
    std::string kind;
    std::string name;
    object.text("kind", kind);
    object.text("name", name);
    metric.object = kind + "/" + name;
}

void bindRules(BindingContext& context, const SourceNode* node, const std::string& path, HpaScalingRules& rules) {
    using Policy = HpaScalingPolicy;
    using Select = HpaScalingRules::SelectPolicy;
    static const KeyTable table{"scaling rules", {"stabilizationWindowSeconds", "selectPolicy", "policies", "tolerance"}, {}};
    static const KeyTable policyTable{"a scaling policy", {"type", "value", "periodSeconds"}, {}};
    if (node == nullptr) return;
    const MappingReader reader(context, node, path, table);
    if (reader.find("stabilizationWindowSeconds") != nullptr) {
        int seconds = 0;
        if (reader.count("stabilizationWindowSeconds", seconds, 0, 3600)) rules.stabilizationWindow = Duration::seconds(seconds);
    }
    reader.choice<Select>("selectPolicy", rules.selectPolicy,
                          {{"Max", Select::Max}, {"Min", Select::Min}, {"Disabled", Select::Disabled}});
    const SourceNode* policies = reader.findList("policies");
    for (std::size_t i = 0; policies != nullptr && i < policies->items.size(); ++i) {
        const MappingReader inner(context, policies->items[i].get(), joinPath(reader.pathOf("policies"), i), policyTable);
        Policy policy;
        for (const char* key : {"type", "value", "periodSeconds"}) inner.require(key);
        inner.choice<Policy::Type>("type", policy.type, {{"Pods", Policy::Type::Pods}, {"Percent", Policy::Type::Percent}});
        inner.count("value", policy.value, 1);
        int seconds = 15;
        if (inner.count("periodSeconds", seconds, 1, 1800)) policy.period = Duration::seconds(seconds);
        rules.policies.push_back(policy);
    }
    const SourceNode* tolerance = reader.find("tolerance");
    if (tolerance == nullptr) return;
    const auto share = tolerance->isScalar() ? parseKubernetesQuantity(tolerance->value) : std::nullopt;
    if (!share) return context.error(*tolerance, fmt::format("{} is no tolerance", tolerance->describe()), "write 0.05 or 50m");
    rules.tolerance = *share;
    context.effective(reader.pathOf("tolerance"), tolerance->value, *tolerance);
    if (compareVersions(context.scenario().versions.kubernetes, "1.33") < 0)
        context.warning(*tolerance,
                        fmt::format("Kubernetes {} has no tolerance of a single HPA", context.scenario().versions.kubernetes),
                        "it came with 1.33");
}

std::string scaleTargetOf(BindingContext& context, const MappingReader& spec) {
    static const KeyTable table{"a scale target", {"name"}, {"kind", "apiVersion", "envSourceContainerName"}};
    const MappingReader target(context, spec.find("scaleTargetRef"), spec.pathOf("scaleTargetRef"), table);
    std::string name;
    target.text("name", name);
    return name;
}

void bindTrigger(BindingContext& context, const SourceNode& node, const std::string& path, ScaledObject& object) {
    static const KeyTable table{
        "a KEDA trigger", {"type", "metadata"}, {"name", "authenticationRef", "metricType", "useCachedMetrics"}};
    static const KeyTable metadataTable{
        "a Kafka trigger's metadata",
        {"topic", "consumerGroup", "lagThreshold", "activationLagThreshold", "offsetResetPolicy", "allowIdleConsumers",
         "scaleToZeroOnInvalidOffset", "excludePersistentLag", "limitToPartitionsWithLag", "ensureEvenDistributionOfPartitions"},
        {"bootstrapServers", "version", "partitionLimitation", "sasl", "tls", "bootstrapServersFromEnv", "topicFromEnv",
         "consumerGroupFromEnv", "unsafeSsl", "saslTokenProvider"}};
    const MappingReader reader(context, &node, path, table);
    std::string type;
    if (reader.require("type") == nullptr || !reader.text("type", type)) return;
    if (type != "kafka" && type != "apache-kafka")
        return context.error(*reader.find("type"), fmt::format("the trigger '{}' is not simulated", type), "only kafka is");
    const MappingReader metadata(context, reader.require("metadata"), reader.pathOf("metadata"), metadataTable);
    KedaKafkaTrigger trigger;
    using Reset = KedaKafkaTrigger::OffsetResetPolicy;
    metadata.text("topic", trigger.topic);
    if (metadata.require("consumerGroup") != nullptr) metadata.text("consumerGroup", trigger.consumerGroup);
    int lag = static_cast<int>(trigger.lagThreshold);
    if (metadata.count("lagThreshold", lag, 1)) trigger.lagThreshold = lag;
    int activation = 0;
    if (metadata.count("activationLagThreshold", activation)) trigger.activationLagThreshold = activation;
    metadata.choice<Reset>("offsetResetPolicy", trigger.offsetResetPolicy,
                           {{"latest", Reset::Latest}, {"earliest", Reset::Earliest}});
    metadata.flag("allowIdleConsumers", trigger.allowIdleConsumers);
    metadata.flag("scaleToZeroOnInvalidOffset", trigger.scaleToZeroOnInvalidOffset);
    metadata.flag("excludePersistentLag", trigger.excludePersistentLag);
    metadata.flag("limitToPartitionsWithLag", trigger.limitToPartitionsWithLag);
    metadata.flag("ensureEvenDistributionOfPartitions", trigger.ensureEvenDistributionOfPartitions);
    object.triggers.push_back(std::move(trigger));
}

}  // namespace

void bindBehavior(BindingContext& context, const SourceNode& node, const std::string& path, HpaBehavior& behavior) {
    static const KeyTable table{"a scaling behavior", {"scaleUp", "scaleDown"}, {}};
    const MappingReader reader(context, &node, path, table);
    bindRules(context, reader.find("scaleUp"), reader.pathOf("scaleUp"), behavior.scaleUp);
    bindRules(context, reader.find("scaleDown"), reader.pathOf("scaleDown"), behavior.scaleDown);
}

void bindHorizontalPodAutoscaler(BindingContext& context, const SourceNode& node, const std::string& path,
                                 HorizontalPodAutoscaler& hpa) {
    static const KeyTable objectTable{"a HorizontalPodAutoscaler", {"kind", "spec", "apiVersion"}, {"metadata", "status"}};
    static const KeyTable table{
        "a HorizontalPodAutoscaler's spec", {"scaleTargetRef", "minReplicas", "maxReplicas", "metrics", "behavior"}, {}};
    const MappingReader object(context, &node, path, objectTable);
    if (const SourceNode* api = object.find("apiVersion"); api != nullptr && api->value != "autoscaling/v2")
        context.error(*api, fmt::format("apiVersion {} is not read", api->describe()), "write it as autoscaling/v2");
    const MappingReader spec(context, object.require("spec"), object.pathOf("spec"), table);
    hpa.scaleTargetRef = scaleTargetOf(context, spec);
    spec.count("minReplicas", hpa.minReplicas, 0, 100'000);
    const SourceNode* most = spec.require("maxReplicas");
    spec.count("maxReplicas", hpa.maxReplicas, 1, 100'000);
    if (most != nullptr && hpa.maxReplicas < hpa.minReplicas)
        context.error(*most, fmt::format("maxReplicas {} is below minReplicas {}", hpa.maxReplicas, hpa.minReplicas));
    const SourceNode* metrics = spec.findList("metrics");
    for (std::size_t i = 0; metrics != nullptr && i < metrics->items.size(); ++i) {
        HpaMetric metric;
        bindMetric(context, *metrics->items[i], joinPath(spec.pathOf("metrics"), i), metric);
        hpa.metrics.push_back(std::move(metric));
    }
    if (metrics == nullptr) {
        hpa.metrics.push_back({HpaMetric::Type::Resource, "cpu", "", TargetType::Utilization, 80});
        context.effective(spec.pathOf("metrics"), "cpu at 80%", std::string("default of Kubernetes"));
    }
    if (const SourceNode* behavior = spec.find("behavior"))
        bindBehavior(context, *behavior, spec.pathOf("behavior"), hpa.behavior.emplace());
}

void bindScaledObject(BindingContext& context, const SourceNode& node, const std::string& path, ScaledObject& object) {
    static const KeyTable objectTable{"a ScaledObject", {"kind", "spec"}, {"apiVersion", "metadata", "status"}};
    static const KeyTable table{"a ScaledObject's spec",
                                {"scaleTargetRef", "pollingInterval", "cooldownPeriod", "initialCooldownPeriod",
                                 "minReplicaCount", "maxReplicaCount", "triggers", "advanced"},
                                {"idleReplicaCount", "fallback"}};
    static const KeyTable advancedTable{
        "advanced", {"horizontalPodAutoscalerConfig"}, {"restoreToOriginalReplicaCount", "scalingModifiers"}};
    static const KeyTable configTable{"horizontalPodAutoscalerConfig", {"behavior"}, {"name"}};
    const MappingReader whole(context, &node, path, objectTable);
    const MappingReader spec(context, whole.require("spec"), whole.pathOf("spec"), table);
    object.scaleTargetRef = scaleTargetOf(context, spec);
    wholeSeconds(spec, "pollingInterval", object.pollingInterval, 1);
    wholeSeconds(spec, "cooldownPeriod", object.cooldownPeriod);
    wholeSeconds(spec, "initialCooldownPeriod", object.initialCooldownPeriod);
    spec.count("minReplicaCount", object.minReplicaCount, 0, 100'000);
    spec.count("maxReplicaCount", object.maxReplicaCount, 1, 100'000);
    const SourceNode* triggers = spec.require("triggers") == nullptr ? nullptr : spec.findList("triggers");
    for (std::size_t i = 0; triggers != nullptr && i < triggers->items.size(); ++i)
        bindTrigger(context, *triggers->items[i], joinPath(spec.pathOf("triggers"), i), object);
    const MappingReader advanced(context, spec.find("advanced"), spec.pathOf("advanced"), advancedTable);
    const MappingReader config(context, advanced.find("horizontalPodAutoscalerConfig"),
                               advanced.pathOf("horizontalPodAutoscalerConfig"), configTable);
    if (const SourceNode* behavior = config.find("behavior"))
        bindBehavior(context, *behavior, config.pathOf("behavior"), object.behavior.emplace());
}

void bindAutoscaler(BindingContext& context, const SourceNode& node, const std::string& path, Service& service) {
    const SourceNode* kind = node.find("kind");
    const SourceNode* spec = node.find("spec");
    const bool hasTriggers = spec != nullptr && spec->find("triggers") != nullptr;
    if (kind != nullptr && kind->value != "HorizontalPodAutoscaler" && kind->value != "ScaledObject")
        return context.error(*kind, fmt::format("{} is no autoscaler", kind->describe()),
                             "it is a HorizontalPodAutoscaler or a ScaledObject");
    if (kind != nullptr ? kind->value == "ScaledObject" : hasTriggers)
        bindScaledObject(context, node, path, service.scaledObject.emplace());
    else
        bindHorizontalPodAutoscaler(context, node, path, service.hpa.emplace());
    const std::string& target = service.hpa ? service.hpa->scaleTargetRef : service.scaledObject->scaleTargetRef;
    if (target.empty() || target == service.name) return;
    context.warning(node, fmt::format("the autoscaler's target '{}' is not called as the service '{}'", target, service.name),
                    "it scales this service all the same");
}

}  // namespace headroom::model
