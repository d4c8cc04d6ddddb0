#include "model/export/kafka_settings.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "model/ecosystem/kafka_properties.h"

namespace headroom::model {

KafkaSettings topicSettings(const Scenario& scenario, const Topic& topic) {
    const TopicConfig usual = defaultBroker(scenario.versions).topicDefaults;
    const KafkaCluster* cluster = scenario.findCluster(topic.cluster);
    const TopicConfig& inherited = cluster == nullptr ? usual : cluster->config.topicDefaults;
    KafkaSettings settings;
    for (const Property<TopicConfig>& property : topicProperties()) {
        std::string value = property.show(topic.config);
        if (value != property.show(usual) || value != property.show(inherited))
            settings.emplace_back(property.name, std::move(value));
    }
    return settings;
}

KafkaSettings brokerSettings(const Scenario& scenario, const KafkaCluster& cluster) {
    // Said in milliseconds already.
    constexpr std::array<std::string_view, 3> coarse{"log.retention.hours", "log.retention.minutes", "log.roll.hours"};
    const BrokerConfig usual = defaultBroker(scenario.versions);
    KafkaSettings settings;
    for (const Property<BrokerConfig>& property : brokerProperties()) {
        if (std::ranges::find(coarse, property.name) != coarse.end()) continue;
        std::string value = property.show(cluster.config);
        if (value != property.show(usual)) settings.emplace_back(property.name, std::move(value));
    }
    return settings;
}

}  // namespace headroom::model
