#include "services/audit/journey_ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "services/audit/journey_book.h"

namespace headroom::services {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class JourneyLedgerTest : public testing::Test {
protected:
    JourneyLedgerTest() {
        std::string pattern = testing::TempDir() + "ledgersXXXXXX";
        folder = mkdtemp(pattern.data());
    }
    ~JourneyLedgerTest() override { std::filesystem::remove_all(folder); }
    void append(const std::string& text) const { std::ofstream(file(), std::ios::app) << text; }
    std::string file() const { return folder + "/journeys-0000000000000007.jsonl"; }

    std::string folder;
};

TEST_F(JourneyLedgerTest, TellsWhatEachClientWasTold) {
    const TraceContext one{1, 2, 3};
    const TraceContext other{1, 3, 3};
    {
        auto ledger = JourneyLedger::open(folder + "/deeper", 7);
        ASSERT_TRUE(ledger) << ledger.error().message;
        EXPECT_FALSE(ledger.value().begun("users", 5, one));
        EXPECT_FALSE(ledger.value().begun("jobs", 6, other));
        EXPECT_FALSE(ledger.value().ended(one, Outcome::TimedOut));
    }
    const TraceContext later{2, 2, 3};
    auto next = JourneyLedger::open(folder + "/deeper", 8);
    EXPECT_FALSE(next.value().begun("users", 5, later));
    EXPECT_FALSE(next.value().ended(later, Outcome::Ok));
    const auto read = readLedgers(folder + "/deeper");
    ASSERT_TRUE(read) << read.error().message;
    JourneyBook book = read.value();
    ASSERT_THAT(book, SizeIs(3));
    EXPECT_EQ(book[one.traceText()].outcome, "timedOut");
    EXPECT_EQ(book[other.traceText()].client, "jobs");
    EXPECT_FALSE(book[other.traceText()].outcome);
    EXPECT_TRUE(book[later.traceText()].isAccepted());
    EXPECT_FALSE(book[one.traceText()].isAccepted());
}

TEST_F(JourneyLedgerTest, LinesOfThreadsDoNotMix) {
    constexpr std::uint64_t each = 200;
    auto ledger = JourneyLedger::open(folder, 7);
    std::vector<std::thread> threads;
    for (std::uint64_t thread = 1; thread <= 4; ++thread)
        threads.emplace_back([&, thread] {
            for (std::uint64_t i = 0; i < each; ++i) {
                ledger.value().begun("users", i, {thread, i, 1});
                ledger.value().ended({thread, i, 1}, Outcome::Ok);
            }
        });
    for (std::thread& thread : threads) thread.join();
    const auto read = readLedgers(folder);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_THAT(read.value(), SizeIs(4 * each));
}

TEST_F(JourneyLedgerTest, WhatAKilledProcessLeftOfItsLastLineIsPassedOver) {
    auto ledger = JourneyLedger::open(folder, 7);
    ledger.value().begun("users", 1, {1, 2, 3});
    append(R"({"ended":"00)");
    const auto read = readLedgers(folder);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_THAT(read.value(), SizeIs(1));
    append("\n");
    const auto damaged = readLedgers(folder);
    ASSERT_FALSE(damaged);
    EXPECT_THAT(damaged.error().message, HasSubstr(file() + ":2: "));
}

TEST_F(JourneyLedgerTest, NoJourneyIsToldOfTwice) {
    auto ledger = JourneyLedger::open(folder, 7);
    ledger.value().begun("users", 1, {1, 2, 3});
    ledger.value().begun("users", 1, {1, 2, 3});
    const auto read = readLedgers(folder);
    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr(":2: "));
}

TEST_F(JourneyLedgerTest, SaysWhereItCannotBeWrittenOrRead) {
    append("a file\n");
    const auto opened = JourneyLedger::open(file() + "/inside", 1);
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, HasSubstr("can't be written"));
    EXPECT_THAT(readLedgers(folder + "/nowhere").error().message, HasSubstr("/nowhere can't be read"));
}

}  // namespace
}  // namespace headroom::services
