#include "services/metrics/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "services/metrics/duration_buckets.h"

namespace headroom::services {
namespace {

using model::Duration;
using testing::HasSubstr;
using testing::Not;

/// The value of the one series that has this name and contains all of these labels; fails the test where there are more or none.
double valueOf(const std::string& exposition, const std::string& name, const std::vector<std::string>& labels) {
    std::istringstream lines(exposition);
    std::vector<double> found;
    for (std::string line; std::getline(lines, line);) {
        bool isWanted = line.starts_with(name + '{') || line.starts_with(name + ' ');
        for (const std::string& label : labels) isWanted = isWanted && line.find(label) != std::string::npos;
        if (isWanted) found.push_back(std::stod(line.substr(line.rfind(' ') + 1)));
    }
    EXPECT_EQ(found.size(), 1U) << name << " in\n" << exposition;
    return found.empty() ? 0 : found[0];
}

TEST(Metrics, OfRequestsHaveTheConventionsNamesAndLabels) {
    Metrics metrics("transaction", "transaction-1");
    metrics.serverRequests("create").observe("200", Duration::milliseconds(3));
    metrics.serverRequests("create").observe("200", Duration::milliseconds(5));
    metrics.serverRequests("create").observe("503", Duration::milliseconds(1));
    const std::string text = metrics.exposition();
    const std::string name = "http_server_request_duration_seconds";
    EXPECT_THAT(text, HasSubstr("# TYPE " + name + " histogram"));
    EXPECT_EQ(valueOf(text, name + "_count", {R"(http_response_status_code="200")", R"(http_route="/operations/create")"}), 2);
    EXPECT_NEAR(valueOf(text, name + "_sum", {R"(http_response_status_code="200")"}), 0.008, 1e-12);
    EXPECT_EQ(valueOf(text, name + "_count", {R"(http_response_status_code="503")", R"(error_type="503")"}), 1);
    EXPECT_EQ(valueOf(text, name + "_bucket", {R"(http_response_status_code="200")", R"(le="0.00381")"}), 1);
    EXPECT_EQ(valueOf(text, name + "_bucket", {R"(http_response_status_code="200")", R"(le="+Inf")"}), 2);
}

TEST(Metrics, OfCallsTellAnswersFromSilence) {
    Metrics metrics("transaction", "transaction-1");
    metrics.calls("account", "reserve").observe("200", Duration::milliseconds(3));
    metrics.calls("account", "reserve").observe("timedOut", Duration::seconds(2));
    const std::string text = metrics.exposition();
    const std::string count = "http_client_request_duration_seconds_count";
    EXPECT_EQ(valueOf(text, count, {R"(server_address="account")", R"(http_response_status_code="200")"}), 1);
    EXPECT_EQ(valueOf(text, count, {R"(server_address="account")", R"(error_type="timedOut")"}), 1);
    EXPECT_THAT(text, Not(HasSubstr(R"(http_response_status_code="timedOut")")));
}

TEST(Metrics, OfRecordsNameTopicAndGroup) {
    Metrics metrics("audit", "audit-0");
    metrics.processing("audit", "orders").observe("", Duration::milliseconds(2));
    metrics.processing("audit", "orders").observe("failed", Duration::milliseconds(2));
    metrics.kafkaOperations("send", "orders", "").observe("", Duration::milliseconds(4));
    metrics.processedRecords("audit", "orders").add(7);
    metrics.deadLetteredRecords("audit", "orders").add();
    metrics.topicLatency("audit", "orders").observe(Duration::seconds(1));
    metrics.endToEndLatency("audit", "orders").observe(Duration::seconds(2));
    const std::string text = metrics.exposition();
    const std::vector<std::string> both{R"(messaging_consumer_group_name="audit")", R"(messaging_destination_name="orders")"};
    EXPECT_EQ(valueOf(text, "messaging_process_duration_seconds_count", {both[0], both[1], R"(error_type="failed")"}), 1);
    EXPECT_EQ(valueOf(text, "messaging_client_operation_duration_seconds_count",
                      {R"(messaging_operation_name="send")", R"(messaging_system="kafka")", both[1]}),
              1);
    EXPECT_EQ(valueOf(text, "headroom_records_processed_total", both), 7);
    EXPECT_EQ(valueOf(text, "headroom_records_dead_lettered_total", both), 1);
    EXPECT_EQ(valueOf(text, "headroom_record_topic_latency_seconds_sum", both), 1);
    EXPECT_EQ(valueOf(text, "headroom_record_end_to_end_latency_seconds_sum", both), 2);
}

TEST(Metrics, OfStoresNameSystemAndOperation) {
    Metrics metrics("transaction", "transaction-0");
    metrics.storeOperations("ledger", "sqlite", "insert").observe("", Duration::microseconds(300));
    metrics.outboxRows("ledger").set(12);
    const std::string text = metrics.exposition();
    EXPECT_EQ(valueOf(text, "db_client_operation_duration_seconds_count",
                      {R"(db_system_name="sqlite")", R"(db_operation_name="insert")", R"(db_namespace="ledger")"}),
              1);
    EXPECT_EQ(valueOf(text, "headroom_outbox_rows", {R"(db_namespace="ledger")"}), 12);
}

TEST(Metrics, OfABreakerAreOneForTheStateItIsIn) {
    Metrics metrics("transaction", "transaction-0");
    metrics.setBreakerState("account", "CLOSED");
    metrics.setBreakerState("account", "OPEN");
    const std::string text = metrics.exposition();
    EXPECT_EQ(valueOf(text, "headroom_circuit_breaker_state", {R"(state="CLOSED")"}), 0);
    EXPECT_EQ(valueOf(text, "headroom_circuit_breaker_state", {R"(state="OPEN")"}), 1);
}

TEST(Metrics, OfTheProcessAreReadWhenTheyAreAskedFor) {
    const Metrics metrics("transaction", "transaction-0");
    const double before = valueOf(metrics.exposition(), "process_cpu_seconds_total", {});
    const std::clock_t ticks = std::clock();  // of all threads, by another clock
    while (std::clock() < ticks + CLOCKS_PER_SEC / 100) {
    }
    EXPECT_GE(valueOf(metrics.exposition(), "process_cpu_seconds_total", {}), before + 0.009);
    EXPECT_GT(valueOf(metrics.exposition(), "process_resident_memory_bytes", {}), 1e6);
    EXPECT_GE(valueOf(metrics.exposition(), "process_threads", {}), 1);
    // Between 2020 and the next century: the start of a process that runs now.
    EXPECT_GT(valueOf(metrics.exposition(), "process_start_time_seconds", {}), 1.577e9);
    EXPECT_LT(valueOf(metrics.exposition(), "process_start_time_seconds", {}), 4.1e9);
}

TEST(Metrics, SayWhoseTheyAre) {
    Metrics metrics("transaction", "transaction-1");
    metrics.busyThreads().set(3);
    const std::string text = metrics.exposition();
    EXPECT_EQ(valueOf(text, "headroom_threads_busy", {R"(service_name="transaction")"}), 3);
    EXPECT_EQ(valueOf(text, "target_info", {R"(service_instance_id="transaction-1")", R"(service_name="transaction")"}), 1);
}

TEST(Metrics, KeepNamesThatNeedEscapes) {
    Metrics metrics("a \"quoted\"\nservice", "pod");
    EXPECT_THAT(metrics.exposition(), HasSubstr(R"(service_name="a \"quoted\"\nservice")"));
}

TEST(Metrics, LoseNothingBetweenThreads) {
    Metrics metrics("transaction", "transaction-0");
    constexpr int threads = 4;
    constexpr int each = 2'000;
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t)
        all.emplace_back([&metrics, t] {
            for (int i = 0; i < each; ++i) {
                metrics.serverRequests("create").observe(i % 2 == 0 ? "200" : "500", Duration::microseconds(i));
                metrics.processedRecords("g" + std::to_string(t), "orders").add();
                if (i % 500 == 0) (void)metrics.exposition();
            }
        });
    for (std::thread& thread : all) thread.join();
    const std::string text = metrics.exposition();
    const std::string count = "http_server_request_duration_seconds_count";
    EXPECT_EQ(valueOf(text, count, {R"(http_response_status_code="200")"}) +
                  valueOf(text, count, {R"(http_response_status_code="500")"}),
              threads * each);
    EXPECT_EQ(valueOf(text, "headroom_records_processed_total", {R"(messaging_consumer_group_name="g2")"}), each);
}

TEST(Metrics, HaveBoundsThatPeopleCanRead) {
    Metrics metrics("transaction", "transaction-0");
    metrics.calls("account", "reserve").observe("200", Duration{0});
    std::istringstream lines(metrics.exposition());
    std::set<std::string> bounds;
    for (std::string line; std::getline(lines, line);)
        if (const std::size_t at = line.find("le=\""); at != std::string::npos)
            bounds.insert(line.substr(at + 4, line.find('"', at + 4) - at - 4));
    EXPECT_EQ(bounds.size(), durationBuckets().size() + 1);
    for (const std::string& bound : bounds) EXPECT_LE(bound.size(), 8U) << bound;
}

}  // namespace
}  // namespace headroom::services
