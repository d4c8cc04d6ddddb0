// headroom up with a real database.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/golden/cli/program.h"
#include "tests/integration/postgres/server.h"

namespace headroom::integration {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string contentOf(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

json summaryIn(const std::string& log) {
    std::ifstream file(log);
    for (std::string line; std::getline(file, line);) {
        json said = json::parse(line, nullptr, false);
        if (said.is_object() && said.value("event", "") == "summary") return said;
    }
    return json::object();
}

headroom::Outcome up(const std::string& database) {
    return headroom::run(
        {HEADROOM_PROGRAM, "up", HEADROOM_SCENARIO, "--load-scale", "2%", "--for", "1s", "--database", database});
}

/// With another password than the server's while it lives.
class WrongPassword {
public:
    WrongPassword() {
        const std::string path = freshPath("wrong");
        std::ofstream(path) << "*:*:*:headroom:" << secret << '\n';
        chmod(path.c_str(), 0600);
        setenv("PGPASSFILE", path.c_str(), 1);
    }
    ~WrongPassword() { setenv("PGPASSFILE", Server::shared().passwordFile().c_str(), 1); }
    WrongPassword(const WrongPassword&) = delete;
    WrongPassword& operator=(const WrongPassword&) = delete;

    const std::string secret = "planted-where-nobody-may-tell-it";
};

std::string with(const std::string& part, const std::string& other) {
    std::string url = Server::shared().url();
    return url.replace(url.find(part), part.size(), other);
}

void expectRefused(const headroom::Outcome& outcome, int status, const std::string& part) {
    EXPECT_EQ(outcome.status, status);
    EXPECT_THAT(outcome.error, HasSubstr(part));
    EXPECT_LE(std::ranges::count(outcome.error, '\n'), 2) << outcome.error;
    EXPECT_THAT(outcome.output, Not(HasSubstr("serving")));
}

TEST(UpWithPostgres, WhatWasDoneIsInTheLedgerAndNothingIsLeftInTheOutbox) {
    const Server& server = Server::shared();
    const std::string log = freshPath("processes.log");
    const headroom::Outcome outcome = headroom::run({HEADROOM_PROGRAM, "up", HEADROOM_SCENARIO, "--load-scale", "2%",
                                                     "--no-faults", "--for", "6s", "--database", server.url(), "--log", log});
    ASSERT_EQ(outcome.status, 0) << outcome.output << outcome.error;
    EXPECT_THAT(outcome.output, HasSubstr("store ledger: schema headroom_ledger created"));
    EXPECT_THAT(outcome.output, HasSubstr(": ledger; SQLite stand-ins on this machine: audit-log, cache;"));
    const json summary = summaryIn(log);
    ASSERT_TRUE(summary.contains("completed")) << outcome.output;
    const auto count = [&](const char* name) { return summary[name].get<std::int64_t>(); };
    const std::int64_t orders = server.query("SELECT count(DISTINCT errand) FROM headroom_ledger.effect");
    EXPECT_GT(count("completed"), 10);
    EXPECT_GE(orders, count("completed"));
    EXPECT_LE(orders, count("offered")) << "only what was cut off at the end may be there without having been told to be";
    EXPECT_EQ(server.query("SELECT count(*) FROM headroom_ledger.effect"), orders);
    EXPECT_EQ(server.query("SELECT count(*) FROM headroom_ledger.outbox"), 0);
    EXPECT_EQ(server.query("SELECT last_value FROM pg_sequences WHERE schemaname = 'headroom_ledger'"), orders)
        << "each was in the outbox";

    const std::string file = contentOf(server.passwordFile());
    const std::string password = file.substr(file.rfind(':') + 1, 32);
    ASSERT_EQ(password.size(), 32U);
    EXPECT_THAT(outcome.output + outcome.error + contentOf(log), Not(HasSubstr(password)));
}

TEST(UpWithPostgres, SaysWhyTheDatabaseCannotBeUsed) {
    expectRefused(up(with("/postgres", "/nowhere")), 3, "database \"nowhere\" does not exist");
    expectRefused(up("postgresql://127.0.0.1:1/shop"), 3, "the database 127.0.0.1:1/shop can't be used: ");
    expectRefused(up("postgresql://127.0.0.1:1/shop"), 3, "Connection refused");
    expectRefused(up(with("127.0.0.1", "localhost") + "?sslmode=verify-full"), 3, "certificate verify failed; sslrootcert=FILE");
    expectRefused(up(with("headroom@", "stranger@")), 3, "no password supplied; put the password into a file");
}

TEST(UpWithPostgres, KeepsPasswordsToItself) {
    const WrongPassword wrong;
    const headroom::Outcome outcome = up(Server::shared().url());
    expectRefused(outcome, 3, "password authentication failed for user \"headroom\"");
    EXPECT_THAT(outcome.output + outcome.error, Not(HasSubstr(wrong.secret)));
    const headroom::Outcome told = up(with("headroom@", "headroom:" + wrong.secret + "@"));
    expectRefused(told, 2, "PGPASSFILE");
    EXPECT_THAT(told.output + told.error, Not(HasSubstr(wrong.secret)));
}

TEST(UpWithPostgres, RefusesWhatIsNoUrl) {
    expectRefused(up("localhost:5432"), 2, "postgresql://[USER@]HOST[:PORT]/DATABASE");
}

}  // namespace
}  // namespace headroom::integration
