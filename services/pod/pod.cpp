#include "services/pod/pod.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "services/execution/work.h"
#include "services/http/wire.h"

namespace headroom::services {

using model::Duration;

namespace {

constexpr Duration lookPause = Duration::milliseconds(10);
constexpr int supervisorGone = 3;

/// A pod has its share of a limit that holds for the whole service.
std::optional<rules::TokenBucket> shareOf(const model::Service& service) {
    if (!service.rateLimit) return std::nullopt;
    model::TokenBucketConfig share = *service.rateLimit;
    const double pods = std::max(1, service.deployment.replicas);
    share.replenishRate /= pods;
    share.burstCapacity = std::max(share.requestedTokens, share.burstCapacity / pods);
    return rules::TokenBucket(share);
}

}  // namespace

/// Whoever asks again, for want of an answer, sends the same trace and span: that is the key under which it is done once.
Performance Pod::performanceOf(const model::Operation& operation) const {
    return {m_element + "." + operation.name, Performance::Part::All, true, ""};
}

Pod::Pod(PodOptions options, Log& log)
    : m_options(std::move(options)),
      m_log(log),
      m_element("service/" + m_options.service.name),
      m_metrics(m_options.service.name, m_options.name),
      m_calls(m_endpoints, m_faults, m_metrics),
      m_stores(m_options.scenario, &m_options.service, m_options.stores, m_faults, m_metrics, log),
      m_producer(m_options.kafka, m_options.service.producer, m_metrics, log),
      m_guards(m_options.service, m_metrics, log),
      m_times(m_options.service, m_metrics),
      m_place{m_element,  Draws(m_options.scenario.seed, m_element),
              m_calls,    m_stores,
              m_producer, m_guards,
              m_faults,   m_options.service.outbox ? &*m_options.service.outbox : nullptr,
              &m_times},
      m_player(m_place),
      m_gate(m_options.service.threads, m_options.service.queue),
      m_outboxView(1, Duration::infinite(), [this] { return m_stores.connect(m_options.service.outbox->store); }),
      m_rateLimit(shareOf(m_options.service)),
      m_front(handlers(), m_options.listen),
      m_commands(m_options.commands, listener()) {}

HttpFront::Handlers Pod::handlers() {
    return {[this](const std::string& operation, const Errand& errand) { return serve(operation, errand); },
            [this] { return m_isReady.load(); }, [this] { return exposition(); }};
}

CommandReader::Listener Pod::listener() {
    return {[this](const nlohmann::json& command) { take(command); },
            [this](const std::string& line) {
                m_log.warn("refused", "a line of the supervisor makes no sense", {{"line", line}});
            },
            // Nothing may outlive the supervisor, so nothing is waited for either.
            [] { std::_Exit(supervisorGone); }};
}

void Pod::take(const nlohmann::json& command) {
    const std::string name = command["command"].get<std::string>();
    bool isUnderstood = true;
    if (name == "stop")
        m_stop.stop();
    else if (name == "endpoints")
        m_endpoints.replace(Endpoints::read(command.value("services", nlohmann::json::object())));
    else if (name == "fault")
        isUnderstood = m_faults.begin(command);
    else if (name == "heal" && command.contains("id") && command["id"].is_string())
        m_faults.heal(command["id"].get<std::string>());
    else
        isUnderstood = false;
    if (!isUnderstood) m_log.warn("refused", "a command of the supervisor makes no sense", {{"line", command.dump()}});
}

void Pod::run() {
    m_log.info("listening", "serving HTTP", {{"port", m_front.port()}});
    if (!m_stop.waitFor(m_options.startup)) startWork();
    if (awaitMembership()) {
        m_isReady = true;
        m_log.info("ready", "can be called");
        m_stop.wait();
    }
    m_isReady = false;
    m_log.info("draining", "finishing what is under way");
    const model::Instant end = now() + m_options.linger;
    m_listeners.clear();
    restUntil(end);
    m_front.stop();
    m_outboxComplete.stop();
    m_relays.clear();
}

void Pod::startWork() {
    for (const model::Listener& listener : m_options.service.listeners)
        for (int thread = 0; thread < listener.concurrency; ++thread)
            m_listeners.push_back(std::make_unique<ListenerThread>(
                listener,
                ListenerThread::Surroundings{m_options.scenario, m_options.kafka, m_place, m_player, m_stop, m_metrics, m_log}));
    if (!m_options.service.outbox) return;
    for (int relay = 0; relay < m_options.service.outbox->relays; ++relay)
        m_relays.push_back(
            std::make_unique<OutboxRelay>(relay, OutboxRelay::Surroundings{m_options.service, m_options.name, m_place, m_stores,
                                                                           m_producer, m_outboxComplete, m_log}));
}

/// True once every listener thread has its part of its group, be it nothing; false when stopped before.
bool Pod::awaitMembership() {
    const auto hasJoined = [](const auto& listener) { return listener->hasJoined(); };
    while (!m_stop.isStopped()) {
        if (std::all_of(m_listeners.begin(), m_listeners.end(), hasJoined)) return true;
        m_stop.waitFor(lookPause);
    }
    return false;
}

bool Pod::passesRateLimit() {
    if (!m_rateLimit) return true;
    const std::scoped_lock lock(m_rateMutex);
    return m_rateLimit->request(now()).allowed;
}

int Pod::serve(const std::string& name, const Errand& errand) {
    const auto& operations = m_options.service.operations;
    const auto operation =
        std::find_if(operations.begin(), operations.end(), [&](const auto& candidate) { return candidate.name == name; });
    if (operation == operations.end()) return wire::unknown;
    Gauge active = m_metrics.activeRequests();
    active.add(1);
    const model::Instant began = now();
    const int status = admit(*operation, errand);
    active.add(-1);
    m_metrics.serverRequests(name).observe(std::to_string(status), now() - began);
    return status;
}

int Pod::admit(const model::Operation& operation, const Errand& errand) {
    // No answer while it lasts; callers run into their time-outs.
    while (m_faults.isOut(m_element) || m_faults.isCutOff(m_element))
        if (m_stop.waitFor(lookPause)) return wire::noPlace;
    if (!passesRateLimit()) return wire::rateLimited;
    return m_isReady || m_stop.isStopped() ? play(operation, errand) : wire::noPlace;
}

int Pod::play(const model::Operation& operation, const Errand& errand) {
    if (!m_gate.enter()) return wire::noPlace;
    const Outcome outcome = m_player.play(operation.steps, errand, performanceOf(operation));
    m_gate.leave();
    const bool fails = m_place.draws.chance(m_faults.failProbability(m_element), errand.id, static_cast<std::uint64_t>(now().ns));
    return isOk(outcome) && !fails ? wire::done : wire::failed;
}

/// NaN where the store can't tell.
void Pod::measureOutbox() {
    if (!m_options.service.outbox) return;
    std::string error;
    double rows = std::numeric_limits<double>::quiet_NaN();
    if (const auto view = m_outboxView.take(error))
        if (const auto counted = (*view)->outboxSize(m_options.service.name)) rows = static_cast<double>(counted.value());
    m_metrics.outboxRows(m_options.service.outbox->store).set(rows);
}

std::string Pod::exposition() {
    m_metrics.busyThreads().set(m_gate.busy());
    m_metrics.queuedRequests().set(m_gate.queued());
    measureOutbox();
    return m_metrics.exposition();
}

}  // namespace headroom::services
