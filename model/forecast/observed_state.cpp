#include "model/forecast/observed_state.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "model/find_named.h"
#include "model/topology/activity_graph.h"

namespace headroom::forecast {
namespace {

constexpr std::size_t mostPartitions = 1'000'000;  // of a topic, whatever a recording says

/// Reads series at one frame of a trace, and what they did before it.
class Reading {
public:
    Reading(const trace::MemoryTrace& trace, std::size_t frame, model::Duration window)
        : m_trace(trace), m_frame(frame), m_window(window) {}

    /// Absent where there is no such series, and where its value isn't known.
    std::optional<double> value(const std::string& element, const char* name) const {
        const std::vector<double>* column = this->column(element, name);
        if (column == nullptr || m_frame >= column->size() || std::isnan((*column)[m_frame])) return std::nullopt;
        return (*column)[m_frame];
    }

    std::optional<int> count(const std::string& element, const char* name) const {
        const auto number = value(element, name);
        return number ? std::optional(static_cast<int>(std::lround(*number))) : std::nullopt;
    }

    /// Growth of a counter between the known values of the window; absent where there are fewer than two.
    std::optional<ObservedRate> rate(const std::string& element, const char* name) const {
        const std::vector<double>* column = this->column(element, name);
        if (column == nullptr) return std::nullopt;
        const model::Instant begin = m_trace.frames()[m_frame].time - m_window;
        std::vector<Growth> all;
        std::optional<std::size_t> last;
        for (std::size_t i = 0; i <= m_frame && i < column->size(); ++i) {
            if (m_trace.frames()[i].time < begin || std::isnan((*column)[i])) continue;
            if (last) all.push_back(growth(*column, *last, i));
            last = i;
        }
        return all.empty() ? std::nullopt : std::optional(meanOf(all));
    }

private:
    struct Growth {
        double records = 0;
        double seconds = 0;
    };

    const std::vector<double>* column(const std::string& element, const char* name) const {
        const trace::Series* series = m_trace.findSeries(element, name);
        return series == nullptr || series->kind == trace::SeriesKind::Latency ? nullptr : &m_trace.column(series->index);
    }

    Growth growth(const std::vector<double>& column, std::size_t from, std::size_t to) const {
        // A counter that shrank began anew.
        const double grown = column[to] >= column[from] ? column[to] - column[from] : column[to];
        return {grown, (m_trace.frames()[to].time - m_trace.frames()[from].time).toSeconds()};
    }

    static ObservedRate meanOf(const std::vector<Growth>& all) {
        ObservedRate rate;
        double records = 0;
        for (const Growth& growth : all) {
            records += growth.records;
            rate.seconds += growth.seconds;
        }
        if (rate.seconds <= 0) return rate;
        rate.perSecond = records / rate.seconds;
        if (all.size() < 2) {
            rate.standardError = std::sqrt(records) / rate.seconds;
            return rate;
        }
        double squares = 0;
        for (const Growth& growth : all)
            if (growth.seconds > 0) squares += growth.seconds * std::pow(growth.records / growth.seconds - rate.perSecond, 2);
        rate.standardError = std::sqrt(squares / rate.seconds / static_cast<double>(all.size() - 1));
        return rate;
    }

    const trace::MemoryTrace& m_trace;
    std::size_t m_frame;
    model::Duration m_window;
};

std::optional<double> sumOf(const std::vector<double>& values) {
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    return values.empty() || std::isnan(sum) ? std::nullopt : std::optional(sum);
}

/// Partition by partition, as far as somebody tells them apart.
void readPartitions(const Reading& reading, const trace::MemoryTrace& trace, const std::string& group, ObservedLag& lag) {
    const std::string prefix = fmt::format("partitionOfGroup/{}/{}/", group, lag.topic);
    std::vector<double> ages;
    for (const trace::Element* element : trace.children("group/" + group)) {
        if (!element->id.starts_with(prefix)) continue;
        std::size_t number = 0;
        const char* const end = element->id.data() + element->id.size();
        if (std::from_chars(element->id.data() + prefix.size(), end, number).ptr != end || number >= mostPartitions) continue;
        if (lag.partitions.size() <= number) lag.partitions.resize(number + 1, std::nan(""));
        lag.partitions[number] = reading.value(element->id, "consumerLag").value_or(std::nan(""));
        if (const auto age = reading.value(element->id, "timeLag")) ages.push_back(*age);
    }
    lag.records = sumOf(lag.partitions);
    // Of some partitions only, it may be another's that is the oldest.
    if (!ages.empty() && ages.size() == lag.partitions.size()) lag.age = *std::ranges::max_element(ages);
}

ObservedGroup readGroup(const Reading& reading, const trace::MemoryTrace& trace, const std::string& name,
                        const std::vector<std::string>& topics) {
    ObservedGroup group;
    group.group = name;
    const std::string id = "group/" + name;
    group.records = reading.value(id, "consumerLag");
    group.age = reading.value(id, "timeLag");
    group.members = reading.value(id, "members");
    group.processed = reading.rate(id, "processed");
    for (const std::string& topic : topics) {
        ObservedLag lag;
        lag.topic = topic;
        readPartitions(reading, trace, name, lag);
        const bool isWhole = topics.size() == 1;
        if (isWhole && lag.partitions.empty()) lag.records = group.records;
        if (isWhole && !lag.age) lag.age = group.age;
        // Which of its topics is that far behind, nobody says; none is further.
        if (!lag.age && group.age) lag.age = group.age;
        group.lags.push_back(std::move(lag));
    }
    return group;
}

/// Groups with the topics they read, in the scenario's order.
std::vector<std::pair<std::string, std::vector<std::string>>> groupsOf(const model::Scenario& scenario) {
    std::vector<std::pair<std::string, std::vector<std::string>>> groups;
    for (const model::Service& service : scenario.services)
        for (const model::Listener& listener : service.listeners) {
            const std::string name = model::groupElementId(listener, service).substr(6);
            auto found = std::ranges::find(groups, name, [](const auto& entry) { return entry.first; });
            if (found == groups.end()) found = groups.insert(groups.end(), {name, {}});
            for (const std::string& topic : listener.topics)
                if (std::ranges::find(found->second, topic) == found->second.end()) found->second.push_back(topic);
        }
    return groups;
}

/// As many pods as it takes for the members that its groups have; absent where no group has only its members.
std::optional<int> podsByMembers(const model::Service& service, const model::Scenario& scenario, const Reading& reading) {
    std::optional<int> pods;
    for (const model::Listener& listener : service.listeners) {
        const std::string group = model::groupElementId(listener, service);
        const bool isShared = std::ranges::any_of(scenario.services, [&](const model::Service& other) {
            return &other != &service && std::ranges::any_of(other.listeners, [&](const model::Listener& theirs) {
                return model::groupElementId(theirs, other) == group;
            });
        });
        double concurrency = 0;
        for (const model::Listener& ours : service.listeners)
            if (model::groupElementId(ours, service) == group) concurrency += std::max(1, ours.concurrency);
        const auto members = reading.value(group, "members");
        if (isShared || !members) continue;
        pods = std::max(pods.value_or(0), static_cast<int>(std::ceil(*members / concurrency - 1e-9)));
    }
    return pods;
}

ObservedService readService(const model::Service& service, const model::Scenario& scenario, const Reading& reading) {
    ObservedService observed;
    const std::string id = "service/" + service.name;
    observed.service = service.name;
    observed.ready = reading.count(id, "readyReplicas");
    observed.wanted = reading.count(id, "replicas");
    if (observed.ready) return observed;
    observed.ready = podsByMembers(service, scenario, reading);
    observed.isByMembers = observed.ready.has_value();
    return observed;
}

ObservedClient readClient(const model::Client& client, const Reading& reading) {
    ObservedClient observed;
    const std::string id = "client/" + client.name;
    observed.client = client.name;
    observed.arrivals = reading.rate(id, "started");
    if (!observed.arrivals) observed.arrivals = reading.rate(id, "completed");
    observed.users = reading.value(id, "users");
    return observed;
}

}  // namespace

const ObservedLag* ObservedGroup::findLag(const std::string& topic) const {
    return model::findNamed(lags, &ObservedLag::topic, topic);
}
const ObservedGroup* ObservedState::findGroup(const std::string& group) const {
    return model::findNamed(groups, &ObservedGroup::group, group);
}
const ObservedTopic* ObservedState::findTopic(const std::string& topic) const {
    return model::findNamed(topics, &ObservedTopic::topic, topic);
}
const ObservedClient* ObservedState::findClient(const std::string& client) const {
    return model::findNamed(clients, &ObservedClient::client, client);
}
const ObservedService* ObservedState::findService(const std::string& service) const {
    return model::findNamed(services, &ObservedService::service, service);
}

ObservedState observe(const trace::MemoryTrace& trace, const model::Scenario& scenario, std::size_t frame,
                      model::Duration window) {
    const Reading reading(trace, frame, window);
    ObservedState state;
    state.at = trace.frames().at(frame).time;
    state.isLive = trace.header().runtime == "live";
    for (const auto& [group, topics] : groupsOf(scenario)) state.groups.push_back(readGroup(reading, trace, group, topics));
    for (const model::Topic& topic : scenario.topics)
        state.topics.push_back({topic.name, reading.rate("topic/" + topic.name, "appended")});
    for (const model::Client& client : scenario.clients) state.clients.push_back(readClient(client, reading));
    for (const model::Service& service : scenario.services) state.services.push_back(readService(service, scenario, reading));
    for (const model::KafkaCluster& cluster : scenario.clusters)
        for (int i = 0; i < cluster.brokers; ++i) {
            const std::string id = fmt::format("broker/{}/{}", cluster.name, i);
            if (reading.value(id, "up") == 0.0) state.brokersDown.push_back(id);
        }
    return state;
}

const ObservedGroup* furthestBehind(const ObservedState& state) {
    const ObservedGroup* furthest = nullptr;
    const auto isBefore = [](const ObservedGroup& one, const ObservedGroup& other) {
        return std::pair(one.age.value_or(-1), one.records.value_or(-1)) <
               std::pair(other.age.value_or(-1), other.records.value_or(-1));
    };
    for (const ObservedGroup& group : state.groups)
        if ((group.age || group.records) && (furthest == nullptr || isBefore(*furthest, group))) furthest = &group;
    return furthest;
}

}  // namespace headroom::forecast
