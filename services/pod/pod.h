#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/rules/resilience/token_bucket.h"
#include "model/scenario/scenario.h"
#include "services/execution/step_player.h"
#include "services/http/endpoints.h"
#include "services/http/http_calls.h"
#include "services/kafka/producer.h"
#include "services/pod/http_front.h"
#include "services/pod/listener_thread.h"
#include "services/pod/outbox_relay.h"
#include "services/pod/thread_gate.h"
#include "services/process/command_reader.h"
#include "services/process/stop_signal.h"
#include "services/store/played_stores.h"

namespace headroom::services {

/// What a pod is told.
struct PodOptions {
    const model::Scenario& scenario;
    const model::Service& service;
    std::string name;  ///< "transaction-0"
    KafkaAccess kafka;
    StorePlaces stores;
    model::Duration startup{0};  ///< how long it takes until it can serve
    int commands = 0;            ///< a descriptor
    Address listen{"127.0.0.1", 0};
    model::Duration linger{0};  ///< how long it goes on answering once it is told to stop, as callers may not have heard
};

/// One pod of a service: serves its operations over HTTP, runs its listeners and the relays of its outbox, until it is told to
/// stop.
class Pod {
public:
    /// Throws std::runtime_error where a port or a client can't be had. `log` outlives it.
    Pod(PodOptions options, Log& log);
    Pod(const Pod&) = delete;
    Pod& operator=(const Pod&) = delete;

    /// Returns once it has been stopped and everything under way is done.
    void run();
    /// From any thread.
    void stop() { m_stop.stop(); }

private:
    int serve(const std::string& operation, const Errand& errand);
    int admit(const model::Operation& operation, const Errand& errand);
    int play(const model::Operation& operation, const Errand& errand);
    Performance performanceOf(const model::Operation& operation) const;
    std::string exposition();
    void measureOutbox();
    bool passesRateLimit();
    void startWork();
    bool awaitMembership();
    void take(const nlohmann::json& command);
    HttpFront::Handlers handlers();
    CommandReader::Listener listener();

    PodOptions m_options;
    Log& m_log;
    std::string m_element;
    StopSignal m_stop;
    StopSignal m_outboxComplete;  ///< nothing that this pod does writes into it any more
    std::atomic<bool> m_isReady{false};
    Metrics m_metrics;
    Faults m_faults;
    Endpoints m_endpoints;
    HttpCalls m_calls;
    PlayedStores m_stores;
    Producer m_producer;
    Guards m_guards;
    StepTimes m_times;
    Workplace m_place;
    StepPlayer m_player;
    ThreadGate m_gate;
    ConnectionPool m_outboxView;  ///< one connection, to count the outbox's rows with
    std::mutex m_rateMutex;
    std::optional<rules::TokenBucket> m_rateLimit;
    HttpFront m_front;
    std::vector<std::unique_ptr<ListenerThread>> m_listeners;
    std::vector<std::unique_ptr<OutboxRelay>> m_relays;
    CommandReader m_commands;
};

}  // namespace headroom::services
