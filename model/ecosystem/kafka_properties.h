#pragma once
// Kafka's own property names for producers, consumers, topics and brokers, with the defaults of each version.

#include "model/config/kafka.h"
#include "model/ecosystem/property_table.h"
#include "model/scenario/scenario.h"

namespace headroom::model {

/// Defaults by version and client library. Sources: KIP-679, KIP-735, KIP-726 (3.0), KIP-1030 (4.0), librdkafka 2.0.2's
/// CONFIGURATION.md.
ProducerConfig defaultProducer(const Versions& versions);
ConsumerConfig defaultConsumer(const Versions& versions);
BrokerConfig defaultBroker(const Versions& versions);

const PropertyTable<ProducerConfig>& producerProperties();
const PropertyTable<ConsumerConfig>& consumerProperties();
const PropertyTable<TopicConfig>& topicProperties();
const PropertyTable<BrokerConfig>& brokerProperties();

/// Reads a mapping of Kafka's own names (inline, .properties or YAML) over what `config` holds; defaults are not listed.
void bindProducer(BindingContext& context, const SourceNode* node, const std::string& path, ProducerConfig& config);
void bindConsumer(BindingContext& context, const SourceNode* node, const std::string& path, ConsumerConfig& config);
void bindTopicConfig(BindingContext& context, const SourceNode* node, const std::string& path, const std::string& origin,
                     TopicConfig& config);
void bindBroker(BindingContext& context, const SourceNode* node, const std::string& path, BrokerConfig& config);

/// As below, for leaves already taken out of a larger text; `path` is what their names stand under, defaults are listed there,
/// `settled` are Kafka's names of what was set already.
void applyProducer(BindingContext& context, const FlatProperties& properties, const std::string& path,
                   const std::vector<std::string>& settled, ProducerConfig& config);
void applyConsumer(BindingContext& context, const FlatProperties& properties, const std::string& path,
                   const std::vector<std::string>& settled, ConsumerConfig& config);

/// Real names without an effect here.
const std::vector<std::string>& producerNamesWithoutEffect();
const std::vector<std::string>& consumerNamesWithoutEffect();
const std::vector<std::string>& topicNamesWithoutEffect();
const std::vector<std::string>& brokerNamesWithoutEffect();

}  // namespace headroom::model
