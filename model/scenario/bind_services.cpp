#include <fmt/format.h>

#include "model/ecosystem/kafka_properties.h"
#include "model/ecosystem/kubernetes_objects.h"
#include "model/ecosystem/spring_application.h"
#include "model/scenario/references.h"
#include "model/scenario/section_binders.h"

namespace headroom::model {

namespace {

/// The short forms of what a Deployment says; they win over it.
void bindDeploymentPart(BindingContext& context, const MappingReader& reader, Deployment& deployment) {
    if (const SourceNode* node = reader.find("deployment"))
        bindDeployment(context, *node, reader.pathOf("deployment"), deployment);
    reader.count("replicas", deployment.replicas, 0, 100'000);
    if (const SourceNode* node = reader.find("resources"))
        bindResources(context, *node, reader.pathOf("resources"), deployment.requests, deployment.limits);
    if (const SourceNode* node = reader.find("readinessProbe"))
        bindProbe(context, *node, reader.pathOf("readinessProbe"), deployment.readinessProbe);
    if (const SourceNode* node = reader.find("livenessProbe"))
        bindProbe(context, *node, reader.pathOf("livenessProbe"), deployment.livenessProbe);
    if (const SourceNode* node = reader.find("startupProbe"))
        bindProbe(context, *node, reader.pathOf("startupProbe"), deployment.startupProbe);
    if (reader.find("terminationGracePeriodSeconds") != nullptr)
        wholeSeconds(reader, "terminationGracePeriodSeconds", deployment.terminationGracePeriod);
}

/// A number of threads (or places in a queue), or `unlimited`.
void bindLimit(BindingContext& context, const MappingReader& reader, const std::string& key, int low,
               std::optional<int>& target) {
    const SourceNode* node = reader.find(key);
    if (node == nullptr) {
        context.effective(reader.pathOf(key), target ? fmt::format("{}", *target) : "unlimited",
                          std::string(target ? "application" : "default"));
        return;
    }
    if (node->isScalar() && node->value == "unlimited") {
        target.reset();
        context.effective(reader.pathOf(key), "unlimited", *node);
        return;
    }
    int limit = 0;
    if (reader.count(key, limit, low, 100'000'000)) target = limit;
}

void bindPools(BindingContext& context, const MappingReader& reader, Service& service) {
    const SourceNode* pools = reader.findMapping("pools");
    if (pools == nullptr) return;
    for (const auto& entry : pools->entries) {
        const MappingReader pool(context, entry.value.get(), joinPath(reader.pathOf("pools"), entry.key), vocabulary::pool());
        Service::ConnectionPool& target = service.pools[entry.key];
        pool.count("maximumPoolSize", target.maximumPoolSize, 1, 1'000'000);
        pool.positiveTime("connectionTimeout", target.connectionTimeout);
        expectReference(context, *entry.value, Referent::Store, entry.key);
    }
}

std::vector<std::string> storesUsed(const Service& service) {
    std::vector<std::string> used;
    const auto visit = [&](const Steps& steps) {
        for (const Step& step : steps)
            if (const auto* store = std::get_if<StoreStep>(&step.action)) used.push_back(store->store);
    };
    for (const Operation& operation : service.operations) visit(operation.steps);
    for (const Listener& listener : service.listeners) {
        visit(listener.steps);
        if (listener.dedup) used.push_back(listener.dedup->store);
    }
    if (service.outbox) used.push_back(service.outbox->store);
    return used;
}

/// A JDBC store is reached through HikariCP, MongoDB through its driver's pool; Lettuce multiplexes one connection.
void addDefaultPools(BindingContext& context, const SpringSettings& settings, const std::string& path, Service& service) {
    for (const std::string& name : storesUsed(service)) {
        const Store* store = context.scenario().findStore(name);
        if (store == nullptr || service.pools.count(name) != 0) continue;
        const bool isSql = store->kind == Store::Kind::PostgreSql;
        if (!isSql && store->kind != Store::Kind::MongoDb && !(settings.hikari && store->kind == Store::Kind::Other)) continue;
        const Service::ConnectionPool mongo{100, Duration::seconds(120)};
        const bool isMongo = store->kind == Store::Kind::MongoDb;
        service.pools[name] = isMongo ? settings.mongo.value_or(mongo) : settings.hikari.value_or(Service::ConnectionPool{});
        const bool isStated = isMongo ? settings.mongo.has_value() : settings.hikari.has_value();
        context.effective(joinPath(path + ".pools", name), fmt::format("{} connections", service.pools[name].maximumPoolSize),
                          std::string(isStated  ? "application"
                                      : isMongo ? "default of MongoDB's Java driver"
                                                : "default of HikariCP"));
    }
}

void bindOperations(BindingContext& context, const MappingReader& reader, Service& service) {
    const SourceNode* operations = reader.findMapping("operations");
    if (operations == nullptr) return;
    const std::string path = reader.pathOf("operations");
    for (const auto& entry : operations->entries) {
        checkName(context, entry.keyLocation, "an operation", entry.key);
        service.operations.push_back(
            {entry.key,
             bindSteps(context, entry.value.get(), joinPath(path, entry.key), {StepPlace::Kind::Operation, service.name}),
             entry.keyLocation});
    }
}

void bindSelf(BindingContext& context, const MappingReader& reader, Service& service) {
    SpringSettings settings;
    bindDeploymentPart(context, reader, service.deployment);
    if (const SourceNode* node = reader.find("autoscaler")) bindAutoscaler(context, *node, reader.pathOf("autoscaler"), service);
    const bool hasApplication = reader.find("application") != nullptr;
    if (hasApplication && service.role != Service::Role::Gateway) {  // Tomcat's own defaults hold where there is an application
        service.threads = 200;
        service.queue = 100;
    }
    bindApplication(context, reader.find("application"), reader.pathOf("application"), service, settings);
    bindLimit(context, reader, "threads", 1, service.threads);
    bindLimit(context, reader, "queue", 0, service.queue);
    double cores = 0;
    if (reader.find("cores") != nullptr && reader.quantity("cores", cores, Unit::Count, 0.001, 1e6)) service.cores = cores;
    reader.distribution("scheduling", service.scheduling);
    reader.distribution("startup", service.startup);
    reader.distribution("endpointPropagation", service.endpointPropagation);
    if (reader.texts("zones", service.zones))
        for (const std::string& zone : service.zones) expectReference(context, *reader.find("zones"), Referent::Zone, zone);
    bindProducer(context, reader.find("producer"), reader.pathOf("producer"), service.producer);
    bindConsumer(context, reader.find("consumer"), reader.pathOf("consumer"), settings.consumer);
    bindOperations(context, reader, service);
    if (const SourceNode* node = reader.find("outbox")) bindOutbox(context, *node, reader.pathOf("outbox"), service);
    if (const SourceNode* node = reader.findMapping("listeners"))
        bindListeners(context, *node, reader.pathOf("listeners"), service, settings.consumer, settings.listener);
    if (service.role == Service::Role::Gateway) bindRoutes(context, reader, service);
    bindPools(context, reader, service);
    addDefaultPools(context, settings, reader.path(), service);
}

void bindSection(BindingContext& context, const MappingReader& root, const std::string& section, Service::Role role) {
    const SourceNode* services = root.findMapping(section);
    if (services == nullptr) return;
    const bool isGateway = role == Service::Role::Gateway;
    constexpr std::size_t most = 5000;
    if (services->entries.size() > most)
        return context.error(*services, fmt::format("'{}' has more than {} entries", section, most));
    for (const auto& entry : services->entries) {
        checkName(context, entry.keyLocation, "a service", entry.key);
        if (const Service* other = context.scenario().findService(entry.key))
            context.diagnostics().error(entry.keyLocation, fmt::format("there are two services called '{}'", entry.key),
                                        fmt::format("the other is in line {}", other->location.position.line));
        Service service;
        service.name = entry.key;
        service.role = role;
        service.location = entry.keyLocation;
        const MappingReader reader(context, entry.value.get(), joinPath(section, entry.key),
                                   isGateway ? vocabulary::gateway() : vocabulary::service());
        bindSelf(context, reader, service);
        context.scenario().services.push_back(std::move(service));
    }
}

}  // namespace

void bindServices(BindingContext& context, const MappingReader& root) {
    bindSection(context, root, "gateways", Service::Role::Gateway);
    bindSection(context, root, "services", Service::Role::Service);
    bindSection(context, root, "monoliths", Service::Role::Monolith);
}

}  // namespace headroom::model
