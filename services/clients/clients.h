#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/scenario/scenario.h"
#include "services/clients/played_client.h"
#include "services/http/endpoints.h"
#include "services/http/http_calls.h"
#include "services/pod/http_front.h"
#include "services/process/command_reader.h"

namespace headroom::services {

/// What the clients' process is told.
struct ClientsOptions {
    const model::Scenario& scenario;  ///< at the load scale that is to be played
    KafkaAccess kafka;
    int commands = 0;  ///< a descriptor
    /// How long journeys in flight get once it is told to stop.
    model::Duration grace = model::Duration::seconds(8);
    Address listen{"127.0.0.1", 0};
    std::string audit = {};  ///< folder of ledgers; empty: none is kept
};

/// All clients of a scenario: they begin together, once all services they call have an endpoint, and end when told to stop.
class Clients {
public:
    /// Throws std::runtime_error where a port, a producer or the ledger can't be had. `log` outlives it.
    Clients(ClientsOptions options, Log& log);
    Clients(const Clients&) = delete;
    Clients& operator=(const Clients&) = delete;

    /// Returns once it has been stopped. False where journeys have not ended in the grace: the destructor would wait for them.
    bool run();

private:
    void take(const nlohmann::json& command);
    void takeEndpoints(const nlohmann::json& services);
    void stop();
    bool awaitServices();
    bool finish();
    std::optional<JourneyLedger> openLedger() const;
    std::vector<std::unique_ptr<PlayedClient>> makeClients();
    HttpFront::Handlers handlers();
    CommandReader::Listener listener();

    ClientsOptions m_options;
    Log& m_log;
    Metrics m_metrics{"clients", "clients"};
    Faults m_faults;
    Endpoints m_endpoints;
    HttpCalls m_calls;
    const std::uint64_t m_run;
    std::optional<JourneyLedger> m_ledger;
    std::vector<std::unique_ptr<PlayedClient>> m_clients;
    std::mutex m_mutex;  ///< of what follows
    std::condition_variable m_changed;
    std::set<std::string> m_missing;  ///< called, but never had an endpoint so far
    bool m_isPlaying = false;
    bool m_isStopped = false;
    HttpFront m_front;
    CommandReader m_commands;
};

}  // namespace headroom::services
