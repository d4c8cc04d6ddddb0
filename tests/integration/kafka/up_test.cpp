// headroom up on real brokers: what clients were told is done is in the ledger, in the topic and with the consumers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "model/trace/sqlite_handle.h"
#include "tests/golden/cli/program.h"
#include "tests/integration/kafka/cluster.h"

namespace headroom::integration {
namespace {

using nlohmann::json;

json summaryIn(const std::string& log) {
    std::ifstream file(log);
    for (std::string line; std::getline(file, line);) {
        json said = json::parse(line, nullptr, false);
        if (said.is_object() && said.value("event", "") == "summary") return said;
    }
    return json::object();
}

std::int64_t count(const std::string& database, const std::string& sql) {
    auto opened = trace::Database::open(database, SQLITE_OPEN_READWRITE);
    EXPECT_TRUE(opened);
    return opened ? opened.value().integer(sql).value() : -1;
}

/// The folder that the run says it leaves.
std::string folderIn(const std::string& output) {
    const std::string before = "the run's folder stays: ";
    const std::size_t at = output.find(before);
    if (at == std::string::npos) return "";
    const std::size_t begin = at + before.size();
    return output.substr(begin, output.find('\n', begin) - begin);
}

TEST(Up, WhatWasDoneIsInTheLedgerTheTopicAndTheGroup) {
    const Cluster& cluster = Cluster::shared();
    const std::string log = freshPath("processes.log");
    const Outcome outcome = headroom::run(
        {HEADROOM_PROGRAM, "up", HEADROOM_SHOP, "--kafka", cluster.bootstrap(), "--for", "10s", "--keep-data", "--log", log});
    ASSERT_EQ(outcome.status, 0) << outcome.output << outcome.error;
    EXPECT_THAT(outcome.output, testing::HasSubstr("topic placed created"));
    const json summary = summaryIn(log);
    ASSERT_TRUE(summary.contains("completed")) << outcome.output;
    EXPECT_EQ(summary["failed"], 0);
    EXPECT_EQ(summary["offered"], summary["completed"]);
    EXPECT_GT(summary["completed"].get<std::int64_t>(), 20);

    const std::string data = folderIn(outcome.output) + "/data/";
    const std::int64_t orders = count(data + "ledger.db", "SELECT count(*) FROM effect");
    const std::int64_t waiting = count(data + "ledger.db", "SELECT count(*) FROM outbox");
    EXPECT_EQ(orders, summary["completed"]);
    std::int64_t committed = 0;
    std::int64_t appended = 0;
    for (const DescribedPartition& row : cluster.describe({"billing"})) {
        committed += row.committed.value_or(0);
        appended += row.end.value_or(0);
    }
    EXPECT_EQ(appended + waiting, orders) << "each order is in the topic once, or still in the outbox";
    EXPECT_GE(count(data + "bills.db", "SELECT count(DISTINCT errand) FROM effect"), committed);
    EXPECT_GT(committed, 0);
    std::filesystem::remove_all(folderIn(outcome.output));
}

}  // namespace
}  // namespace headroom::integration
