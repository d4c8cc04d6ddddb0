#include "model/forecast/what_if.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "model/analysis/capacity.h"
#include "model/forecast/load_text.h"

namespace headroom::forecast {
namespace {

constexpr int mostReplicas = 100'000;
constexpr int mostPartitions = 1'000'000;

struct NamedCount {
    std::string name;
    int count = 0;
};

/// "NAME=N".
std::optional<NamedCount> namedCount(const std::string& text, int least, int most) {
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0) return std::nullopt;
    int count = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + equals + 1, end, count);
    if (read.ec != std::errc{} || read.ptr != end || count < least || count > most) return std::nullopt;
    return NamedCount{text.substr(0, equals), count};
}

template <typename Named>
std::string hintFor(const std::string& word, const std::vector<Named>& all) {
    std::vector<std::string> names;
    names.reserve(all.size());
    for (const Named& each : all) names.push_back(each.name);
    const std::string nearest = model::nearestWord(word, names);
    if (!nearest.empty()) return fmt::format("; did you mean '{}'?", nearest);
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < 5; ++i) list += (i == 0 ? "; there are " : ", ") + names[i];
    return list;
}

class Builder {
public:
    explicit Builder(const model::Scenario& scenario) : m_scenario(scenario) {}

    /// Empty, or what is wrong.
    std::string add(const WhatIf& whatIf) {
        m_option = textOf(whatIf);
        switch (whatIf.kind) {
            case WhatIf::Kind::Scale: return addScale(whatIf.value);
            case WhatIf::Kind::Partitions: return addPartitions(whatIf.value);
            case WhatIf::Kind::Kill: return addKill(whatIf.value);
            case WhatIf::Kind::Set: return addSetting(whatIf.value);
        }
        return {};
    }

    Alternative result;

private:
    std::string wrong(const std::string& what) const { return fmt::format("{}: error: {}", m_option, what); }

    void set(model::Setting setting) {
        result.settings.push_back(std::move(setting));
        result.origins.push_back(m_option);
    }

    std::string addScale(const std::string& value) {
        const auto scale = namedCount(value, 0, mostReplicas);
        if (!scale) return wrong("it is SERVICE=N, with a whole number of replicas up to 100,000");
        const model::Service* service = m_scenario.findService(scale->name);
        if (service == nullptr)
            return wrong(fmt::format("there is no service '{}'{}", scale->name, hintFor(scale->name, m_scenario.services)));
        set({"faults[+]", fmt::format("{{at: 0s, scale: {}, replicas: {}}}", quoted("service/" + scale->name), scale->count)});
        result.replicas[scale->name] = scale->count;
        if (!service->listeners.empty())
            result.notes.push_back(fmt::format(
                "consumers that come or go make the groups of {} rebalance, which the flow balance leaves out", service->name));
        if (service->hpa || service->scaledObject)
            result.notes.push_back(
                fmt::format("{} has an autoscaler, which may scale it again; the flow balance doesn't know", service->name));
        return {};
    }

    std::string addPartitions(const std::string& value) {
        const auto grown = namedCount(value, 1, mostPartitions);
        if (!grown) return wrong("it is TOPIC=N, with a whole number of partitions from 1");
        const model::Topic* topic = m_scenario.findTopic(grown->name);
        if (topic == nullptr)
            return wrong(fmt::format("there is no topic '{}'{}", grown->name, hintFor(grown->name, m_scenario.topics)));
        if (grown->count < topic->partitions)
            return wrong(fmt::format("{} has {} partitions, and Kafka takes none away", topic->name, topic->partitions));
        set({fmt::format("topics.{}.partitions", quoted(topic->name)), std::to_string(grown->count)});
        result.notes.push_back(
            fmt::format("new partitions of {} get new records only: what waits stays where it is", topic->name));
        return {};
    }

    std::string addKill(const std::string& value) {
        const std::size_t slash = value.find('/');
        const std::string kind = value.substr(0, slash);
        const bool isTarget =
            slash != std::string::npos && (kind == "pod" || kind == "node" || kind == "broker" || kind == "zone");
        if (!isTarget) return wrong("it is broker/CLUSTER/N, pod/SERVICE, node/GROUP/N or zone/ZONE");
        set({"faults[+]", fmt::format("{{at: 0s, kill: {}}}", quoted(value))});
        if (kind == "pod") ++result.podsKilled[value.substr(slash + 1)];
        if (kind == "broker") result.brokersKilled.push_back(value);
        if (kind == "node" || kind == "zone")
            result.notes.push_back(
                fmt::format("what {} takes along only the simulation knows: the flow balance leaves it out", value));
        return {};
    }

    std::string addSetting(const std::string& value) {
        const auto setting = model::parseSetting(value);
        if (!setting) return wrong("it is PATH=VALUE");
        set(*setting);
        return {};
    }

    const model::Scenario& m_scenario;
    std::string m_option;
};

}  // namespace

std::string textOf(const WhatIf& whatIf) {
    switch (whatIf.kind) {
        case WhatIf::Kind::Scale: return "--scale " + whatIf.value;
        case WhatIf::Kind::Partitions: return "--partitions " + whatIf.value;
        case WhatIf::Kind::Kill: return "--kill " + whatIf.value;
        case WhatIf::Kind::Set: return "--set " + whatIf.value;
    }
    return {};
}

std::variant<Alternative, std::string> alternativeOf(const std::vector<WhatIf>& whatIfs, const model::Scenario& scenario) {
    Builder builder(scenario);
    std::string name;
    for (const WhatIf& whatIf : whatIfs) {
        if (const std::string error = builder.add(whatIf); !error.empty()) return error;
        name += (name.empty() ? "" : " ") + textOf(whatIf);
    }
    if (!name.empty()) builder.result.name = name;
    return std::move(builder.result);
}

}  // namespace headroom::forecast
