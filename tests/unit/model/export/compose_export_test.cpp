#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/model/export/exporting.h"

namespace headroom::model {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string text = R"(scenario: shop
versions: {kafka: "3.6"}
zones: [a, b]
clients:
  users: {load: poisson(50/s), journey: [call: gateway.order]}
gateways:
  gateway: {replicas: 2, routes: {order: orders.create}}
services:
  orders:
    resources: {requests: {cpu: 500m, memory: 256Mi}, limits: {cpu: 1500m, memory: 512Mi}}
    readinessProbe: {initialDelaySeconds: 4, periodSeconds: 3, timeoutSeconds: 2, failureThreshold: 5}
    livenessProbe: {}
    operations:
      create: [store: ledger.insert, publish: {to: placed, via: outbox}]
    outbox: {store: ledger}
  bil$ling:
    listeners: {placed: {topics: [placed], steps: [cpu: 1ms]}}
stores:
  ledger: {kind: postgresql, maxConnections: 250, operations: {insert: 1ms}}
kafka: {main: {brokers: 4, zones: [a, b], config: {num.io.threads: 4, log.retention.ms: 60000}}}
topics: {placed: {partitions: 4, replicas: 3, config: {min.insync.replicas: 2, cleanup.policy: compact}}}
)";

class ComposeExport : public testing::Test {
protected:
    ReadResult read = resolvedScenario(text);
    Exported exported = exportCompose(*read.scenario, read.resolved, {"shop.yaml", "2%"});
    Made compose{exported, "compose.yaml"};
};

TEST_F(ComposeExport, HasEveryServiceAndWhatItNeeds) {
    EXPECT_EQ(compose.at("name"), "shop");
    EXPECT_THAT(compose.keys("services"), ElementsAre("kafka-1", "kafka-2", "kafka-3", "kafka-4", "topics", "postgres",
                                                      "credentials", "gateway", "orders", "bil-ling", "clients"));
    EXPECT_THAT(compose.keys("volumes"), ElementsAre("kafka-1", "kafka-2", "kafka-3", "kafka-4", "postgres", "credentials"));
    EXPECT_THAT(compose.keys("services.orders.depends_on"), ElementsAre("topics", "postgres", "credentials"));
    EXPECT_EQ(compose.at("services.orders.depends_on.topics.condition"), "service_completed_successfully");
    EXPECT_THAT(compose.keys("services.clients.depends_on"), ElementsAre("gateway"));
    EXPECT_EQ(compose.at("services.clients.depends_on.gateway.condition"), "service_healthy");
}

TEST_F(ComposeExport, TellsAProcessWhereEverythingIs) {
    const std::string servers = "kafka-1:9092,kafka-2:9092,kafka-3:9092,kafka-4:9092";
    EXPECT_THAT(compose.list("services.orders.command"),
                ElementsAre("pod", "/etc/headroom/scenario.yaml", "--standalone", "--service", "orders", "--listen",
                            "0.0.0.0:8080", "--data", "/var/lib/headroom", "--kafka", servers, "--database",
                            "postgresql://headroom@postgres:5432/headroom?sslmode=disable"));
    EXPECT_EQ(compose.at("services.orders.environment.PGPASSFILE"), "/run/headroom/pgpass");
    EXPECT_THAT(compose.list("services.clients.command"), Contains("${LOAD_SCALE}"));
    EXPECT_THAT(compose.list("services.bil-ling.command"), Contains("bil$$ling")) << "what compose reads as one $";
    EXPECT_THAT(exported.files.at(".env"), HasSubstr("LOAD_SCALE=2%\n"));
    EXPECT_THAT(exported.files.at("scenario/scenario.yaml"), HasSubstr(read.resolved.scenario));
}

TEST_F(ComposeExport, SaysReplicasLimitsAndHealthAsComposeDoes) {
    EXPECT_EQ(compose.at("services.gateway.deploy.replicas"), "2");
    EXPECT_EQ(compose.at("services.orders.deploy.resources.limits.cpus"), "1.5");
    EXPECT_EQ(compose.at("services.orders.deploy.resources.limits.memory"), "512m");
    EXPECT_EQ(compose.at("services.orders.deploy.resources.reservations.memory"), "256m");
    EXPECT_EQ(compose.at("services.orders.healthcheck.interval"), "3s");
    EXPECT_EQ(compose.at("services.orders.healthcheck.timeout"), "2s");
    EXPECT_EQ(compose.at("services.orders.healthcheck.retries"), "5");
    EXPECT_EQ(compose.at("services.orders.healthcheck.start_period"), "4s");
    EXPECT_THAT(compose.list("services.orders.healthcheck.test"), Contains("http://127.0.0.1:8080/readyz"));
}

TEST_F(ComposeExport, HasAKafkaOfAsManyBrokersWithThreeVoters) {
    const std::string last = "services.kafka-4.environment.";
    EXPECT_EQ(compose.at("services.kafka-1.environment.KAFKA_PROCESS_ROLES"), "broker,controller");
    EXPECT_EQ(compose.at(last + "KAFKA_PROCESS_ROLES"), "broker");
    EXPECT_EQ(compose.at(last + "KAFKA_CONTROLLER_QUORUM_VOTERS"), "1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093");
    EXPECT_EQ(compose.at(last + "KAFKA_LISTENERS"), "INSIDE://:9092,OUTSIDE://:19095");
    EXPECT_EQ(compose.at(last + "KAFKA_ADVERTISED_LISTENERS"), "INSIDE://kafka-4:9092,OUTSIDE://localhost:19095");
    EXPECT_EQ(compose.at(last + "KAFKA_BROKER_RACK"), "b");
    EXPECT_EQ(compose.at(last + "KAFKA_NUM_IO_THREADS"), "4");
    EXPECT_EQ(compose.at(last + "KAFKA_LOG_RETENTION_MS"), "60000");
    EXPECT_EQ(compose.at(last + "KAFKA_LOG_RETENTION_HOURS"), "nothing there");
    EXPECT_EQ(compose.at(last + "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"), "3");
}

TEST_F(ComposeExport, CreatesTheTopicsOnce) {
    EXPECT_EQ(compose.at("services.topics.restart"), "no");
    EXPECT_EQ(
        compose.list("services.topics.command").at(0),
        "/opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka-1:9092,kafka-2:9092,kafka-3:9092,kafka-4:9092 --create "
        "--if-not-exists --topic 'placed' \\\n  --partitions 4 --replication-factor 3 --config 'min.insync.replicas=2' --config "
        "'retention.ms=60000' --config 'cleanup.policy=compact'\n");
}

TEST_F(ComposeExport, HasADatabaseWhosePasswordItDoesNotKnow) {
    EXPECT_EQ(compose.at("services.postgres.environment.POSTGRES_PASSWORD_FILE"), "/run/secrets/postgres-password");
    EXPECT_THAT(compose.list("services.postgres.command"), ElementsAre("postgres", "-c", "max_connections=250"));
    EXPECT_EQ(compose.at("secrets.postgres-password.file"), "./secrets/postgres-password");
    EXPECT_EQ(exported.files.at(".gitignore"), "secrets/\n");
    EXPECT_THAT(compose.list("services.credentials.command").at(0),
                HasSubstr("sed 's/[\\\\:]/\\\\&/g' /run/secrets/postgres-password"));
}

TEST_F(ComposeExport, TellsWhatIsOtherwise) {
    EXPECT_THAT(exported.notes, Contains("There is no image of Kafka 3.6: it is 3.7.0 here"));
    EXPECT_THAT(exported.files.at(".env"), HasSubstr("KAFKA_VERSION=3.7.0\n"));
    EXPECT_THAT(exported.notes, Contains(HasSubstr("service/orders: only the readiness probe has an equivalent")));
    EXPECT_THAT(exported.notes, Contains(HasSubstr("this needs a machine with 1.5")));
    EXPECT_THAT(exported.notes, Not(Contains(HasSubstr("autoscalers"))));
    for (const std::string& note : exported.notes)
        EXPECT_THAT(exported.files.at("compose.yaml"), HasSubstr("# - " + note.substr(0, 60)));
}

TEST(ComposeExportOfLittle, HasNoBrokerAndNoDatabase) {
    const ReadResult read = resolvedScenario("scenario: s\nservices: {a: {operations: {x: [cpu: 1ms]}}}\n");
    const Exported exported = exportCompose(*read.scenario, read.resolved, {"s.yaml"});
    const Made compose(exported, "compose.yaml");
    EXPECT_THAT(compose.keys("services"), ElementsAre("a"));
    EXPECT_THAT(compose.list("services.a.command"), Not(Contains("--kafka")));
    EXPECT_EQ(exported.files.size(), 3U);
}

}  // namespace
}  // namespace headroom::model
