#include "services/embedded/topic_creator.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "connectors/kafka/client.h"
#include "connectors/kafka/metadata.h"

namespace headroom::services {

namespace {

namespace kafka = connectors::kafka;
using connectors::Error;
using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, kafka::Destroy<rd_kafka_NewTopic_destroy>>;
using Settings = std::vector<std::pair<std::string, std::string>>;

/// What the scenario says of the topic's configuration, under Kafka's names; not what is a default.
Settings settingsOf(const model::Scenario& scenario, const std::string& topic) {
    const std::string place = "topics." + topic + ".config.'";
    Settings settings;
    for (const model::EffectiveValue& value : scenario.effective) {
        if (!value.path.starts_with(place) || value.origin.starts_with("default")) continue;
        const std::size_t end = value.path.rfind('\'');
        settings.emplace_back(value.path.substr(place.size(), end - place.size()), value.value);
    }
    return settings;
}

const kafka::Topic* findTopic(const kafka::Snapshot& seen, const std::string& name) {
    const auto found =
        std::find_if(seen.topics.begin(), seen.topics.end(), [&](const kafka::Topic& topic) { return topic.name == name; });
    return found == seen.topics.end() || found->partitions.empty() ? nullptr : &*found;
}

void compare(const model::Topic& declared, const kafka::Topic& there, TopicReport& report) {
    const std::size_t replicas = there.partitions.front().replicas.size();
    std::vector<std::string> differences;
    if (there.partitions.size() != static_cast<std::size_t>(declared.partitions))
        differences.push_back(fmt::format("{} partitions instead of {}", there.partitions.size(), declared.partitions));
    if (replicas != static_cast<std::size_t>(declared.replicas))
        differences.push_back(fmt::format("{} replicas instead of {}", replicas, declared.replicas));
    if (!differences.empty())
        report.told.push_back(
            fmt::format("topic {} was there already, with {}: left as it is", declared.name, fmt::join(differences, " and ")));
}

std::optional<Error> prepare(const model::Scenario& scenario, const model::Topic& topic, std::vector<NewTopic>& prepared) {
    std::array<char, 512> why{};
    prepared.emplace_back(rd_kafka_NewTopic_new(topic.name.c_str(), topic.partitions, topic.replicas, why.data(), why.size()));
    if (!prepared.back()) return Error{Error::Kind::BadConfiguration, fmt::format("topic {}: {}", topic.name, why.data()), false};
    for (const auto& [name, value] : settingsOf(scenario, topic.name))
        rd_kafka_NewTopic_set_config(prepared.back().get(), name.c_str(), value.c_str());
    return std::nullopt;
}

/// Of one topic: created, there after all, or refused.
void takeAnswer(kafka::Client& client, const rd_kafka_topic_result_t* answer, TopicReport& report) {
    const std::string name = rd_kafka_topic_result_name(answer);
    const rd_kafka_resp_err_t code = rd_kafka_topic_result_error(answer);
    const char* const reason = rd_kafka_topic_result_error_string(answer);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
        report.told.push_back(fmt::format("topic {} created", name));
    else if (code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS && !report.error)
        report.error = client.failure(code, fmt::format("creating topic {}", name), reason == nullptr ? "" : reason);
}

void create(kafka::Client& client, std::vector<NewTopic>& topics, TopicReport& report) {
    std::vector<rd_kafka_NewTopic_t*> handles;
    handles.reserve(topics.size());
    for (const NewTopic& topic : topics) handles.push_back(topic.get());
    const kafka::OptionsHandle options(rd_kafka_AdminOptions_new(client.handle(), RD_KAFKA_ADMIN_OP_CREATETOPICS));
    std::array<char, 512> why{};
    rd_kafka_AdminOptions_set_request_timeout(options.get(), client.timeoutMilliseconds(), why.data(), why.size());
    rd_kafka_AdminOptions_set_operation_timeout(options.get(), client.timeoutMilliseconds(), why.data(), why.size());
    const kafka::QueueHandle queue(rd_kafka_queue_new(client.handle()));
    rd_kafka_CreateTopics(client.handle(), handles.data(), handles.size(), options.get(), queue.get());
    const kafka::EventHandle event(rd_kafka_queue_poll(queue.get(), 2 * client.timeoutMilliseconds()));
    const rd_kafka_resp_err_t code = event ? rd_kafka_event_error(event.get()) : RD_KAFKA_RESP_ERR__TIMED_OUT;
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        report.error = client.failure(code, "creating topics");
        return;
    }
    std::size_t count = 0;
    const rd_kafka_topic_result_t* const* answers =
        rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
    for (std::size_t i = 0; i < count; ++i) takeAnswer(client, answers[i], report);
}

}  // namespace

TopicReport createTopics(const model::Scenario& scenario, const kafka::ClientOptions& cluster) {
    TopicReport report;
    const auto client = kafka::Client::create(cluster);
    if (!client) return {{}, client.error()};
    if (report.error = client.value()->connect(); report.error) return report;
    kafka::Snapshot seen;
    if (report.error = kafka::readMetadata(*client.value(), {}, seen); report.error) return report;
    std::vector<NewTopic> missing;
    for (const model::Topic& topic : scenario.topics) {
        if (const kafka::Topic* there = findTopic(seen, topic.name))
            compare(topic, *there, report);
        else if (report.error = prepare(scenario, topic, missing); report.error)
            return report;
    }
    if (!missing.empty()) create(*client.value(), missing, report);
    return report;
}

}  // namespace headroom::services
