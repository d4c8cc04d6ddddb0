#include "model/export/export_notes.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/text/yaml_value.h"

namespace headroom::model {

namespace {

constexpr std::size_t width = 118;

class Notes {
public:
    Notes(const Scenario& scenario, const ExportPlan& plan) : m_scenario(scenario), m_plan(plan) {}

    std::vector<std::string> take() {
        stores();
        kafka();
        services();
        surroundings();
        course();
        return std::move(m_notes);
    }

private:
    template <class... Arguments>
    void say(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        m_notes.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
    }

    void stores() {
        std::vector<std::string> alone;
        for (const Store* store : m_plan.standIns) alone.push_back("store/" + store->name);
        if (!alone.empty())
            say("{}: an SQLite stand-in in each container, which takes the times the scenario says; containers don't share it, "
                "and it "
                "is lost with them",
                joined(alone));
        std::vector<std::string> real;
        for (const Store* store : m_plan.databases) real.push_back("store/" + store->name);
        if (!real.empty()) say("{}: a schema each of one PostgreSQL database", joined(real));
        if (!alone.empty() || !real.empty()) say("How many operations a store serves at once (servers) is not played");
    }

    void kafka() {
        if (m_scenario.clusters.size() > 1)
            say("The scenario has {} Kafka clusters; they are one here, '{}', with the most brokers any of them has",
                m_scenario.clusters.size(), m_plan.cluster);
        if (m_plan.usesKafka())
            say("kafka: cores, pageCache, diskBandwidth and the work a request takes are those of the real brokers");
        if (m_plan.usesKafka() && m_scenario.versions.client == "java")
            say("The pods' Kafka client is librdkafka with the scenario's settings, not the Java client it names");
    }

    void services() {
        std::vector<std::string> cores;
        std::vector<std::string> zoned;
        std::vector<std::string> ownCore;
        std::vector<std::string> shares;
        for (const Workload& workload : m_plan.workloads) {
            const Service& service = *workload.service;
            const std::string name = "service/" + service.name;
            if (service.cores && !service.deployment.limits.cpu) cores.push_back(name);
            if (!service.zones.empty()) zoned.push_back(name);
            if (service.outbox && !service.outbox->inPod) ownCore.push_back(name);
            if (service.rateLimit && (service.hpa || service.scaledObject)) shares.push_back(name);
        }
        if (!cores.empty()) say("{}: cores limit nothing here; only a CPU limit of the deployment does", joined(cores));
        if (!zoned.empty()) say("{}: the zones are not those of the scenario", joined(zoned));
        if (!ownCore.empty())
            say("{}: the outbox's relay runs in the pods and uses their CPU, though inPod is false", joined(ownCore));
        if (!shares.empty())
            say("{}: each pod has its share of the rate limit among the replicas at the start, however many there are",
                joined(shares));
        say("A pod takes its startup from the scenario, drawn by its name; scheduling and endpointPropagation are the real ones");
    }

    void surroundings() {
        if (!m_scenario.zones.empty() || !m_scenario.links.empty())
            say("zones, network: latencies and bandwidths are those of the real network, and zones those there are");
        if (!m_scenario.nodes.empty()) say("nodes: those there are");
    }

    void course() {
        if (!m_scenario.initial.lags.empty()) say("initial: topics begin empty, without the lag of the scenario");
        if (!m_scenario.initial.replicas.empty()) say("initial: services begin with their deployment's replicas");
        if (!m_scenario.faults.empty()) say("faults: none of the scenario's {} happens", m_scenario.faults.size());
        if (!m_scenario.expectations.empty())
            say("expect: nothing is checked; headroom live shows what is measured over the scenario");
    }

    const Scenario& m_scenario;
    const ExportPlan& m_plan;
    std::vector<std::string> m_notes;
};

}  // namespace

std::vector<std::string> commonNotes(const Scenario& scenario, const ExportPlan& plan) {
    return Notes(scenario, plan).take();
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string wrappedLines(const std::string& text, std::size_t most, const std::string& indent) {
    std::string lines;
    std::size_t column = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const bool isFirst = at == 0;
        if (!isFirst && column + 1 + end - at > most) {
            lines += "\n" + indent;
            column = indent.size();
        } else if (!isFirst) {
            lines += ' ';
            ++column;
        }
        lines.append(text, at, end - at);
        column += end - at;
        at = end + 1;
    }
    return lines;
}

std::string headerOf(const std::string& target, const std::string& source, const std::vector<std::string>& notes) {
    std::string text = fmt::format("Made by headroom export {} {}: make it again rather than change it.\n", target, source);
    if (!notes.empty()) text += "\nWhat is otherwise than in the scenario, or must be known:\n";
    for (const std::string& note : notes) text += wrappedLines("- " + note + ".", width, "  ") + "\n";
    return yamlComment(text);
}

}  // namespace headroom::model
