#include "connectors/kafka/topic_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "connectors/kafka/requests.h"
#include "connectors/kafka/retention.h"

namespace headroom::connectors::kafka {
namespace {

constexpr std::size_t topicsARequest = 200;
constexpr std::size_t mostAtATime = 8;
constexpr auto refreshed = std::chrono::seconds(60);

using ResourceHandle = std::unique_ptr<rd_kafka_ConfigResource_t, Destroy<rd_kafka_ConfigResource_destroy>>;
using Known = std::map<std::string, std::optional<TopicSettings>>;

std::map<std::string, std::string> valuesOf(const rd_kafka_ConfigResource_t* resource) {
    std::map<std::string, std::string> values;
    std::size_t count = 0;
    const rd_kafka_ConfigEntry_t** entries = rd_kafka_ConfigResource_configs(resource, &count);
    for (std::size_t i = 0; i < count; ++i)
        if (const char* value = rd_kafka_ConfigEntry_value(entries[i])) values[rd_kafka_ConfigEntry_name(entries[i])] = value;
    return values;
}

/// Topics whose settings nobody would tell, by why.
using Untold = std::map<std::string, std::pair<std::size_t, Error>>;

void note(Untold& untold, const Error& error, std::size_t topics) {
    untold.try_emplace(error.message, 0, error).first->second.first += topics;
}

void take(Client& client, const rd_kafka_event_t* event, Known& known, Untold& untold) {
    std::size_t count = 0;
    const auto* result = rd_kafka_event_DescribeConfigs_result(const_cast<rd_kafka_event_t*>(event));
    const rd_kafka_ConfigResource_t** resources = rd_kafka_DescribeConfigs_result_resources(result, &count);
    for (std::size_t i = 0; i < count; ++i) {
        const rd_kafka_resp_err_t code = rd_kafka_ConfigResource_error(resources[i]);
        std::optional<TopicSettings>& settings = known[rd_kafka_ConfigResource_name(resources[i])];
        settings.reset();
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
            settings = topicSettings(valuesOf(resources[i]));
        else if (kindOf(code) != Error::Kind::Gone)
            note(untold, client.failure(code, "the settings of topics"), 1);
    }
}

/// What the reader can do without is not asked for again at once: nothing here is worth a new client.
std::vector<Error> problemsOf(const Untold& untold) {
    std::vector<Error> problems;
    problems.reserve(untold.size());
    for (const auto& [message, counted] : untold)
        problems.push_back({counted.second.kind,
                            fmt::format("{}; how long {} topic{} keep{} records is unknown", message, counted.first,
                                        counted.first == 1 ? "" : "s", counted.first == 1 ? "s" : ""),
                            false});
    return problems;
}

}  // namespace

bool TopicSettingsReader::isDue(const Snapshot& snapshot) const {
    if (!m_asked || std::chrono::steady_clock::now() - *m_asked >= refreshed) return true;
    return std::ranges::any_of(snapshot.topics,
                               [this](const Topic& topic) { return !topic.isInternal() && !m_known.contains(topic.name); });
}

void TopicSettingsReader::ask(Client& client, const Snapshot& snapshot, const std::function<bool()>& isCancelled) {
    std::vector<std::vector<std::string>> batches;
    // What was told before holds where nobody answers now.
    const Known before = std::exchange(m_known, {});
    for (const Topic& topic : snapshot.topics) {
        if (topic.isInternal()) continue;
        if (batches.empty() || batches.back().size() == topicsARequest) batches.emplace_back();
        batches.back().push_back(topic.name);
        const auto known = before.find(topic.name);
        m_known[topic.name] = known == before.end() ? std::nullopt : known->second;
    }
    Untold untold;
    const auto send = [&](std::size_t number, const rd_kafka_AdminOptions_t* options, rd_kafka_queue_t* queue) {
        std::vector<ResourceHandle> handles;
        std::vector<rd_kafka_ConfigResource_t*> resources;
        for (const std::string& topic : batches[number]) {
            handles.emplace_back(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
            // Here it names what is asked for; all there is otherwise.
            for (const char* name : topicSettingNames) rd_kafka_ConfigResource_set_config(handles.back().get(), name, "");
            resources.push_back(handles.back().get());
        }
        rd_kafka_DescribeConfigs(client.handle(), resources.data(), resources.size(), options, queue);
    };
    const auto takeBatch = [&](std::size_t number, const rd_kafka_event_t* event) {
        if (const auto failure = failureOf(client, event, "the settings of topics"))
            note(untold, *failure, batches[number].size());
        else
            take(client, event, m_known, untold);
    };
    Requests(client, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS).run(batches.size(), mostAtATime, send, takeBatch, isCancelled);
    m_problems = problemsOf(untold);
    m_asked = std::chrono::steady_clock::now();
}

void TopicSettingsReader::read(Client& client, Snapshot& snapshot, const std::function<bool()>& isCancelled) {
    if (isDue(snapshot)) ask(client, snapshot, isCancelled);
    for (Topic& topic : snapshot.topics)
        if (const auto found = m_known.find(topic.name); found != m_known.end()) topic.settings = found->second;
    snapshot.problems.insert(snapshot.problems.end(), m_problems.begin(), m_problems.end());
}

}  // namespace headroom::connectors::kafka
