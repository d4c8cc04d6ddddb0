// The stores of a scenario as a pod reaches them, with those of kind postgresql where they belong.
#include "services/store/played_stores.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <future>
#include <stdexcept>

#include "model/scenario/reader.h"
#include "services/execution/work.h"
#include "services/store/postgres_connection.h"
#include "tests/golden/cli/program.h"
#include "tests/integration/postgres/server.h"

namespace headroom::services {
namespace {

using integration::Server;
using model::Duration;

const std::string text = R"(scenario: shop
clients:
  users: {load: poisson(1/s), journey: [{call: billing.pay}]}
services:
  billing:
    operations:
      pay: [{store: bills.insert}, {store: notes.insert}]
stores:
  bills: {kind: postgresql, servers: 8, operations: {insert: 1ms, get: 1ms}}
  notes: {kind: mongodb, servers: 8, operations: {insert: 1ms}}
)";

class PlayedStoresTest : public testing::Test {
protected:
    PlayedStoresTest() {
        if (log == nullptr || !std::filesystem::create_directories(data)) throw std::runtime_error("no file");
        server.query("DROP SCHEMA IF EXISTS headroom_bills CASCADE");
    }
    ~PlayedStoresTest() override { std::filesystem::remove_all(data); }
    Outcome run(const std::string& store, const std::string& operation, Duration timeout = Duration::infinite()) {
        return stores.run({store, operation, timeout}, errand);
    }
    /// Of a pod's statement that waits for a lock; 0: there is none.
    std::int64_t waiting() {
        return server.query(
            "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'headroom billing'");
    }
    /// Nobody gets at the table until the connection is gone.
    std::unique_ptr<PostgresConnection> lock(const std::string& table) {
        auto opened = PostgresConnection::open(server.url(), "blocker");
        for (const std::string& sql : {std::string("BEGIN"), "LOCK TABLE headroom_bills." + table + " IN ACCESS EXCLUSIVE MODE"})
            if (!opened.value()->run(sql)) throw std::runtime_error(sql);
        return std::move(opened.value());
    }

    Server& server = Server::shared();
    const std::string data = freshPath("data");
    model::Scenario scenario = model::readScenarioText(text, "shop.yaml").scenario.value();
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> log{std::tmpfile()};
    Log lines{"billing-0", log.get()};
    Faults faults;
    Metrics metrics{"billing", "billing-0"};
    PlayedStores stores{scenario, scenario.findService("billing"), {data, server.url()}, faults, metrics, lines};
    const Errand errand = Errand::of({1, 2, 3}, 4);
};

TEST_F(PlayedStoresTest, EachIsWhereItsKindBelongs) {
    EXPECT_EQ(run("bills", "insert"), Outcome::Ok);
    EXPECT_EQ(run("notes", "insert"), Outcome::Ok);
    EXPECT_EQ(server.query("SELECT count(*) FROM headroom_bills.effect"), 1);
    EXPECT_EQ(server.query("SELECT count(*) FROM pg_namespace WHERE nspname = 'headroom_notes'"), 0);
    EXPECT_THAT(metrics.exposition(), testing::HasSubstr(R"(db_system_name="postgresql")"));
    EXPECT_THAT(metrics.exposition(), testing::HasSubstr(R"(db_system_name="sqlite")"));
}

TEST_F(PlayedStoresTest, AStatementThatTakesLongerThanItsTimeTimesOut) {
    ASSERT_EQ(run("bills", "insert"), Outcome::Ok);
    auto blocker = lock("effect");
    EXPECT_EQ(run("bills", "insert", Duration::milliseconds(100)), Outcome::TimedOut);
    blocker.reset();
    EXPECT_EQ(run("bills", "insert", Duration::seconds(60)), Outcome::Ok);
    EXPECT_EQ(server.query("SELECT count(*) FROM headroom_bills.effect"), 2);
}

TEST_F(PlayedStoresTest, WhatHasBeenSeenIsAskedAgainWhereTheConnectionBreaks) {
    ASSERT_EQ(stores.markSeen("bills", "audit", errand), Outcome::Ok);
    auto blocker = lock("seen");
    auto answer = std::async(std::launch::async, [&] { return stores.hasSeen("bills", "audit", errand); });
    const model::Instant end = now() + Duration::seconds(60);
    while (waiting() == 0 && now() < end) {
    }
    ASSERT_EQ(server.query("SELECT pg_terminate_backend(" + std::to_string(waiting()) + ")::int"), 1);
    blocker.reset();
    EXPECT_TRUE(answer.get());
}

}  // namespace
}  // namespace headroom::services
