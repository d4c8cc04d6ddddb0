#include "services/metrics/metrics.h"

#include <algorithm>
#include <utility>

namespace headroom::services {

namespace {

using Labels = Registry::Labels;

bool isStatus(const std::string& outcome) {
    return outcome.size() == 3 && std::all_of(outcome.begin(), outcome.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Labels http(const std::string& operation) {
    return {{"http_request_method", "POST"}, {"http_route", "/operations/" + operation}};
}

Labels kafka(const std::string& operation, const std::string& topic, const std::string& group) {
    Labels labels{{"messaging_system", "kafka"}, {"messaging_operation_name", operation}};
    if (!topic.empty()) labels["messaging_destination_name"] = topic;
    if (!group.empty()) labels["messaging_consumer_group_name"] = group;
    return labels;
}

}  // namespace

DurationsByOutcome& Metrics::durations(const Registry::Family& family, const Labels& labels, Ends ends) {
    const std::scoped_lock lock(m_mutex);
    auto& found = m_durations[{family.name, labels}];
    if (found == nullptr) {
        found = std::make_unique<DurationsByOutcome>([this, family, labels, ends](const std::string& outcome) {
            Labels all = labels;
            const bool isAnswer = ends == Ends::Http && isStatus(outcome);
            if (isAnswer) all["http_response_status_code"] = outcome;
            const bool isError = isAnswer ? outcome >= "400" : !outcome.empty();
            if (isError) all["error_type"] = outcome;
            return m_registry.histogram(family, all);
        });
    }
    return *found;
}

DurationsByOutcome& Metrics::serverRequests(const std::string& operation) {
    return durations({"http_server_request_duration_seconds", "Requests served"}, http(operation), Ends::Http);
}

Gauge Metrics::activeRequests() {
    return m_registry.gauge({"http_server_active_requests", "Requests being served or waiting for a thread"},
                            {{"http_request_method", "POST"}, {"url_scheme", "http"}});
}

DurationsByOutcome& Metrics::calls(const std::string& service, const std::string& operation) {
    Labels labels{{"http_request_method", "POST"}, {"server_address", service}, {"url_template", "/operations/" + operation}};
    return durations({"http_client_request_duration_seconds", "Requests to other services"}, labels, Ends::Http);
}

DurationsByOutcome& Metrics::processing(const std::string& group, const std::string& topic) {
    return durations({"messaging_process_duration_seconds", "Processing of records"}, kafka("process", topic, group),
                     Ends::Other);
}

DurationsByOutcome& Metrics::kafkaOperations(const std::string& operation, const std::string& topic, const std::string& group) {
    return durations({"messaging_client_operation_duration_seconds", "Requests of Kafka's client"},
                     kafka(operation, topic, group), Ends::Other);
}

Counter Metrics::sentRecords(const std::string& topic) {
    return m_registry.counter({"messaging_client_sent_messages_total", "Records handed to Kafka's client"},
                              kafka("send", topic, {}));
}

Counter Metrics::ofRecords(const char* what, const char* help, const std::string& group, const std::string& topic) {
    return m_registry.counter({std::string("headroom_records_") + what + "_total", help},
                              {{"messaging_consumer_group_name", group}, {"messaging_destination_name", topic}});
}

Counter Metrics::processedRecords(const std::string& group, const std::string& topic) {
    return ofRecords("processed", "Records processed well", group, topic);
}

Counter Metrics::deadLetteredRecords(const std::string& group, const std::string& topic) {
    return ofRecords("dead_lettered", "Records given up and kept in a dead-letter topic", group, topic);
}

Counter Metrics::skippedRecords(const std::string& group, const std::string& topic) {
    return ofRecords("skipped", "Records given up without a dead-letter topic", group, topic);
}

Counter Metrics::redeliveredRecords(const std::string& group, const std::string& topic) {
    return ofRecords("redelivered", "Deliveries after the first one", group, topic);
}

Counter Metrics::duplicateRecords(const std::string& group, const std::string& topic) {
    return ofRecords("duplicate", "Records recognised as processed before", group, topic);
}

DurationHistogram Metrics::topicLatency(const std::string& group, const std::string& topic) {
    return m_registry.histogram({"headroom_record_topic_latency_seconds", "From a record's sending until it is processed"},
                                {{"messaging_consumer_group_name", group}, {"messaging_destination_name", topic}});
}

DurationHistogram Metrics::endToEndLatency(const std::string& group, const std::string& topic) {
    return m_registry.histogram(
        {"headroom_record_end_to_end_latency_seconds", "From its journey's begin until a record is processed"},
        {{"messaging_consumer_group_name", group}, {"messaging_destination_name", topic}});
}

DurationsByOutcome& Metrics::storeOperations(const std::string& store, const std::string& system, const std::string& operation) {
    return durations({"db_client_operation_duration_seconds", "Operations on databases"},
                     {{"db_system_name", system}, {"db_namespace", store}, {"db_operation_name", operation}}, Ends::Other);
}

Gauge Metrics::outboxRows(const std::string& store) {
    return m_registry.gauge({"headroom_outbox_rows", "Rows not relayed yet"}, {{"db_namespace", store}});
}

Gauge Metrics::busyThreads() {
    return m_registry.gauge({"headroom_threads_busy", "Server threads at work"});
}

Gauge Metrics::queuedRequests() {
    return m_registry.gauge({"headroom_requests_queued", "Requests waiting for a thread"});
}

void Metrics::setBreakerState(const std::string& breaker, const std::string& state) {
    const auto gauge = [&](const std::string& which) {
        return m_registry.gauge({"headroom_circuit_breaker_state", "1 for the state it is in"},
                                {{"name", breaker}, {"state", which}});
    };
    const std::scoped_lock lock(m_mutex);
    std::string& current = m_breakerStates[breaker];
    if (!current.empty()) gauge(current).set(0);
    gauge(state).set(1);
    current = state;
}

Counter Metrics::callsNotPermitted(const std::string& breaker) {
    return m_registry.counter({"headroom_circuit_breaker_not_permitted_total", "Calls that an open breaker refused"},
                              {{"name", breaker}});
}

DurationsByOutcome& Metrics::journeys(const std::string& client) {
    return durations({"headroom_journey_duration_seconds", "Journeys of clients, from when they were due"}, {{"client", client}},
                     Ends::Other);
}

Counter Metrics::offeredJourneys(const std::string& client) {
    return m_registry.counter({"headroom_journeys_offered_total", "Journeys that became due"}, {{"client", client}});
}

Counter Metrics::refusedJourneys(const std::string& client) {
    return m_registry.counter({"headroom_journeys_refused_total", "Journeys not begun: too many of the client's were in flight"},
                              {{"client", client}});
}

Gauge Metrics::journeysInFlight(const std::string& client) {
    return m_registry.gauge({"headroom_journeys_in_flight", "Journeys begun and not ended"}, {{"client", client}});
}

Gauge Metrics::users(const std::string& client) {
    return m_registry.gauge({"headroom_client_users", "Virtual users, on a journey or thinking"}, {{"client", client}});
}

}  // namespace headroom::services
