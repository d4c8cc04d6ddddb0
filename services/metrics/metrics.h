#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "services/metrics/registry.h"

namespace headroom::services {

/// What a bundled process measures, under the names of OpenTelemetry's semantic conventions as Prometheus spells them, and
/// headroom_* where there is no convention. Times are in seconds. From any thread; each call looks its instrument up, so whoever
/// measures often keeps it. References are valid as long as this is.
///
/// An outcome is a text: "" for what ended well, or why not ("timedOut"), which is the label error_type. Of HTTP it can be the
/// status
/// ("200", "503"): that is the label http_response_status_code, and an error's error_type too.
class Metrics {
public:
    /// `service` as in the scenario, or "clients"; `instance` is the pod.
    Metrics(const std::string& service, const std::string& instance) : m_registry(service, instance) {}
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    // HTTP
    DurationsByOutcome& serverRequests(const std::string& operation);
    Gauge activeRequests();
    DurationsByOutcome& calls(const std::string& service, const std::string& operation);

    // Kafka
    DurationsByOutcome& processing(const std::string& group, const std::string& topic);
    /// "send" (to a topic, no group), "poll" or "commit".
    DurationsByOutcome& kafkaOperations(const std::string& operation, const std::string& topic, const std::string& group);
    Counter sentRecords(const std::string& topic);
    Counter processedRecords(const std::string& group, const std::string& topic);
    Counter deadLetteredRecords(const std::string& group, const std::string& topic);
    Counter skippedRecords(const std::string& group, const std::string& topic);
    Counter redeliveredRecords(const std::string& group, const std::string& topic);
    Counter duplicateRecords(const std::string& group, const std::string& topic);
    /// From what a record tells of until it is processed.
    DurationHistogram topicLatency(const std::string& group, const std::string& topic);
    DurationHistogram endToEndLatency(const std::string& group, const std::string& topic);

    // Store: `system` is one of the convention's names, such as "sqlite" or "postgresql".
    DurationsByOutcome& storeOperations(const std::string& store, const std::string& system, const std::string& operation);
    Gauge outboxRows(const std::string& store);

    // The pod
    Gauge busyThreads();
    Gauge queuedRequests();
    /// 1 for the state it is in, 0 for those it has been in.
    void setBreakerState(const std::string& breaker, const std::string& state);
    Counter callsNotPermitted(const std::string& breaker);

    // The clients
    DurationsByOutcome& journeys(const std::string& client);
    Counter offeredJourneys(const std::string& client);
    Counter refusedJourneys(const std::string& client);
    Gauge journeysInFlight(const std::string& client);
    Gauge users(const std::string& client);

    std::string exposition() const { return m_registry.exposition(); }
    Registry& registry() { return m_registry; }

private:
    enum class Ends { Http, Other };
    DurationsByOutcome& durations(const Registry::Family& family, const Registry::Labels& labels, Ends ends);
    Counter ofRecords(const char* what, const char* help, const std::string& group, const std::string& topic);

    Registry m_registry;
    std::mutex m_mutex;
    std::map<std::pair<std::string, Registry::Labels>, std::unique_ptr<DurationsByOutcome>> m_durations;
    std::map<std::string, std::string> m_breakerStates;
};

}  // namespace headroom::services
