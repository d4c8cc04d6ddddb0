#include "model/scenario/needs.h"

#include <gtest/gtest.h>

#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

using Names = std::set<std::string>;

const std::string text = R"(scenario: shop
clients:
  users: {load: poisson(1/s), journey: [call: orders.create]}
  sensors: {load: poisson(1/s), journey: [publish: placed]}
services:
  orders:
    operations:
      create: [store: cache.get, call: {to: billing.check, ignoreFailure: true}, publish: {to: placed, via: outbox}]
    outbox: {store: ledger}
  billing:
    operations: {check: [cpu: 1ms]}
    listeners: {placed: {topics: [placed], dedup: seen.find, steps: [cpu: 1ms]}}
stores:
  ledger: {kind: postgresql, operations: {insert: 1ms}}
  cache: {kind: redis, operations: {get: {time: 1ms, hitRatio: 50%, onMiss: behind.select}}}
  behind: {kind: postgresql, operations: {select: 1ms}}
  seen: {kind: postgresql, operations: {find: 1ms}}
  unused: {kind: postgresql, operations: {find: 1ms}}
kafka: {main: {brokers: 1}}
topics: {placed: {partitions: 1}}
)";

TEST(Needs, AreWhatStepsListenersAndOutboxReachFor) {
    const ReadResult read = readText(text);
    ASSERT_TRUE(read.scenario) << findings(read);
    const Needs orders = needsOf(*read.scenario, *read.scenario->findService("orders"));
    EXPECT_EQ(orders.services, Names{"billing"});
    EXPECT_EQ(orders.stores, (Names{"behind", "cache", "ledger"}));
    EXPECT_TRUE(orders.kafka);
    const Needs billing = needsOf(*read.scenario, *read.scenario->findService("billing"));
    EXPECT_EQ(billing.services, Names{});
    EXPECT_EQ(billing.stores, Names{"seen"});
    EXPECT_TRUE(billing.kafka);
}

TEST(Needs, OfClientsAreWhatTheirJourneysReachFor) {
    const ReadResult read = readText(text);
    ASSERT_TRUE(read.scenario) << findings(read);
    EXPECT_EQ(needsOf(*read.scenario, *read.scenario->findClient("users")).services, Names{"orders"});
    EXPECT_FALSE(needsOf(*read.scenario, *read.scenario->findClient("users")).kafka);
    EXPECT_TRUE(needsOf(*read.scenario, *read.scenario->findClient("sensors")).kafka);
}

}  // namespace
}  // namespace headroom::model
