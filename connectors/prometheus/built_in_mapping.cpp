#include <stdexcept>

#include "connectors/prometheus/mapping.h"

namespace headroom::connectors::prometheus {
namespace {

// Names: OpenTelemetry semantic conventions (http-metrics, messaging-metrics, process- and jvm-metrics) as its exporters for
// Prometheus spell them, its span metrics connector; Micrometer's PrometheusMeterRegistry under Spring Boot 2 and 3; Istio's
// standard metrics; the Prometheus client libraries; docs/services.md for the bundled services' own.
constexpr std::string_view text = R"(rules:
  - name: opentelemetry-http-server
    series: http_server_request_duration_seconds
    figure: requests
    failed: {http_response_status_code: "5??"}
  - name: opentelemetry-http-server-before-2023
    series: http_server_duration_milliseconds
    figure: requests
    unit: ms
    failed: {http_status_code: "5??"}
  - name: opentelemetry-rpc-server
    series: rpc_server_duration_milliseconds
    figure: requests
    unit: ms
    failed: {rpc_grpc_status_code: ["2", "4", "12", "13", "14", "15"]}
  - name: spring-http-server
    series: http_server_requests_seconds
    figure: requests
    unless: {uri: "/actuator*"}
    failed: {outcome: SERVER_ERROR, status: "5??"}
  - name: istio-request-duration
    series: istio_request_duration_milliseconds
    figure: requests
    unit: ms
    namedBy: &istio [destination_canonical_service, destination_service_name, destination_workload, destination_app]
    where: {reporter: destination}
    failed: &istioFailed {response_code: "5??", grpc_response_status: ["2", "4", "12", "13", "14", "15"]}
  - name: istio-requests
    series: istio_requests_total
    figure: requests
    namedBy: *istio
    where: {reporter: destination}
    failed: *istioFailed
  - name: opentelemetry-span-metrics
    series: traces_span_metrics_duration_milliseconds
    figure: requests
    unit: ms
    where: {span_kind: SPAN_KIND_SERVER}
    failed: {status_code: STATUS_CODE_ERROR}
  - name: http-request-duration
    series: http_request_duration_seconds
    figure: requests
    failed: {code: "5??", status: "5??", status_code: "5??"}

  - name: opentelemetry-messaging-process
    series: messaging_process_duration_seconds
    figure: requests
    element: group
    namedBy: [messaging_consumer_group_name, messaging.consumer.group.name]
    failed: {error_type: "?*"}

  - {name: opentelemetry-http-in-flight, series: http_server_active_requests, figure: inFlight}
  - {name: spring-http-in-flight, series: http_server_requests_active_seconds_gcount, figure: inFlight, unless: {uri: "/actuator*"}}
  - {name: spring-http-in-flight-before-2024, series: http_server_requests_active_seconds_active_count, figure: inFlight, unless: {uri: "/actuator*"}}

  - {name: opentelemetry-process-cpu, series: process_cpu_time_seconds_total, figure: cpuSeconds}
  - {name: opentelemetry-jvm-cpu, series: jvm_cpu_time_seconds_total, figure: cpuSeconds}
  - {name: process-cpu, series: process_cpu_seconds_total, figure: cpuSeconds}
  - {name: spring-process-cpu, series: process_cpu_time_ns_total, figure: cpuSeconds, unit: ns}
  - {name: spring-process-cpu-usage, series: process_cpu_usage, figure: cpuCores, times: system_cpu_count}

  - {name: spring-tomcat-threads, series: tomcat_threads_busy_threads, figure: busyThreads}
  - {name: spring-jetty-threads, series: jetty_threads_busy, figure: busyThreads}

  - {name: opentelemetry-jvm-memory, series: jvm_memory_used_bytes, figure: memory}
  - {name: process-memory, series: process_resident_memory_bytes, figure: memory}

  - name: opentelemetry-db-client
    series: db_client_operation_duration_seconds
    figure: requests
    element: store
    namedBy: [db_namespace, db.namespace]
    failed: {error_type: "?*"}

  - name: headroom-journeys
    series: headroom_journey_duration_seconds
    figure: requests
    element: client
    namedBy: &client [client]
    failed: {error_type: "?*"}
    rejected: {error_type: rejected}
  - {name: headroom-journeys-offered, series: headroom_journeys_offered_total, figure: started, element: client, namedBy: *client}
  - {name: headroom-journeys-in-flight, series: headroom_journeys_in_flight, figure: inFlight, element: client, namedBy: *client}
  - {name: headroom-users, series: headroom_client_users, figure: users, element: client, namedBy: *client}
  - {name: headroom-topic-latency, series: headroom_record_topic_latency_seconds, figure: topicLatency, element: group, namedBy: &group [messaging_consumer_group_name]}
  - {name: headroom-end-to-end-latency, series: headroom_record_end_to_end_latency_seconds, figure: endToEndLatency, element: group, namedBy: *group}
  - {name: headroom-dead-letters, series: headroom_records_dead_lettered_total, figure: deadLettered, element: group, namedBy: *group}
  - {name: headroom-redelivered, series: headroom_records_redelivered_total, figure: redelivered, element: group, namedBy: *group}
  - {name: headroom-skipped, series: headroom_records_skipped_total, figure: skipped, element: group, namedBy: *group}
  - name: opentelemetry-messaging-commit
    series: messaging_client_operation_duration_seconds
    figure: commitTime
    element: group
    namedBy: [messaging_consumer_group_name, messaging.consumer.group.name]
    where: {messaging_operation_name: commit}
  - {name: headroom-steps, series: headroom_step_duration_seconds, figure: stepTime, element: step, namedBy: [headroom_step]}
  - {name: headroom-outbox, series: headroom_outbox_rows, figure: outboxRows}
  - {name: headroom-threads, series: headroom_threads_busy, figure: busyThreads}
  - {name: headroom-queue, series: headroom_requests_queued, figure: queued}

  - {name: kafka-client-lag, series: kafka_consumer_fetch_manager_records_lag_max, figure: recordsLag}
  - {name: opentelemetry-kafka-client-lag, series: kafka_consumer_records_lag_max, figure: recordsLag}
)";

}  // namespace

std::string_view builtInMappingText() {
    return text;
}

const Mapping& builtInMapping() {
    static const Mapping mapping = [] {
        model::Diagnostics diagnostics;
        Mapping read = readMapping(std::string(text), "built-in mapping", diagnostics);
        if (!diagnostics.empty()) throw std::logic_error(model::toString(diagnostics.all().front()));
        return read;
    }();
    return mapping;
}

}  // namespace headroom::connectors::prometheus
