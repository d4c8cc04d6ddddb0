#include "services/store/sqlite_database.h"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <stdexcept>

#include "tests/services/store/store_database_suite.h"

namespace headroom::services {
namespace {

class SqliteUnderTest final : public StoreUnderTest {
public:
    SqliteUnderTest() {
        std::string pattern = testing::TempDir() + "storeXXXXXX";
        m_folder = mkdtemp(pattern.data());
    }
    ~SqliteUnderTest() override { std::filesystem::remove_all(m_folder); }
    SqliteUnderTest(const SqliteUnderTest&) = delete;
    SqliteUnderTest& operator=(const SqliteUnderTest&) = delete;

    std::unique_ptr<StoreDatabase> open() override {
        auto opened = SqliteDatabase::open(m_folder + "/ledger.db");
        if (!opened) throw std::runtime_error(opened.error().message);
        return std::move(opened.value());
    }
    std::int64_t query(const std::string& sql) override {
        std::string text = sql;
        for (std::size_t at = text.find("{}"); at != std::string::npos; at = text.find("{}")) text.erase(at, 2);
        auto database = trace::Database::open(m_folder + "/ledger.db", SQLITE_OPEN_READWRITE);
        const auto found = database.value().integer(text);
        if (!found) throw std::runtime_error(found.error().message);
        return found.value();
    }

private:
    std::string m_folder;
};

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreDatabaseTest, testing::Values([]() -> std::unique_ptr<StoreUnderTest> {
                             return std::make_unique<SqliteUnderTest>();
                         }));

TEST(SqliteDatabase, SaysWhyItCannotBeOpened) {
    const auto opened = SqliteDatabase::open("/no/such/folder.db");
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
