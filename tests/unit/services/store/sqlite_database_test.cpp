#include "services/store/sqlite_database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

namespace headroom::services {
namespace {

class SqliteDatabaseTest : public testing::Test {
protected:
    SqliteDatabaseTest() {
        std::string pattern = testing::TempDir() + "storeXXXXXX";
        m_folder = mkdtemp(pattern.data());
    }
    ~SqliteDatabaseTest() override { std::filesystem::remove_all(m_folder); }

    std::unique_ptr<StoreDatabase> open() {
        auto opened = SqliteDatabase::open(m_folder + "/ledger.db");
        EXPECT_TRUE(opened) << opened.error().message;
        return std::move(opened.value());
    }
    static OutgoingRecord recordOf(const std::string& key) {
        OutgoingRecord record;
        record.topic = "placed";
        if (!key.empty()) record.key = key;
        record.bytes = 300;
        record.trace = {1, 2, 3};
        record.createdNs = 1'700'000'000'000'000'000;
        record.isPoison = key == "poison";
        return record;
    }

    std::string m_folder;
    const Errand errand = Errand::of({1, 2, 3});
    const RelayNumber only{"orders", 0, 1};
};

TEST_F(SqliteDatabaseTest, KeepsARowUntilItIsDeleted) {
    const auto writer = open();
    const auto reader = open();
    for (const char* key : {"a", "", "poison"}) {
        const OutgoingRecord record = recordOf(key);
        ASSERT_FALSE(writer->write("insert", errand, "orders", &record));
    }
    EXPECT_EQ(reader->outboxSize("orders").value(), 3);
    EXPECT_EQ(reader->outboxSize("billing").value(), 0);
    auto rows = reader->outboxRows(only, 2).value();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].record.key, "a");
    EXPECT_FALSE(rows[1].record.key);
    EXPECT_EQ(rows[0].record.topic, "placed");
    EXPECT_EQ(rows[0].record.bytes, 300);
    EXPECT_EQ(rows[0].record.trace, (TraceContext{1, 2, 3}));
    EXPECT_EQ(rows[0].record.createdNs, 1'700'000'000'000'000'000);
    ASSERT_FALSE(reader->deleteOutboxRows(rows));
    rows = reader->outboxRows(only, 10).value();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_TRUE(rows[0].record.isPoison);
}

TEST_F(SqliteDatabaseTest, RelaysSeeDisjointRowsAndTogetherAll) {
    const auto database = open();
    const OutgoingRecord record = recordOf("k");
    for (int i = 0; i < 10; ++i) ASSERT_FALSE(database->write("insert", errand, "orders", &record));
    std::vector<std::int64_t> ids;
    for (int relay = 0; relay < 3; ++relay) {
        const auto found = database->outboxRows({"orders", relay, 3}, 100);
        for (const OutboxRow& row : found.value()) ids.push_back(row.id);
    }
    EXPECT_THAT(ids, testing::UnorderedElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

TEST_F(SqliteDatabaseTest, ALeaseIsOneOwnersUntilItRunsOut) {
    const auto one = open();
    const auto other = open();
    EXPECT_TRUE(one->lease(only, "orders-0", 100, 200).value());
    EXPECT_FALSE(other->lease(only, "orders-1", 150, 250).value());
    EXPECT_TRUE(one->lease(only, "orders-0", 190, 290).value());
    EXPECT_FALSE(other->lease(only, "orders-1", 210, 310).value());
    EXPECT_TRUE(other->lease(only, "orders-1", 291, 400).value());
    EXPECT_FALSE(one->lease(only, "orders-0", 300, 400).value());
    EXPECT_TRUE(one->lease({"orders", 1, 2}, "orders-0", 300, 400).value());
}

TEST_F(SqliteDatabaseTest, RemembersWhomAConsumerHasSeen) {
    const auto database = open();
    EXPECT_FALSE(database->hasSeen("audit", errand).value());
    EXPECT_FALSE(database->markSeen("audit", errand));
    EXPECT_FALSE(database->markSeen("audit", errand));
    EXPECT_TRUE(database->hasSeen("audit", errand).value());
    EXPECT_FALSE(database->hasSeen("billing", errand).value());
}

TEST_F(SqliteDatabaseTest, SaysWhyItCannotBeOpened) {
    const auto opened = SqliteDatabase::open(m_folder + "/no/such/folder.db");
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, testing::HasSubstr("no/such/folder.db"));
}

TEST(IsReading, GoesByTheFirstWord) {
    for (const char* name : {"get", "readBalance", "findById", "selectAll", "count", "existsById"})
        EXPECT_TRUE(isReading(name)) << name;
    for (const char* name : {"insert", "insertMany", "update", "outboxDelete", "write"}) EXPECT_FALSE(isReading(name)) << name;
}

}  // namespace
}  // namespace headroom::services
