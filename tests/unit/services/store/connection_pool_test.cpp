#include "services/store/connection_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace headroom::services {
namespace {

using model::Duration;

class NoDatabase : public StoreDatabase {
public:
    std::optional<DatabaseError> write(const std::string&, const Errand&, const std::string&, const OutgoingRecord*) override {
        return {};
    }
    DatabaseResult<bool> hasSeen(const std::string&, const Errand&) override { return false; }
    std::optional<DatabaseError> markSeen(const std::string&, const Errand&) override { return {}; }
    DatabaseResult<bool> lease(const RelayNumber&, const std::string&, std::int64_t, std::int64_t) override { return true; }
    DatabaseResult<std::vector<OutboxRow>> outboxRows(const RelayNumber&, int) override { return std::vector<OutboxRow>{}; }
    std::optional<DatabaseError> deleteOutboxRows(const std::vector<OutboxRow>&) override { return {}; }
    DatabaseResult<std::int64_t> outboxSize(const std::string&) override { return std::int64_t{0}; }
};

class ConnectionPoolTest : public testing::Test {
protected:
    ConnectionPool::Connect connect = [this]() -> DatabaseResult<std::unique_ptr<StoreDatabase>> {
        ++made;
        return std::unique_ptr<StoreDatabase>(std::make_unique<NoDatabase>());
    };
    std::atomic<int> made{0};
    std::string error;
};

TEST_F(ConnectionPoolTest, LendsWhatWasGivenBack) {
    ConnectionPool pool(2, Duration::seconds(1), connect);
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(pool.take(error));
    EXPECT_EQ(made, 1);
}

TEST_F(ConnectionPoolTest, LetsNobodyHaveMoreThanItsSize) {
    ConnectionPool pool(1, Duration::milliseconds(5), connect);
    const auto first = pool.take(error);
    ASSERT_TRUE(first);
    EXPECT_FALSE(pool.take(error));
    EXPECT_EQ(error, "");
}

TEST_F(ConnectionPoolTest, WhoWaitsGetsTheConnectionThatComesBack) {
    ConnectionPool pool(1, Duration::infinite(), connect);
    auto first = pool.take(error);
    std::atomic<bool> hasOne{false};
    std::thread waiting([&] {
        std::string trouble;
        hasOne = pool.take(trouble).has_value();
    });
    first.reset();
    waiting.join();
    EXPECT_TRUE(hasOne);
    EXPECT_EQ(made, 1);
}

TEST_F(ConnectionPoolTest, ThatCannotConnectSaysWhyAndKeepsNoPlace) {
    ConnectionPool pool(1, Duration::milliseconds(5),
                        []() -> DatabaseResult<std::unique_ptr<StoreDatabase>> { return DatabaseError{"no such disk"}; });
    for (int i = 0; i < 3; ++i) {
        error.clear();
        EXPECT_FALSE(pool.take(error));
        EXPECT_EQ(error, "no such disk");
    }
}

}  // namespace
}  // namespace headroom::services
