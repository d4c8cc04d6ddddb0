// Pods as they are, on librdkafka's mock cluster and SQLite: what one does to the others and to the stores.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>

#include "model/scenario/reader.h"
#include "model/trace/sqlite_handle.h"
#include "services/execution/work.h"
#include "services/http/http_calls.h"
#include "tests/live/mock_kafka.h"
#include "tests/services/pod_under_test.h"

namespace headroom::services {
namespace {

using model::Duration;

const std::string text = R"(scenario: shop
clients:
  users: {load: poisson(50/s), journey: [{call: gateway.order}]}
gateways:
  gateway: {replicas: 1, routes: {order: orders.create}}
services:
  orders:
    replicas: 1
    threads: 4
    queue: 10
    operations:
      create:
        - cpu: 100us
        - store: ledger.insert
        - publish: {to: placed, via: outbox, key: uniform(10), size: 200B}
      show:
        - store: ledger.get
    outbox: {store: ledger, pollInterval: 5ms, relays: 2}
  billing:
    replicas: 1
    listeners:
      placed:
        topics: [placed]
        groupId: billing
        concurrency: 2
        steps: [{cpu: 50us}, {store: bills.insert}]
        errorHandler: {backOff: 0s, maxAttempts: 3, deadLetterTopic: placed-dlt}
stores:
  ledger: {kind: postgresql, servers: 8, operations: {insert: 1ms, get: 1ms}}
  bills: {kind: postgresql, servers: 8, operations: {insert: 500us}}
kafka:
  main: {brokers: 1}
topics:
  placed: {partitions: 4, replicas: 1}
  placed-dlt: {partitions: 4, replicas: 1}
)";

constexpr Duration patience = Duration::seconds(60);

class PodTest : public testing::Test {
protected:
    PodTest() {
        std::string pattern = testing::TempDir() + "podsXXXXXX";
        m_data = mkdtemp(pattern.data());
        kafka.createTopic("placed", 4);
        kafka.createTopic("placed-dlt", 4);
        const auto read = model::readScenarioText(text, "shop.yaml");
        scenario = read.scenario.value();
    }
    ~PodTest() override { std::filesystem::remove_all(m_data); }

    std::unique_ptr<PodUnderTest> start(const std::string& service) {
        auto pod = std::make_unique<PodUnderTest>(scenario, service, kafka.bootstrap(), m_data);
        pod->await("ready");
        m_table[service] = {{"127.0.0.1", pod->port()}};
        m_services[service] = {"127.0.0.1:" + std::to_string(pod->port())};
        endpoints.replace(m_table);
        return pod;
    }
    void tellEndpoints(PodUnderTest& pod) { pod.tell({{"command", "endpoints"}, {"services", m_services}}); }
    Outcome call(const std::string& service, const std::string& operation, std::uint64_t arrival) {
        return calls.call(service, operation, patience, Errand::of({1, arrival, 1}, 1));
    }
    std::int64_t count(const std::string& store, const std::string& sql) const {
        auto database = trace::Database::open(m_data + "/" + store + ".db", SQLITE_OPEN_READWRITE);
        if (!database) return 0;
        sqlite3_busy_timeout(database.value().handle(), 5000);
        const auto found = database.value().integer(sql);
        return found ? found.value() : 0;
    }
    /// Looks until it is so.
    template <class Condition>
    static bool eventually(const Condition& condition) {
        const model::Instant end = now() + patience;
        while (!condition())
            if (now() >= end) return false;
        return true;
    }

    MockKafka kafka;
    model::Scenario scenario;
    Faults faults;
    Endpoints endpoints;
    Metrics metrics{"test", "test-0"};
    HttpCalls calls{endpoints, faults, metrics};

private:
    std::string m_data;
    Endpoints::Table m_table;
    nlohmann::json m_services = nlohmann::json::object();
};

TEST_F(PodTest, WhatAGatewayIsAskedEndsWithTheListenersOfItsRecords) {
    const auto billing = start("billing");
    const auto orders = start("orders");
    const auto gateway = start("gateway");
    tellEndpoints(*gateway);
    constexpr int arrivals = 20;
    // The gateway hears of the others a moment after it has been told.
    ASSERT_TRUE(eventually([&] { return isOk(call("gateway", "order", 0)); }));
    for (std::uint64_t arrival = 1; arrival < arrivals; ++arrival) EXPECT_EQ(call("gateway", "order", arrival), Outcome::Ok);
    EXPECT_EQ(count("ledger", "SELECT count(*) FROM effect"), arrivals);
    EXPECT_TRUE(eventually([&] { return count("bills", "SELECT count(DISTINCT errand) FROM effect") == arrivals; }));
    EXPECT_TRUE(eventually([&] { return count("ledger", "SELECT count(*) FROM outbox") == 0; }));
    EXPECT_EQ(count("bills", "SELECT count(*) FROM effect"), arrivals);
    const auto page = httplib::Client("127.0.0.1", orders->port()).Get("/metrics");
    ASSERT_TRUE(page);
    EXPECT_THAT(page->body, testing::HasSubstr("db_operation_name=\"outboxPoll\"")) << "relays are at work in the store, too";
    EXPECT_THAT(page->body, testing::HasSubstr("db_operation_name=\"outboxDelete\""));
}

TEST_F(PodTest, ARelayThatCantPublishSaysSoOnceAndWhenItCanAgain) {
    constexpr std::int16_t produceRequest = 0;
    constexpr auto refused = RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED;
    const auto orders = start("orders");
    rd_kafka_mock_push_request_errors(kafka.cluster(), produceRequest, 2, refused, refused);
    EXPECT_EQ(call("orders", "create", 1), Outcome::Ok);
    auto trouble = orders->await("outbox");
    // Two relays that make a database at once may find it locked, and tell of that.
    while (trouble.value("message", "") != "rows can't be published") trouble = orders->await("outbox");
    EXPECT_EQ(trouble["level"], "error");
    auto next = orders->await("outbox");
    while (next["relay"] != trouble["relay"]) next = orders->await("outbox");
    EXPECT_EQ(next["message"], "the outbox is relayed again");
    kafka.consume("count", "placed", 1);
}

TEST_F(PodTest, APoisonRecordEndsInTheDeadLetterTopicAndStopsNobody) {
    const auto billing = start("billing");
    const auto orders = start("orders");
    orders->tell({{"command", "fault"}, {"id", "1"}, {"kind", "poison"}, {"topic", "placed"}, {"fraction", 1}});
    orders->tell({{"command", "fault"}, {"id", "2"}, {"kind", "fail"}, {"element", "store/ledger"}, {"probability", 1}});
    ASSERT_TRUE(eventually([&] { return call("orders", "create", 0) == Outcome::Failed; }));
    orders->tell({{"command", "heal"}, {"id", "2"}});
    // The commands came in order, so by now there is poison, too.
    ASSERT_TRUE(eventually([&] { return isOk(call("orders", "create", 0)); }));
    for (std::uint64_t arrival = 1; arrival < 5; ++arrival) EXPECT_EQ(call("orders", "create", arrival), Outcome::Ok);
    kafka.consume("dead letters", "placed-dlt", 5);
    EXPECT_EQ(count("bills", "SELECT count(*) FROM effect"), 0) << "what they wrote was rolled back";
    orders->tell({{"command", "heal"}, {"id", "1"}});
    std::uint64_t arrival = 100;
    EXPECT_TRUE(eventually([&] {
        call("orders", "create", arrival++);
        return count("bills", "SELECT count(DISTINCT errand) FROM effect WHERE errand >= 100") > 0;
    }));
}

TEST_F(PodTest, ACallThatIsMadeAgainHasNoSecondEffect) {
    const auto orders = start("orders");
    for (int attempt = 0; attempt < 3; ++attempt) EXPECT_EQ(call("orders", "create", 1), Outcome::Ok);
    EXPECT_EQ(call("orders", "create", 2), Outcome::Ok);
    EXPECT_EQ(count("ledger", "SELECT count(*) FROM effect"), 2);
    EXPECT_EQ(count("ledger", "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"), 2);
    EXPECT_EQ(count("ledger", "SELECT count(*) FROM effect WHERE writer = 'service/orders.create'"), 2);
}

/// As after a kill between the two.
TEST_F(PodTest, ARecordThatComesAgainHasNoSecondEffectThoughItsMarkIsMissing) {
    std::string careful = text;
    const auto replace = [&](const std::string& what, const std::string& by) {
        careful.replace(careful.find(what), what.size(), by);
    };
    replace("groupId: billing", "groupId: billing\n        dedup: bills.seen");
    replace("billing:\n    replicas: 1", "billing:\n    replicas: 1\n    consumer: {auto.offset.reset: earliest}");
    replace("{insert: 500us}", "{insert: 500us, seen: 100us}");
    scenario = model::readScenarioText(careful, "shop.yaml").scenario.value();
    const auto billing = start("billing");
    Log log("test");
    Producer producer({kafka.bootstrap(), {}, "test"}, {}, metrics, log);
    const auto publish = [&](std::uint64_t arrival) {
        OutgoingRecord record;
        record.topic = "placed";
        record.bytes = 10;
        record.trace = {1, arrival, 1};
        record.partition = 0;
        return producer.send(record, true);
    };
    for (const std::uint64_t arrival : {1U, 1U, 2U}) ASSERT_EQ(publish(arrival), Outcome::Ok);
    ASSERT_TRUE(eventually([&] { return count("bills", "SELECT count(*) FROM seen") == 2; }));
    EXPECT_EQ(count("bills", "SELECT count(*) FROM effect"), 2);
    count("bills", "DELETE FROM seen RETURNING 1");
    // In the order of their partition: when the last has come, so have those before.
    for (const std::uint64_t arrival : {1U, 2U, 3U}) ASSERT_EQ(publish(arrival), Outcome::Ok);
    ASSERT_TRUE(eventually([&] { return count("bills", "SELECT count(*) FROM seen") == 3; }));
    EXPECT_EQ(count("bills", "SELECT count(*) FROM effect"), 3);
}

TEST_F(PodTest, AFailingStoreFailsItsOperationsAndLeavesNothingBehind) {
    const auto orders = start("orders");
    orders->tell({{"command", "fault"}, {"id", "1"}, {"kind", "fail"}, {"element", "store/ledger"}, {"probability", 1}});
    ASSERT_TRUE(eventually([&] { return call("orders", "show", 0) == Outcome::Failed; }));
    EXPECT_EQ(call("orders", "create", 1), Outcome::Failed);
    EXPECT_EQ(count("ledger", "SELECT count(*) FROM effect"), 0);
    EXPECT_EQ(count("ledger", "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"), 0);
    orders->tell({{"command", "heal"}, {"id", "1"}});
    EXPECT_TRUE(eventually([&] { return isOk(call("orders", "create", 2)); }));
}

TEST_F(PodTest, SaysSoWhenItIsAskedForWhatItHasNot) {
    const auto orders = start("orders");
    EXPECT_EQ(call("orders", "cancel", 1), Outcome::Failed);
    orders->tell({{"command", "dance"}});
    EXPECT_EQ(orders->await("refused").at("line"), R"({"command":"dance"})");
}

TEST_F(PodTest, StoppedItFinishesAndIsGone) {
    auto orders = start("orders");
    EXPECT_EQ(call("orders", "create", 1), Outcome::Ok);
    orders->tell({{"command", "stop"}});
    orders->await("draining");
    orders.reset();
    EXPECT_EQ(call("orders", "create", 2), Outcome::Unreachable);
    EXPECT_EQ(count("ledger", "SELECT count(*) FROM effect"), 1);
}

TEST_F(PodTest, StoppedItPublishesWhatIsInItsOutbox) {
    for (model::Service& service : scenario.services)
        if (service.outbox) service.outbox->pollInterval = Duration::seconds(3600);
    auto orders = start("orders");
    for (std::uint64_t arrival = 1; arrival <= 6; ++arrival) EXPECT_EQ(call("orders", "create", arrival), Outcome::Ok);
    orders->tell({{"command", "stop"}});
    orders->await("draining");
    orders.reset();
    EXPECT_EQ(count("ledger", "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'"), 6);
    EXPECT_EQ(count("ledger", "SELECT count(*) FROM outbox"), 0);
    kafka.consume("auditor", "placed", 6);
    EXPECT_EQ(count("ledger", "SELECT count(*) FROM relay WHERE until > 0"), 0) << "a pod that is gone has no lease";
}

}  // namespace
}  // namespace headroom::services
