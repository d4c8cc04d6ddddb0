// KafkaTopics, as Strimzi's topic operator reads them.
#include <algorithm>

#include "model/export/kafka_settings.h"
#include "model/export/kubernetes_manifests.h"

namespace headroom::model {

namespace {

bool isNumber(const std::string& text) {
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    return text.size() > first && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(first), text.end(),
                                              [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

YamlValue kafkaTopicOf(const ExportPlan& plan, const Scenario& scenario, const Topic& topic, const std::string& name) {
    YamlValue labels = labelsOf(plan, name);
    labels.set("strimzi.io/cluster", plan.cluster);
    YamlValue config;
    for (const auto& [key, value] : topicSettings(scenario, topic))
        config.set(key, isNumber(value) ? YamlValue::written(value) : YamlValue::of(value));
    YamlValue spec;
    if (name != topic.name) spec.set("topicName", topic.name);
    spec.set("partitions", topic.partitions).set("replicas", topic.replicas);
    if (!config.isEmpty()) spec.set("config", config);
    YamlValue object;
    object.set("apiVersion", "kafka.strimzi.io/v1beta2").set("kind", "KafkaTopic");
    object.set("metadata", YamlValue().set("name", name).set("labels", labels));
    return object.set("spec", spec);
}

}  // namespace headroom::model
