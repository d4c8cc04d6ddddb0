#include <fmt/format.h>

#include "model/ecosystem/kafka_properties.h"
#include "model/ecosystem/kubernetes_objects.h"
#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"

namespace headroom::model {

namespace {

void bindCluster(BindingContext& context, const SourceNode::Entry& entry) {
    const MappingReader reader(context, entry.value.get(), joinPath("kafka", entry.key), vocabulary::cluster());
    KafkaCluster cluster;
    cluster.name = entry.key;
    cluster.location = entry.keyLocation;
    cluster.config = defaultBroker(context.scenario().versions);
    reader.count("brokers", cluster.brokers, 1, 10'000);
    if (reader.texts("zones", cluster.zones))
        for (const std::string& zone : cluster.zones) expectReference(context, *reader.find("zones"), Referent::Zone, zone);
    bindBroker(context, reader.find("config"), reader.pathOf("config"), cluster.config);
    reader.quantity("cores", cluster.cores, Unit::Count, 0.001, 1e6);
    reader.size("pageCache", cluster.pageCache);
    reader.quantity("diskBandwidth", cluster.diskBandwidth.bytesPerSecond, Unit::Bandwidth, 1);
    reader.distribution("requestWork", cluster.requestWork);
    reader.distribution("batchWork", cluster.batchWork);
    reader.quantity("byteWork", cluster.workPerByte, Unit::Time, 0, 1);
    context.scenario().clusters.push_back(std::move(cluster));
}

/// The cluster a topic belongs to; null when that can't be said.
const KafkaCluster* clusterOf(BindingContext& context, const MappingReader& reader, const SourceLocation& place, Topic& topic) {
    const Scenario& scenario = context.scenario();
    if (const SourceNode* node = reader.find("cluster")) {
        reader.text("cluster", topic.cluster);
        expectReference(context, *node, Referent::Cluster, topic.cluster);
        return scenario.findCluster(topic.cluster);
    }
    if (scenario.clusters.size() == 1) return topic.cluster = scenario.clusters[0].name, &scenario.clusters[0];
    context.diagnostics().error(place, fmt::format("topic '{}' belongs to no Kafka cluster", topic.name),
                                scenario.clusters.empty() ? "declare one under kafka" : "say which with cluster: …");
    return nullptr;
}

/// The short form, or a Strimzi KafkaTopic: its spec has the same keys.
const SourceNode* topicSpec(BindingContext& context, const SourceNode& node, std::string& path) {
    static const KeyTable objectTable{"a KafkaTopic", {"kind", "spec"}, {"apiVersion", "metadata", "status"}};
    if (!node.isMapping() || (node.find("spec") == nullptr && node.find("kind") == nullptr)) return &node;
    if (!isKind(context, node, "KafkaTopic")) return nullptr;
    const MappingReader object(context, &node, path, objectTable);
    path = object.pathOf("spec");
    return object.require("spec");
}

void bindTopic(BindingContext& context, const SourceNode::Entry& entry) {
    static const KeyTable strimzi{"a KafkaTopic's spec", {"partitions", "replicas", "config", "cluster"}, {"topicName"}};
    std::string path = joinPath("topics", entry.key);
    Topic topic;
    topic.name = entry.key;
    topic.location = entry.keyLocation;
    const SourceNode* spec = topicSpec(context, *entry.value, path);
    if (spec == nullptr) return;
    const MappingReader reader(context, spec, path, spec == entry.value.get() ? vocabulary::topic() : strimzi);
    const KafkaCluster* cluster = clusterOf(context, reader, entry.keyLocation, topic);
    if (cluster != nullptr) {
        topic.partitions = cluster->config.numPartitions;
        topic.replicas = cluster->config.defaultReplicationFactor;
        topic.config = cluster->config.topicDefaults;
    }
    reader.count("partitions", topic.partitions, 1, 200'000);
    reader.count("replicas", topic.replicas, 1, 10'000);
    bindTopicConfig(context, reader.find("config"), reader.pathOf("config"),
                    fmt::format("default of cluster '{}'", topic.cluster), topic.config);
    const SourceNode* replicas = reader.find("replicas");
    if (cluster != nullptr && replicas != nullptr && topic.replicas > cluster->brokers)
        context.error(*replicas, fmt::format("{} replicas need as many brokers; cluster '{}' has {}", topic.replicas,
                                             cluster->name, cluster->brokers));
    context.scenario().topics.push_back(std::move(topic));
}

}  // namespace

void bindKafka(BindingContext& context, const MappingReader& root) {
    if (const SourceNode* clusters = root.findMapping("kafka"))
        for (const auto& entry : clusters->entries)
            if (checkName(context, entry.keyLocation, "a Kafka cluster", entry.key)) bindCluster(context, entry);
    if (const SourceNode* topics = root.findMapping("topics"))
        for (const auto& entry : topics->entries)
            if (checkName(context, entry.keyLocation, "a topic", entry.key, true)) bindTopic(context, entry);
}

}  // namespace headroom::model
