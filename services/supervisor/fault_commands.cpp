#include "services/supervisor/fault_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <variant>

#include "model/scenario/fault_words.h"

namespace headroom::services {

namespace {

using Command = std::optional<nlohmann::json>;

std::string named(const std::string& kind, const std::string& name) {
    return name.starts_with(kind + '/') ? name : kind + '/' + name;
}

/// A service's own pods feel what happens to it; what happens to a store is felt by who asks it.
bool concerns(const std::string& element, const std::string& service) {
    if (service.empty()) return false;
    return element.starts_with("store/") || element == "service/" + service;
}

/// What each kind says to a pod of a service, or to the clients.
struct Begin {
    const std::string& service;

    Command operator()(const model::SlowElement& f) const {
        return concerns(f.element, service) ? Command({{"kind", "slow"}, {"element", f.element}, {"factor", f.factor}})
                                            : Command();
    }
    Command operator()(const model::FailElement& f) const {
        return concerns(f.element, service) ? Command({{"kind", "fail"}, {"element", f.element}, {"probability", f.probability}})
                                            : Command();
    }
    Command operator()(const model::OutageElement& f) const {
        return concerns(f.element, service) ? Command({{"kind", "outage"}, {"element", f.element}}) : Command();
    }
    Command operator()(const model::PoisonMessages& f) const {
        return Command({{"kind", "poison"}, {"topic", f.topic}, {"fraction", f.fraction}});
    }
    Command operator()(const model::Surge& f) const {
        return service.empty() ? Command({{"kind", "surge"}, {"client", f.client}, {"factor", f.factor}}) : Command();
    }
    template <class Other>
    Command operator()(const Other&) const {
        return std::nullopt;
    }
};

struct Describe : model::FaultWords {
    using model::FaultWords::operator();
    std::string operator()(const model::KillPod& f) const { return fmt::format("{} of {} killed", pods(f.count), f.service); }
    std::string operator()(const model::DeletePod& f) const { return fmt::format("{} of {} deleted", pods(f.count), f.service); }
    std::string operator()(const model::KillNode& f) const { return fmt::format("{} lost", named("node", f.node)); }
    std::string operator()(const model::KillBroker& f) const { return fmt::format("broker/{}/{} killed", f.cluster, f.broker); }
    std::string operator()(const model::KillZone& f) const { return fmt::format("{} lost", named("zone", f.zone)); }
    std::string operator()(const model::PartitionNetwork& f) const {
        return fmt::format("{} cut off from {}", f.a, f.b.empty() ? "everything" : f.b);
    }
    std::string operator()(const model::ScaleService& f) const {
        return fmt::format("{} scaled to {}", f.service, pods(f.replicas));
    }

    static std::string pods(int count) { return fmt::format("{} pod{}", count, count == 1 ? "" : "s"); }
};

std::string idOf(std::size_t fault) {
    return fmt::format("fault-{}", fault + 1);
}

bool isOfKind(const std::string& element, const char* kind) {
    return element.starts_with(std::string(kind) + '/');
}

}  // namespace

std::optional<nlohmann::json> FaultCommands::begin(std::size_t fault, const std::string& service) const {
    const auto& action = m_scenario.faults.at(fault).action;
    Command command = std::visit(Begin{service}, action);
    if (const auto* partition = std::get_if<model::PartitionNetwork>(&action)) {
        const std::vector<std::string> elements = cutOff(*partition, service);
        if (!elements.empty()) command = {{"kind", "partition"}, {"elements", elements}};
    }
    if (!command) return std::nullopt;
    (*command)["command"] = "fault";
    (*command)["id"] = idOf(fault);
    return command;
}

nlohmann::json FaultCommands::heal(std::size_t fault) const {
    return {{"command", "heal"}, {"id", idOf(fault)}};
}

std::string FaultCommands::whyNot(std::size_t fault) const {
    const auto& action = m_scenario.faults.at(fault).action;
    if (std::holds_alternative<model::KillNode>(action))
        return "all pods are processes of this machine: there are no nodes to lose";
    if (std::holds_alternative<model::KillZone>(action))
        return "all pods are processes of this machine: there are no zones to lose";
    if (std::holds_alternative<model::HotKey>(action)) return "who publishes can't be told to change its keys";
    if (const auto* slow = std::get_if<model::SlowElement>(&action); slow != nullptr && isOfKind(slow->element, "broker"))
        return "a broker can't be told to be slow";
    const auto* partition = std::get_if<model::PartitionNetwork>(&action);
    if (partition == nullptr) return {};
    for (const std::string& side : {partition->a, partition->b}) {
        if (isOfKind(side, "zone")) return "all pods are processes of this machine: there are no zones to cut off";
        if (isOfKind(side, "client") && m_scenario.clients.size() > 1)
            return "all clients are one process: one alone can't be cut off";
        if (isOfKind(side, "broker") && !partition->b.empty()) return "one broker can't be cut off from some and not from others";
    }
    return {};
}

std::vector<std::string> FaultCommands::everything() const {
    std::vector<std::string> all;
    for (const model::Service& service : m_scenario.services) all.push_back("service/" + service.name);
    for (const model::Store& store : m_scenario.stores) all.push_back("store/" + store.name);
    for (const model::KafkaCluster& cluster : m_scenario.clusters) all.push_back("kafka/" + cluster.name);
    return all;
}

/// What a process of the service, or that of the clients, is.
std::vector<std::string> FaultCommands::selfOf(const std::string& service) const {
    if (!service.empty()) return {"service/" + service};
    std::vector<std::string> all;
    for (const model::Client& client : m_scenario.clients) all.push_back("client/" + client.name);
    return all;
}

/// Whom a process gets no answer from.
std::vector<std::string> FaultCommands::cutOff(const model::PartitionNetwork& partition, const std::string& service) const {
    const std::vector<std::string> self = selfOf(service);
    const auto isMe = [&self](const std::string& element) { return std::find(self.begin(), self.end(), element) != self.end(); };
    // A broker is cut off where it is.
    if (isOfKind(partition.a, "broker")) return {};
    if (!partition.b.empty()) {
        if (isMe(partition.a)) return {partition.b};
        return isMe(partition.b) ? std::vector{partition.a} : std::vector<std::string>{};
    }
    if (!isMe(partition.a)) return {partition.a};
    std::vector<std::string> others = everything();
    std::erase_if(others, isMe);
    return others;
}

std::string describe(const model::Fault& fault) {
    const std::string what = std::visit(Describe{}, fault.action);
    return fault.length ? fmt::format("{} for {:g} s", what, fault.length->toSeconds()) : what;
}

}  // namespace headroom::services
