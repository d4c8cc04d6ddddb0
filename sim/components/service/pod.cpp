#include "sim/components/service/pod.h"

#include <algorithm>
#include <limits>

#include "sim/components/service/service.h"

namespace headroom::sim {

namespace {

constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();
constexpr double defaultWeight = 1000;

double cpuWeight(const model::Deployment& deployment) {
    return deployment.requests.cpu ? static_cast<double>(deployment.requests.cpu->value) : defaultWeight;
}

}  // namespace

Pod::Pod(Context& context, Service& service, std::string name, const std::string& zone, HostIndex host)
    : m_context(context),
      m_service(service),
      m_name(std::move(name)),
      m_threads(service.declaration().threads.value_or(0)),
      m_queueLimit(service.declaration().queue ? *service.declaration().queue : unlimited) {
    if (!service.declaration().threads) m_threads = unlimited;
    m_workplace.place = context.network.place("service/" + service.name(), zone);
    m_workplace.random = &service.random();
    m_workplace.cgroup = context.infrastructure.addCgroup(host, cpuWeight(service.declaration().deployment));
    addPools();
    addProducers();
    addListeners();
    m_workplace.guards = std::make_unique<GuardInstances>(context.kernel, context.observatory, service.declaration(), m_name);
}

void Pod::addListeners() {
    for (const Service::Messaging::Work& work : m_service.messaging().listeners)
        for (int i = 0; i < work.concurrency; ++i)
            m_listeners.push_back(std::make_unique<ListenerThread>(m_context, m_service.runner(), m_workplace, *work.group, work.program));
}

void Pod::addPools() {
    const auto& pools = m_service.declaration().pools;
    for (const model::Store& store : m_context.scenario.stores) {
        const auto pool = pools.find(store.name);
        m_workplace.pools.push_back(pool == pools.end() ? nullptr
                                                        : std::make_unique<ConnectionPool>(pool->second.maximumPoolSize,
                                                                                           pool->second.connectionTimeout));
    }
}

void Pod::addProducers() {
    Service::Messaging& messaging = m_service.messaging();
    m_workplace.outbox = m_service.outbox();
    m_workplace.producers.resize(messaging.clusterOfTopic.size(), nullptr);
    std::vector<Cluster*> seen;
    for (std::size_t topic = 0; topic < messaging.clusterOfTopic.size(); ++topic) {
        Cluster* cluster = messaging.clusterOfTopic[topic];
        if (cluster == nullptr) continue;
        const auto known = std::find(seen.begin(), seen.end(), cluster);
        const auto index = static_cast<std::size_t>(known - seen.begin());
        if (known == seen.end()) {
            seen.push_back(cluster);
            m_producers.push_back(std::make_unique<Producer>(*cluster, m_service.runner(), m_workplace.place,
                                                             m_service.declaration().producer, m_service.random(), *messaging.keys,
                                                             messaging.counters));
        }
        m_workplace.producers[topic] = m_producers[index].get();
    }
}

Pod::~Pod() { m_context.infrastructure.removeCgroup(m_workplace.cgroup); }

void Pod::accept(std::uint32_t request) {
    if (m_isLost) {
        m_service.drop(request);
        return;
    }
    if (!m_isRunning || m_isDraining) {
        m_service.answer(request, Outcome::Unreachable);
        return;
    }
    m_service.countArrival(request);
    if (!m_service.passesRateLimit())
        m_service.answer(request, Outcome::Rejected);
    else if (m_service.drawsFailure())
        m_service.answer(request, Outcome::Failed);
    else if (m_busyThreads < m_threads)
        begin(request);
    else if (static_cast<std::int64_t>(m_queue.size()) < m_queueLimit)
        m_queue.push_back(request);
    else
        m_service.answer(request, Outcome::Rejected);
}

void Pod::begin(std::uint32_t request) {
    ++m_busyThreads;
    const ServiceRequest& message = m_service.requestAt(request).message;
    m_service.runner().start(m_workplace, m_service.program(message.operation), message.cause, *this, request);
}

void Pod::onExecutionDone(std::uint64_t request, Outcome outcome) {
    --m_busyThreads;
    m_service.answer(static_cast<std::uint32_t>(request), outcome);
    serveNext();
}

void Pod::serveNext() {
    if (m_queue.empty() || m_busyThreads >= m_threads) return;
    const std::uint32_t next = m_queue.front();
    m_queue.pop_front();
    begin(next);
}

void Pod::die() {
    abandonWork();
    m_service.resetRequestsOf(*this);
    m_unanswered.reset(m_context.kernel);
}

void Pod::vanish() {
    abandonWork();
    m_isLost = true;
    m_service.dropRequestsOf(*this);
}

void Pod::abandonWork() {
    m_isRunning = false;
    m_queue.clear();
    m_busyThreads = 0;
    for (const auto& producer : m_producers) producer->abandon();
    for (auto& listener : m_listeners) {
        listener->abandon();
        m_deadListeners.push_back(std::move(listener));
    }
    m_listeners.clear();
    for (const auto& relay : m_service.relays()) relay->podDied(m_workplace);
    m_service.runner().abandonAll(m_workplace);
}

void Pod::awaitStart() {
    m_isRunning = m_isLost = false;
    m_unanswered.reset(m_context.kernel);
}

void Pod::startProcess() {
    m_isRunning = true;
    m_isDraining = m_isLost = false;
    // What was in the old process's memory is gone with it.
    auto guards = std::make_unique<GuardInstances>(m_context.kernel, m_context.observatory, m_service.declaration(), m_name);
    guards->continueCounting(*m_workplace.guards);
    m_workplace.guards = std::move(guards);
    m_workplace.pools.clear();
    addPools();
    if (m_listeners.empty()) addListeners();
}

bool Pod::isIdle() const {
    return m_busyThreads == 0 && m_queue.empty() &&
           std::none_of(m_listeners.begin(), m_listeners.end(), [](const auto& listener) { return listener->consumer().isRunning(); }) &&
           std::all_of(m_producers.begin(), m_producers.end(), [](const auto& producer) { return producer->bufferedBytes() == 0; });
}

void Pod::startListening(bool isStable) {
    for (const auto& listener : m_listeners) isStable ? listener->consumer().startStable() : listener->consumer().start();
}

void Pod::stopListening() {
    for (const auto& listener : m_listeners) listener->consumer().close();
}

}  // namespace headroom::sim
