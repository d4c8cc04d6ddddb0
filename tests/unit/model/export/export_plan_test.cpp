#include "model/export/export_plan.h"

#include <gtest/gtest.h>

#include "tests/unit/model/export/exporting.h"

namespace headroom::model {
namespace {

using Texts = std::vector<std::string>;

TEST(DnsName, IsWhatDnsAllows) {
    EXPECT_EQ(dnsName("orders"), "orders");
    EXPECT_EQ(dnsName("Order_Service"), "order-service");
    EXPECT_EQ(dnsName("--a--"), "a");
    EXPECT_EQ(dnsName("été"), "t");
    EXPECT_EQ(dnsName("__"), "");
    EXPECT_EQ(dnsName(std::string(70, 'a')).size(), 63U);
    EXPECT_EQ(dnsName(std::string(62, 'a') + "--b").size(), 62U);
}

Texts refusals(const std::string& text) {
    const ReadResult read = resolvedScenario(text);
    const Exported kubernetes = exportKubernetes(*read.scenario, read.resolved, {});
    const Exported compose = exportCompose(*read.scenario, read.resolved, {});
    EXPECT_EQ(kubernetes.refusals, compose.refusals);
    EXPECT_EQ(kubernetes.files.empty(), !kubernetes.refusals.empty());
    EXPECT_EQ(compose.files.empty(), !compose.refusals.empty());
    return kubernetes.refusals;
}

TEST(ExportPlan, RefusesWhatPodsShareInAStandIn) {
    const std::string text = R"(scenario: s
services:
  a: {operations: {x: [store: l.i, publish: {to: t, via: outbox}]}, outbox: {store: l}}
  b: {listeners: {t: {topics: [t], dedup: c.seen, steps: [cpu: 1ms]}}}
stores:
  l: {kind: KIND, operations: {i: 1ms}}
  c: {kind: redis, operations: {seen: 1ms}}
kafka: {main: {brokers: 1}}
topics: {t: {partitions: 1}}
)";
    const auto of = [&](const std::string& kind) { return std::string(text).replace(text.find("KIND"), 4, kind); };
    const std::string seen =
        "what listener 't' of service/b has seen is in store/c (redis): all pods share it, and a container's SQLite stand-in is "
        "its own; "
        "only stores of kind postgresql are shared between containers";
    EXPECT_EQ(refusals(of("postgresql")), Texts{seen});
    EXPECT_EQ(
        refusals(of("mongodb")),
        (Texts{
            "the outbox of service/a is in store/l (mongodb): all pods share it, and a container's SQLite stand-in is its own; "
            "only stores of kind postgresql are shared between containers",
            seen}));
}

TEST(ExportPlan, RefusesNamesThatMeetInDns) {
    EXPECT_EQ(
        refusals("scenario: s\nservices:\n  Orders: {operations: {x: [cpu: 1ms]}}\n  orders: {operations: {x: [cpu: 1ms]}}\n"),
        Texts{"service/orders: in DNS its name is 'orders', which service/Orders needs too; call it otherwise"});
    EXPECT_EQ(refusals("scenario: s\nservices:\n  clients: {operations: {x: [cpu: 1ms]}}\n"),
              Texts{"service/clients: in DNS its name is 'clients', which the export itself needs too; call it otherwise"});
    EXPECT_EQ(refusals("scenario: s\nservices:\n  __: {operations: {x: [cpu: 1ms]}}\n"),
              Texts{"service/__: no letter or digit of its name can stand in a DNS name"});
}

TEST(ExportPlan, RefusesWhatKafkaOrNobodyCanHave) {
    EXPECT_EQ(
        refusals(
            "scenario: s\nservices: {a: {operations: {x: [cpu: 1ms]}}}\nkafka: {main: {}}\ntopics: {'t@x': {partitions: 1}}\n"),
        Texts{"topic/t@x: Kafka allows no such name"});
    EXPECT_EQ(refusals("scenario: s\n"), Texts{"the scenario has no services: there is nothing to deploy"});
}

}  // namespace
}  // namespace headroom::model
