#include "connectors/overlay/discovery.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "connectors/overlay/blueprint.h"
#include "model/text/quoting.h"

namespace headroom::connectors::overlay {
namespace {

using kafka::Group;
using kafka::Snapshot;
using kafka::Topic;

constexpr std::size_t longestName = 249;

/// On one line, whatever it says.
std::string inComment(const std::string& text) {
    std::string line = text;
    std::ranges::replace_if(
        line, [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; }, ' ');
    return line;
}

/// A text that YAML can't take for anything else.
std::string asValue(const std::string& text) {
    static const std::set<std::string> words{"null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"};
    const bool isBare = model::keyText(text) == text && !words.contains(text) && !(text[0] >= '0' && text[0] <= '9');
    return isBare ? text : model::quoted(text, model::Node::Style::SingleQuoted);
}

/// Whether a scenario can have a group of that name.
bool isExpressible(const std::string& group) {
    const auto isPlain = [](char byte) { return static_cast<unsigned char>(byte) > 0x20 && byte != 0x7f; };
    return !group.empty() && group.size() <= longestName && group.find_first_of("/(),=<> \t\n") == std::string::npos &&
           std::ranges::all_of(group, isPlain);
}

/// Letters, digits, - and _ only; one that isn't taken yet.
std::string elementName(const std::string& text, std::set<std::string>& taken) {
    std::string name;
    for (const char c : text) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        name += isPlain ? c : '-';
    }
    std::string free = name.substr(0, longestName - 8);
    for (int next = 2; !taken.insert(free).second; ++next) free = fmt::format("{}-{}", name.substr(0, longestName - 8), next);
    return free;
}

/// Never with an exponent, which a scenario's quantities don't have.
std::string number(double value) {
    std::string text = fmt::format("{:.{}f}", value, value >= 1000 ? 0 : value >= 1 ? 3 : 9);
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

class Writer {
public:
    explicit Writer(const Discovery& discovery) : m_discovery(discovery), m_seen(discovery.last) {}

    std::string write() {
        head();
        cluster();
        topics();
        services();
        clients();
        return std::move(m_text);
    }

private:
    template <class... Arguments>
    void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        m_text += fmt::format(format, std::forward<Arguments>(arguments)...) + "\n";
    }

    void head() {
        line("# What headroom live found at {}.", inComment(m_discovery.bootstrap));
        line(
            "# Topics, brokers, groups and rates are as they were seen. What nobody could see is a guess with a wide range, or "
            "left");
        line("# out, and says FILL IN.");
        for (const Error& problem : m_seen.problems) line("# Not found out: {}", inComment(problem.message));
        std::set<std::string> none;
        line("scenario: {}  # FILL IN", asValue(elementName(m_discovery.name.empty() ? "discovered" : m_discovery.name, none)));
        line("duration: 5m");
        line("");
    }

    void cluster() {
        line("kafka:");
        line("  main:  # cluster {}; FILL IN its name", inComment(m_seen.clusterId.value_or("of an unknown id")));
        line("    brokers: {}", std::max<std::size_t>(1, brokersOf(m_seen).size()));
        line("    requestWork: guess(10us..100us)  # FILL IN: nobody measured what a request costs a broker,");
        line("    batchWork: guess(2us..50us)        # a batch,");
        line("    byteWork: guess(0.1ns..2ns)        # or a byte");
    }

    static std::string configOf(const Topic& topic) {
        if (!topic.settings) return {};
        std::string config;
        const auto add = [&config](const std::string& text) { config += (config.empty() ? "" : ", ") + text; };
        if (topic.settings->minInsyncReplicas) add(fmt::format("min.insync.replicas: {}", *topic.settings->minInsyncReplicas));
        if (const auto& kept = topic.settings->retention)
            add(std::isinf(*kept) ? "retention.ms: -1" : fmt::format("retention.ms: {:.0f}", *kept * 1e3));
        return config.empty() ? "" : ", config: {" + config + "}";
    }

    void topics() {
        m_topics.clear();
        for (const Topic& topic : m_seen.topics) {
            if (topic.isInternal() || topic.partitions.empty()) continue;
            if (m_topics.empty()) line("topics:");
            m_topics.insert(topic.name);
            const std::size_t replicas = std::ranges::max(topic.partitions, {}, [](const kafka::Partition& partition) {
                                             return partition.replicas.size();
                                         }).replicas.size();
            line("  {}: {{partitions: {}, replicas: {}{}}}{}", model::keyText(topic.name), topic.partitions.size(),
                 std::max<std::size_t>(1, replicas), configOf(topic), topic.settings ? "" : "  # its settings are unknown");
        }
        line("");
    }

    std::vector<std::string> topicsOf(const Group& group) const {
        std::set<std::string> names;
        if (group.partitions)
            for (const kafka::GroupPartition& partition : *group.partitions)
                if (m_topics.contains(partition.place.topic)) names.insert(partition.place.topic);
        return {names.begin(), names.end()};
    }

    void services() {
        std::string omitted;
        std::set<std::string> taken;
        bool isFirst = true;
        for (const Group& group : m_seen.groups) {
            const std::vector<std::string> topics = topicsOf(group);
            if (!isExpressible(group.name) || topics.empty()) {
                omitted += fmt::format(
                    "# Left out: group {}, {}\n", inComment(group.name),
                    topics.empty() ? "of which nobody knows what it reads" : "whose name has what a scenario's names can't have");
                continue;
            }
            if (isFirst) line("services:  # one a group; FILL IN what they really are, what they call and what they publish");
            isFirst = false;
            service(group, topics, elementName(group.name, taken));
        }
        m_text += omitted + "\n";
    }

    void service(const Group& group, const std::vector<std::string>& topics, const std::string& name) {
        line("  {}:", model::keyText(name));
        const std::string concurrency = replicas(group);
        line("    listeners:");
        line("      {}:", model::keyText(name));
        std::string list;
        for (const std::string& topic : topics) list += (list.empty() ? "" : ", ") + asValue(topic);
        line("        topics: [{}]", list);
        line("        groupId: {}", asValue(group.name));
        if (!concurrency.empty()) line("        {}", concurrency);
        line("        steps:");
        line("          - cpu: guess(10us..10ms)  # FILL IN: nobody measured what a record costs");
    }

    /// Writes how many pods there seem to be; returns what a listener has of members each.
    std::string replicas(const Group& group) {
        if (!group.members) {
            line("    # replicas: FILL IN; nobody could tell the group's members");
            return {};
        }
        if (group.members->empty()) {
            line("    # replicas: FILL IN; the group had no members");
            return {};
        }
        std::map<std::string, std::size_t> hosts;
        for (const kafka::Member& member : *group.members) ++hosts[member.host];
        const std::size_t each = hosts.begin()->second;
        const bool isEven = std::ranges::all_of(hosts, [each](const auto& host) { return host.second == each; });
        line("    replicas: {}  # {} member{} seen at {} address{}", isEven ? hosts.size() : group.members->size(),
             group.members->size(), group.members->size() == 1 ? "" : "s", hosts.size(), hosts.size() == 1 ? "" : "es");
        return isEven && each > 1 ? fmt::format("concurrency: {}", each) : "";
    }

    /// Records appended between the two looks; absent where an end is unknown.
    std::optional<double> appended(const Topic& topic) const {
        const auto before = std::ranges::find(m_discovery.first.topics, topic.name, &Topic::name);
        if (before == m_discovery.first.topics.end() || before->partitions.size() != topic.partitions.size()) return std::nullopt;
        double sum = 0;
        for (std::size_t i = 0; i < topic.partitions.size(); ++i) {
            const auto& from = before->partitions[i].end;
            const auto& to = topic.partitions[i].end;
            if (!from || !to || *to < *from) return std::nullopt;
            sum += static_cast<double>(*to - *from);
        }
        return sum;
    }

    void clients() {
        std::string silent;
        std::string unknown;
        std::set<std::string> taken;
        bool isFirst = true;
        for (const Topic& topic : m_seen.topics) {
            if (!m_topics.contains(topic.name)) continue;
            const std::optional<double> records = appended(topic);
            if (!records) unknown += " " + topic.name;
            if (records == 0) silent += " " + topic.name;
            if (!records || *records == 0 || m_discovery.seconds <= 0) continue;
            if (isFirst) line("clients:  # Kafka doesn't say who publishes: FILL IN, or move it into the services above");
            isFirst = false;
            client(topic.name, *records, elementName("to-" + topic.name, taken));
        }
        if (!silent.empty()) line("# Nothing came to these while they were looked at:{}", silent);
        if (!unknown.empty()) line("# Nobody knows what comes to these:{}", unknown);
    }

    void client(const std::string& topic, double records, const std::string& name) {
        line("  {}:", model::keyText(name));
        line("    load: poisson({}/s)  # {} records in {} s; how regularly they come is not known",
             number(records / m_discovery.seconds), number(records), number(m_discovery.seconds));
        line("    journey:");
        line("      - publish: {{to: {}, via: async, size: guess(100B..10KiB)}}  # FILL IN size and key: nobody reads records",
             asValue(topic));
    }

    const Discovery& m_discovery;
    const Snapshot& m_seen;
    std::set<std::string> m_topics;  ///< that the text has
    std::string m_text;
};

}  // namespace

std::string scenarioText(const Discovery& discovery) {
    return Writer(discovery).write();
}

}  // namespace headroom::connectors::overlay
