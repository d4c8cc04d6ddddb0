#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/model/export/exporting.h"

namespace headroom::model {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Texts = std::vector<std::string>;

const std::string text = R"(scenario: The Shop
zones: [a, b]
clients:
  users: {load: poisson(50/s), journey: [call: gateway.order]}
gateways:
  gateway: {replicas: 2, terminationGracePeriodSeconds: 6, routes: {order: Orders_Service.create}}
services:
  Orders_Service:
    resources: {requests: {cpu: 500m}, limits: {cpu: 1, memory: 512Mi}}
    readinessProbe: {periodSeconds: 3}
    operations:
      create: [store: ledger.insert, store: cache.get, publish: {to: placed, via: outbox}]
    outbox: {store: ledger}
  billing:
    listeners: {placed: {topics: [placed], steps: [cpu: 1ms]}}
stores:
  ledger: {kind: postgresql, operations: {insert: 1ms}}
  cache: {kind: redis, operations: {get: 1ms}}
kafka: {main: {brokers: 3, config: {num.io.threads: 4}}}
topics: {placed: {partitions: 4, replicas: 3}}
faults: [{at: 1s, kill: pod/billing}]
)";

class KubernetesExport : public testing::Test {
protected:
    Made file(const std::string& path) const { return Made(exported, path); }

    ReadResult read = resolvedScenario(text);
    Exported exported = exportKubernetes(*read.scenario, read.resolved, {"shop.yaml", "2%"});
};

TEST_F(KubernetesExport, HasAFileAServiceAndAKustomizationThatNamesThem) {
    Texts paths;
    for (const auto& [path, made] : exported.files) {
        paths.push_back(path);
        EXPECT_EQ(made.rfind("# Made by headroom export kubernetes shop.yaml: ", 0), 0U) << path;
    }
    EXPECT_THAT(
        paths, ElementsAre("clients.yaml", "configmap.yaml", "kustomization.yaml", "secret.example.yaml", "services/billing.yaml",
                           "services/gateway.yaml", "services/orders-service.yaml", "topics.yaml"));
    EXPECT_THAT(file("kustomization.yaml").list("resources"),
                ElementsAre("services/gateway.yaml", "services/orders-service.yaml", "services/billing.yaml", "clients.yaml",
                            "topics.yaml", "configmap.yaml"));
}

TEST_F(KubernetesExport, TellsAPodWhereEverythingIs) {
    const Made orders = file("services/orders-service.yaml");
    const std::string container = "spec.template.spec.containers[0]";
    EXPECT_THAT(orders.list(container + ".args", 1),
                ElementsAre("pod", "/etc/headroom/scenario.yaml", "--standalone", "--service", "Orders_Service", "--listen",
                            "0.0.0.0:8080", "--data", "/var/lib/headroom", "--linger", "5", "--kafka", "$(HEADROOM_KAFKA)",
                            "--properties", "/etc/headroom-credentials/client.properties", "--database", "$(HEADROOM_DATABASE)"));
    EXPECT_EQ(orders.at(container + ".env[HEADROOM_DATABASE].valueFrom.configMapKeyRef.key", 1), "database");
    EXPECT_EQ(orders.at(container + ".env[PGPASSFILE].value", 1), "/run/headroom/pgpass");
    EXPECT_THAT(orders.list("spec.template.spec.initContainers[0].command", 1),
                ElementsAre("install", "-m", "0600", "/etc/headroom-credentials/pgpass", "/run/headroom/pgpass"));
    const Made gateway = file("services/gateway.yaml");
    EXPECT_THAT(
        gateway.list(container + ".args", 1),
        ElementsAre("pod", "/etc/headroom/scenario.yaml", "--standalone", "--service", "gateway", "--listen", "0.0.0.0:8080",
                    "--data", "/var/lib/headroom", "--endpoints", "Orders_Service=orders-service:8080", "--linger", "2"));
    EXPECT_THAT(file("clients.yaml").list(container + ".args"),
                ElementsAre("clients", "/etc/headroom/scenario.yaml", "--standalone", "--load-scale", "2%", "--listen",
                            "0.0.0.0:8080", "--endpoints", "gateway=gateway:8080"));
}

TEST_F(KubernetesExport, ProbesAsTheScenarioSaysOrSensibly) {
    const Made orders = file("services/orders-service.yaml");
    const std::string container = "spec.template.spec.containers[0].";
    EXPECT_EQ(orders.at(container + "readinessProbe.httpGet.path", 1), "/readyz");
    EXPECT_EQ(orders.at(container + "readinessProbe.periodSeconds", 1), "3");
    EXPECT_EQ(orders.at(container + "livenessProbe.httpGet.path", 1), "/healthz");
    EXPECT_EQ(orders.at(container + "startupProbe", 1), "nothing there");
    const std::string& made = exported.files.at("services/orders-service.yaml");
    EXPECT_THAT(made, HasSubstr("# The scenario has none.\n          livenessProbe:"));
    EXPECT_THAT(made, Not(HasSubstr("# The scenario has none.\n          readinessProbe:")));
}

TEST_F(KubernetesExport, OnlyWhatIsCalledHasAService) {
    EXPECT_EQ(file("services/gateway.yaml").at("spec.clusterIP"), "None");
    EXPECT_EQ(file("services/gateway.yaml").at("spec.selector.'app.kubernetes.io/name'"), "gateway");
    EXPECT_EQ(file("services/billing.yaml").at("kind"), "Deployment");
    EXPECT_EQ(file("services/billing.yaml").size(), 1U);
    EXPECT_THAT(file("services/billing.yaml").list("spec.template.spec.containers[0].args"), Not(Contains("--linger")));
}

TEST_F(KubernetesExport, HasTheScenarioInAConfigMapAndRollsPodsWithIt) {
    EXPECT_EQ(file("configmap.yaml").at("data.'scenario.yaml'"), read.resolved.scenario);
    EXPECT_EQ(file("configmap.yaml").at("data.kafka", 1), "main-kafka-bootstrap:9092");
    EXPECT_EQ(file("configmap.yaml").at("data.database", 1), "postgresql://headroom@postgres:5432/headroom");
    const std::string checksum = "spec.template.metadata.annotations.headroom/scenario-checksum";
    const ReadResult other = resolvedScenario(text + "seed: 2\n");
    const Exported changed = exportKubernetes(*other.scenario, other.resolved, {"shop.yaml", "2%"});
    EXPECT_EQ(file("clients.yaml").at(checksum).size(), 16U);
    EXPECT_EQ(file("clients.yaml").at(checksum), file("services/billing.yaml").at(checksum));
    EXPECT_NE(file("clients.yaml").at(checksum), Made(changed, "clients.yaml").at(checksum));
}

TEST_F(KubernetesExport, NamesTheKeysOfASecretAndFillsNone) {
    const Made secret = file("secret.example.yaml");
    EXPECT_THAT(secret.keys("stringData"), ElementsAre("client.properties", "pgpass"));
    EXPECT_EQ(secret.at("stringData.pgpass"), "postgres:5432:headroom:headroom:FILL-IN\n");
    EXPECT_THAT(file("kustomization.yaml").list("resources"), Not(Contains("secret.example.yaml")));
}

TEST_F(KubernetesExport, TellsWhatIsOtherwise) {
    EXPECT_THAT(exported.notes, Contains("faults: none of the scenario's 1 happens"));
    EXPECT_THAT(exported.notes, Contains(HasSubstr("store/cache: an SQLite stand-in in each container")));
    EXPECT_THAT(exported.notes, Contains("store/ledger: a schema each of one PostgreSQL database"));
    EXPECT_THAT(exported.notes,
                Contains(HasSubstr("a Strimzi cluster named main with 3 brokers that are told num.io.threads=4")));
    const std::string& made = exported.files.at("kustomization.yaml");
    for (const std::string& note : exported.notes) EXPECT_THAT(made, HasSubstr("# - " + note.substr(0, 60)));
}

TEST(KubernetesExportOfAutoscalers, TellsWhoseControllerItIs) {
    const ReadResult read = resolvedFile("scenarios/transaction-platform.yaml");
    EXPECT_THAT(exportKubernetes(*read.scenario, read.resolved, {"s.yaml"}).notes, Contains(HasSubstr("hpaController: ")));
    EXPECT_THAT(exportCompose(*read.scenario, read.resolved, {"s.yaml"}).notes,
                Contains("service/transaction: there are no autoscalers; the replicas stay as many as they are"));
}

TEST(KubernetesExportOfLittle, HasNothingItDoesNotNeed) {
    const ReadResult read = resolvedScenario("scenario: s\nservices: {a: {operations: {x: [cpu: 1ms]}}}\n");
    const Exported exported = exportKubernetes(*read.scenario, read.resolved, {"s.yaml"});
    EXPECT_EQ(exported.files.size(), 3U);
    const Made made(exported, "services/a.yaml");
    EXPECT_EQ(made.at("spec.template.spec.containers[0].env", 1), "nothing there");
    EXPECT_EQ(made.at("spec.template.spec.volumes[2]", 1), "nothing there");
    EXPECT_EQ(made.at("spec.template.spec.topologySpreadConstraints", 1), "nothing there");
}

TEST(KubernetesExportOfMuch, RefusesWhatNoConfigMapHolds) {
    ReadResult read = resolvedScenario("scenario: s\nservices: {a: {operations: {x: [cpu: 1ms]}}}\n");
    read.resolved.tables["times.csv"] = std::string(1'000'000, '1');
    const Exported exported = exportKubernetes(*read.scenario, read.resolved, {"s.yaml"});
    EXPECT_THAT(exported.refusals, ElementsAre(HasSubstr("a ConfigMap holds no more than 1000000")));
    EXPECT_THAT(exported.files, IsEmpty());
    EXPECT_THAT(exportCompose(*read.scenario, read.resolved, {"s.yaml"}).refusals, IsEmpty());
}

}  // namespace
}  // namespace headroom::model
