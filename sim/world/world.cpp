#include "sim/world/world.h"

#include <algorithm>

#include "sim/components/client/closed_client.h"
#include "sim/components/client/open_client.h"

namespace headroom::sim {

namespace {

bool isPlain(const Program& program) {
    return std::all_of(program.steps.begin(), program.steps.end(), [](const CompiledStep& step) {
        return step.kind == CompiledStep::Kind::Cpu || step.kind == CompiledStep::Kind::Wait;
    });
}

bool isConstant(const Program& program) {
    return std::all_of(program.steps.begin(), program.steps.end(), [](const CompiledStep& step) {
        return step.probability >= 1 && step.amount != nullptr && step.amount->kind == model::Distribution::Kind::Constant;
    });
}

void collectTopics(const model::Steps& steps, std::vector<std::string>& topics) {
    for (const model::Step& step : steps)
        if (const auto* publish = std::get_if<model::PublishStep>(&step.action)) topics.push_back(publish->topic);
}

std::vector<std::string> publishedTopics(const model::Service& service) {
    std::vector<std::string> topics;
    for (const model::Operation& operation : service.operations) collectTopics(operation.steps, topics);
    for (const model::Listener& listener : service.listeners) {
        collectTopics(listener.steps, topics);
        if (!listener.errorHandler.deadLetterTopic.empty()) topics.push_back(listener.errorHandler.deadLetterTopic);
    }
    return topics;
}

}  // namespace

World::World(const model::Scenario& scenario, Kernel& kernel, Infrastructure& infrastructure, trace::TraceSink& sink)
    : m_observatory(kernel, sink),
      m_network(scenario, kernel, infrastructure, m_observatory),
      m_context{scenario, kernel, infrastructure, m_observatory, m_network},
      m_runner(m_context),
      m_kubernetes(m_context) {
    buildStores();
    buildClusters();
    buildServices();
    buildClients();
    connect();
    startListeners();
    m_kubernetes.begin(m_groups);
    m_faults = std::make_unique<FaultInjector>(m_context, FaultTargets{m_services, m_stores, m_clusters, m_clients, m_kubernetes});
    for (const auto& client : m_clients) {
        client->begin();
        m_observatory.beforeFrame([&bulk = *client] { bulk.catchUp(); });
    }
    kernel.schedule(kernel.now() + scenario.frameInterval, *this, 0);
}

World::~World() = default;

void World::buildStores() {
    for (const model::Store& store : m_context.scenario.stores) m_stores.push_back(std::make_unique<Store>(m_context, store));
}

void World::buildClusters() {
    for (const model::KafkaCluster& cluster : m_context.scenario.clusters)
        m_clusters.push_back(std::make_unique<Cluster>(m_context, cluster));
}

Cluster* World::clusterOf(std::uint32_t topic) const {
    for (const auto& cluster : m_clusters)
        if (cluster->findTopic(topic) != nullptr) return cluster.get();
    return nullptr;
}

void World::buildMessaging(Service& service) {
    Service::Messaging& messaging = service.messaging();
    messaging.keys = &m_keys;
    const auto& topics = m_context.scenario.topics;
    const std::vector<std::string> published = publishedTopics(service.declaration());
    messaging.clusterOfTopic.resize(topics.size(), nullptr);
    for (std::uint32_t i = 0; i < topics.size(); ++i)
        if (std::find(published.begin(), published.end(), topics[i].name) != published.end()) messaging.clusterOfTopic[i] = clusterOf(i);
    for (const model::Listener& listener : service.declaration().listeners) {
        Cluster* cluster = nullptr;
        for (std::uint32_t i = 0; i < topics.size(); ++i)
            if (!listener.topics.empty() && topics[i].name == listener.topics.front()) cluster = clusterOf(i);
        messaging.listeners.push_back({&groupOf(listener, *cluster, service.name()), {}, listener.concurrency});
        messaging.listeners.back().program.listener = &listener;
    }
}

/// Listeners with one group id are members of one group, those of an application as well as those of different ones.
Group& World::groupOf(const model::Listener& listener, Cluster& cluster, const std::string& service) {
    for (const auto& group : m_groups) {
        if (group->id() != listener.groupId || &group->cluster() != &cluster) continue;
        group->addListener(listener);
        return *group;
    }
    m_groups.push_back(std::make_unique<Group>(cluster, service, listener));
    return *m_groups.back();
}

void World::buildServices() {
    for (const model::Service& service : m_context.scenario.services) {
        m_services.push_back(std::make_unique<Service>(m_context, m_runner, service));
        buildMessaging(*m_services.back());
        m_kubernetes.add(*m_services.back());
    }
}

void World::buildClients() {
    std::uint32_t index = 0;
    for (const model::Client& client : m_context.scenario.clients) {
        if (const auto* open = std::get_if<model::OpenLoad>(&client.load))
            m_clients.push_back(std::make_unique<OpenClient>(m_context, m_runner, client, *open, index++));
        else
            m_clients.push_back(
                std::make_unique<ClosedClient>(m_context, m_runner, client, std::get<model::ClosedLoad>(client.load), index++));
    }
}

Compiler World::makeCompiler() const {
    std::map<std::string, Service*> services;
    std::map<std::string, Store*> stores;
    for (const auto& service : m_services) services[service->name()] = service.get();
    for (const auto& store : m_stores) stores[store->name()] = store.get();
    return {m_context.scenario, services, stores};
}

void World::connect() {
    const Compiler compiler = makeCompiler();
    for (const auto& service : m_services) {
        const auto& operations = service->declaration().operations;
        for (std::uint16_t i = 0; i < operations.size(); ++i) service->program(i) = compiler.compile(operations[i].name, operations[i].steps, &service->declaration());
        for (const auto& relay : service->relays()) {
            relay->pollProgram() = compiler.compileStoreStep(service->declaration().outbox->store, service->declaration().outbox->pollOperation);
            relay->deleteProgram() =
                compiler.compileStoreStep(service->declaration().outbox->store, service->declaration().outbox->deleteOperation);
            relay->begin();
        }
    }
    compileListeners(compiler);
    for (std::size_t i = 0; i < m_clients.size(); ++i) {
        const model::Client& declaration = m_context.scenario.clients[i];
        m_clients[i]->journey() = compiler.compile("journey", declaration.journey);
        for (const CompiledStep& step : m_clients[i]->journey().steps)
            if (step.kind == CompiledStep::Kind::Publish) m_clients[i]->connectTo(step.topic, *clusterOf(step.topic), m_keys);
    }
    compiler.connectCaches();
}

void World::compileListeners(const Compiler& compiler) {
    for (const auto& service : m_services) {
        for (Service::Messaging::Work& work : service->messaging().listeners) {
            const model::Listener& listener = *work.program.listener;
            model::Steps perRecord;
            model::Steps perBatch;
            if (listener.dedup) perRecord.push_back({*listener.dedup, 1, false, {}});
            for (const model::Step& step : listener.steps) (step.perBatch ? perBatch : perRecord).push_back(step);
            work.program.steps = std::move(perRecord);
            work.program.batchSteps = std::move(perBatch);
            work.program.perRecord = compiler.compile(listener.name, work.program.steps, &service->declaration());
            work.program.perBatch = compiler.compile(listener.name, work.program.batchSteps, &service->declaration());
            work.program.isPlain = isPlain(work.program.perRecord);
            work.program.isConstant = work.program.isPlain && isConstant(work.program.perRecord);
            if (!listener.errorHandler.deadLetterTopic.empty())
                work.program.deadLetterTopic = static_cast<std::int32_t>(compiler.topicIndex(listener.errorHandler.deadLetterTopic));
        }
    }
}

void World::startListeners() {
    for (const auto& service : m_services)
        for (const auto& pod : service->pods()) pod->startListening(true);
    for (const auto& group : m_groups) group->startStable();
}

void World::onEvent(std::uint32_t, std::uint64_t) {
    m_observatory.frame();
    m_context.kernel.scheduleAfter(m_context.scenario.frameInterval, *this, 0);
}

}  // namespace headroom::sim
