#include "model/export/export_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace headroom::model {

namespace {

constexpr std::size_t longestLabel = 63;

const char* kindOf(const Store& store) {
    switch (store.kind) {
        case Store::Kind::PostgreSql: return "postgresql";
        case Store::Kind::MongoDb: return "mongodb";
        case Store::Kind::Redis: return "redis";
        case Store::Kind::Other: return "other";
    }
    return "other";
}

void planStores(const Scenario& scenario, ExportPlan& plan) {
    std::set<std::string> used;
    for (const Workload& workload : plan.workloads) used.insert(workload.needs.stores.begin(), workload.needs.stores.end());
    for (const Store& store : scenario.stores) {
        if (used.count(store.name) == 0) continue;
        (store.kind == Store::Kind::PostgreSql ? plan.databases : plan.standIns).push_back(&store);
    }
}

/// A store whose rows several pods must see: the stand-in of one container is nobody else's.
void refuseUnshared(const Scenario& scenario, const std::string& name, const std::string& what, ExportPlan& plan) {
    const Store* store = scenario.findStore(name);
    if (store == nullptr || store->kind == Store::Kind::PostgreSql) return;
    plan.refusals.push_back(fmt::format(
        "{} is in store/{} ({}): all pods share it, and a container's SQLite stand-in is its own; only stores of kind "
        "postgresql are shared between containers",
        what, store->name, kindOf(*store)));
}

void planSharing(const Scenario& scenario, ExportPlan& plan) {
    for (const Service& service : scenario.services) {
        if (service.outbox)
            refuseUnshared(scenario, service.outbox->store, fmt::format("the outbox of service/{}", service.name), plan);
        for (const Listener& listener : service.listeners)
            if (listener.dedup)
                refuseUnshared(scenario, listener.dedup->store,
                               fmt::format("what listener '{}' of service/{} has seen", listener.name, service.name), plan);
    }
}

void planNames(const std::vector<std::string>& taken, ExportPlan& plan) {
    std::map<std::string, std::string> owners;
    for (const std::string& name : taken) owners[name] = "the export itself";
    for (const Workload& workload : plan.workloads) {
        const std::string who = "service/" + workload.service->name;
        if (workload.name.empty())
            plan.refusals.push_back(fmt::format("{}: no letter or digit of its name can stand in a DNS name", who));
        else if (const auto [found, isNew] = owners.try_emplace(workload.name, who); !isNew)
            plan.refusals.push_back(fmt::format("{}: in DNS its name is '{}', which {} needs too; call it otherwise", who,
                                                workload.name, found->second));
    }
}

bool isTopicName(const std::string& name) {
    const auto isAllowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    return !name.empty() && name.size() <= 249 && name != "." && name != ".." && std::ranges::all_of(name, isAllowed);
}

void planKafka(const Scenario& scenario, ExportPlan& plan) {
    for (const Topic& topic : scenario.topics)
        if (!isTopicName(topic.name)) plan.refusals.push_back(fmt::format("topic/{}: Kafka allows no such name", topic.name));
    if (scenario.clusters.empty()) return;
    plan.cluster = scenario.clusters[0].name;
    for (const KafkaCluster& cluster : scenario.clusters) plan.brokers = std::max(plan.brokers, cluster.brokers);
}

std::vector<std::string> endpoints(const ExportPlan& plan, const Needs& needs) {
    std::vector<std::string> arguments;
    for (const std::string& service : needs.services)
        arguments.insert(arguments.end(), {"--endpoints", fmt::format("{}={}:{}", service, plan.nameOf(service), inside::port)});
    return arguments;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

bool ExportPlan::isDatabase(const std::string& store) const {
    return std::ranges::any_of(databases, [&](const Store* database) { return database->name == store; });
}

bool ExportPlan::needsDatabase(const Needs& needs) const {
    return std::ranges::any_of(needs.stores, [&](const std::string& store) { return isDatabase(store); });
}

const std::string& ExportPlan::nameOf(const std::string& service) const {
    const auto found = std::ranges::find_if(workloads, [&](const Workload& w) { return w.service->name == service; });
    if (found == workloads.end()) throw std::logic_error("export: no service " + service);
    return found->name;
}

std::string dnsName(std::string_view name) {
    std::string label;
    for (const char c : name) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isAllowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        label += isUpper ? static_cast<char>(c - 'A' + 'a') : isAllowed ? c : '-';
    }
    label.erase(0, std::min(label.find_first_not_of('-'), label.size()));
    label.resize(std::min(label.size(), longestLabel));
    label.erase(label.find_last_not_of('-') + 1);
    return label;
}

ExportPlan planExport(const Scenario& scenario, const std::vector<std::string>& taken) {
    ExportPlan plan;
    plan.name = dnsName(scenario.name);
    if (plan.name.empty()) plan.name = "scenario";
    for (const Service& service : scenario.services)
        plan.workloads.push_back({&service, dnsName(service.name), needsOf(scenario, service)});
    if (plan.workloads.empty()) plan.refusals.emplace_back("the scenario has no services: there is nothing to deploy");
    plan.hasClients = !scenario.clients.empty();
    for (const Client& client : scenario.clients) {
        const Needs needs = needsOf(scenario, client);
        plan.clientNeeds.services.insert(needs.services.begin(), needs.services.end());
        plan.clientNeeds.kafka = plan.clientNeeds.kafka || needs.kafka;
    }
    planNames(taken, plan);
    planStores(scenario, plan);
    planSharing(scenario, plan);
    planKafka(scenario, plan);
    return plan;
}

std::vector<std::string> podArguments(const ExportPlan& plan, const Workload& workload) {
    std::vector<std::string> arguments{"pod",
                                       inside::scenarioFile,
                                       "--standalone",
                                       "--service",
                                       workload.service->name,
                                       "--listen",
                                       fmt::format("0.0.0.0:{}", inside::port),
                                       "--data",
                                       inside::dataFolder};
    append(arguments, endpoints(plan, workload.needs));
    return arguments;
}

std::vector<std::string> clientsArguments(const ExportPlan& plan, const std::string& loadScale) {
    std::vector<std::string> arguments{"clients",
                                       inside::scenarioFile,
                                       "--standalone",
                                       "--load-scale",
                                       loadScale,
                                       "--listen",
                                       fmt::format("0.0.0.0:{}", inside::port)};
    append(arguments, endpoints(plan, plan.clientNeeds));
    return arguments;
}

}  // namespace headroom::model
