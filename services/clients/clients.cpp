#include "services/clients/clients.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "services/clients/called_services.h"
#include "services/execution/work.h"
#include "services/http/wire.h"

namespace headroom::services {

namespace {

constexpr int supervisorGone = 3;

}  // namespace

Clients::Clients(ClientsOptions options, Log& log)
    : m_options(std::move(options)),
      m_log(log),
      m_calls(m_endpoints, m_faults, m_metrics),
      m_run(static_cast<std::uint64_t>(wallClockNs())),
      m_ledger(openLedger()),
      m_clients(makeClients()),
      m_missing(calledServices(m_options.scenario.clients)),
      m_front(handlers(), m_options.listen),
      m_commands(m_options.commands, listener()) {}

std::optional<JourneyLedger> Clients::openLedger() const {
    if (m_options.audit.empty()) return std::nullopt;
    auto opened = JourneyLedger::open(m_options.audit, m_run);
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(opened.value());
}

std::vector<std::unique_ptr<PlayedClient>> Clients::makeClients() {
    std::vector<std::unique_ptr<PlayedClient>> all;
    const PlayedClient::Surroundings around{
        m_calls, m_faults, m_options.kafka, m_metrics, m_log, m_run, m_ledger ? &*m_ledger : nullptr};
    for (const model::Client& client : m_options.scenario.clients)
        all.push_back(std::make_unique<PlayedClient>(client, m_options.scenario.seed, around));
    return all;
}

HttpFront::Handlers Clients::handlers() {
    return {[](const std::string&, const Errand&) { return wire::unknown; },
            [this] {
                const std::scoped_lock lock(m_mutex);
                return m_isPlaying;
            },
            [this] { return m_metrics.exposition(); }};
}

CommandReader::Listener Clients::listener() {
    return {[this](const nlohmann::json& command) { take(command); },
            [this](const std::string& line) {
                m_log.warn("refused", "a line of the supervisor makes no sense", {{"line", line}});
            },
            // Nothing may outlive the supervisor, so nothing is waited for either.
            [] { std::_Exit(supervisorGone); }};
}

bool Clients::run() {
    m_log.info("listening", "serving HTTP", {{"port", m_front.port()}});
    if (awaitServices()) {
        for (const auto& client : m_clients) client->player().begin();
        m_log.info("ready", "the load begins");
        std::unique_lock lock(m_mutex);
        m_isPlaying = true;
        m_changed.wait(lock, [this] { return m_isStopped; });
        m_isPlaying = false;
    }
    m_log.info("draining", "no journey begins any more");
    return finish();
}

/// False when stopped before all are there.
bool Clients::awaitServices() {
    std::unique_lock lock(m_mutex);
    if (!m_missing.empty()) m_log.info("waiting", fmt::format("waits for {}", fmt::join(m_missing, ", ")));
    m_changed.wait(lock, [this] { return m_isStopped || m_missing.empty(); });
    return !m_isStopped;
}

bool Clients::finish() {
    const auto until = std::chrono::steady_clock::now() + std::chrono::nanoseconds(m_options.grace.ns);
    for (const auto& client : m_clients) client->player().stop();
    bool haveAllEnded = true;
    for (const auto& client : m_clients) haveAllEnded = client->player().waitUntilIdle(until) && haveAllEnded;
    for (const auto& client : m_clients) client->summarize();
    return haveAllEnded;
}

void Clients::stop() {
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopped = true;
    }
    m_changed.notify_all();
}

void Clients::take(const nlohmann::json& command) {
    const std::string name = command["command"].get<std::string>();
    bool isUnderstood = true;
    if (name == "stop")
        stop();
    else if (name == "endpoints")
        takeEndpoints(command.value("services", nlohmann::json::object()));
    else if (name == "fault")
        isUnderstood = m_faults.begin(command);
    else if (name == "heal" && command.contains("id") && command["id"].is_string())
        m_faults.heal(command["id"].get<std::string>());
    else
        isUnderstood = false;
    for (const auto& client : m_clients) client->followFaults();
    if (!isUnderstood) m_log.warn("refused", "a command of the supervisor makes no sense", {{"line", command.dump()}});
}

void Clients::takeEndpoints(const nlohmann::json& services) {
    Endpoints::Table table = Endpoints::read(services);
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_missing, [&](const std::string& service) {
            const auto found = table.find(service);
            return found != table.end() && !found->second.empty();
        });
    }
    m_endpoints.replace(std::move(table));
    m_changed.notify_all();
}

}  // namespace headroom::services
