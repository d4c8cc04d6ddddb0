#include "services/store/connection_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

namespace headroom::services {
namespace {

using model::Duration;

class NoDatabase : public StoreDatabase {
public:
    std::optional<DatabaseError> write(const StoreWrite&) override { return {}; }
    DatabaseResult<bool> hasSeen(const std::string&, const Errand&) override { return false; }
    std::optional<DatabaseError> markSeen(const std::string&, const Errand&) override { return {}; }
    DatabaseResult<bool> lease(const RelayNumber&, const std::string&, std::int64_t, std::int64_t) override { return true; }
    DatabaseResult<std::vector<OutboxRow>> outboxRows(const RelayNumber&, int) override { return std::vector<OutboxRow>{}; }
    std::optional<DatabaseError> deleteOutboxRows(const std::vector<OutboxRow>&) override { return {}; }
    DatabaseResult<std::int64_t> outboxSize(const std::string&) override { return std::int64_t{0}; }
    bool isAlive() override { return *works; }

    explicit NoDatabase(const std::atomic<bool>& isUp) : works(&isUp) {}
    const std::atomic<bool>* works;
};

class ConnectionPoolTest : public testing::Test {
protected:
    ConnectionPool::Connect connect = [this]() -> DatabaseResult<std::unique_ptr<StoreDatabase>> {
        ++attempts;
        if (!isUp) return DatabaseError{"it is down"};
        ++made;
        return std::unique_ptr<StoreDatabase>(std::make_unique<NoDatabase>(isUp));
    };
    std::atomic<bool> isUp{true};
    std::atomic<int> attempts{0};
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

TEST_F(ConnectionPoolTest, ThrowsAwayWhatBrokeWhileItWasLentOrIdle) {
    ConnectionPool pool(2, Duration::milliseconds(5), connect);
    {
        const auto one = pool.take(error);
        auto other = pool.take(error);
        isUp = false;
        other.reset();
    }
    EXPECT_FALSE(pool.take(error));
    isUp = true;
    EXPECT_EQ(made, 2);
    ConnectionPool patient(1, Duration::seconds(60), connect);
    EXPECT_TRUE(patient.take(error));
    isUp = false;
    std::thread recovery([&] {
        while (attempts < 6) std::this_thread::yield();
        isUp = true;
    });
    EXPECT_TRUE(patient.take(error)) << "the idle one was no good, and it took some attempts to have another";
    recovery.join();
}

TEST_F(ConnectionPoolTest, TriesLessAndLessOften) {
    isUp = false;
    ConnectionPool pool(std::nullopt, Duration::milliseconds(450), connect);
    EXPECT_FALSE(pool.take(error));
    EXPECT_EQ(error, "it is down");
    // At once, after 100 ms, after 200 ms more.
    EXPECT_LE(attempts, 3);
}

TEST_F(ConnectionPoolTest, OneThatWaitsForEverDoesNotWaitForWhatIsDown) {
    isUp = false;
    ConnectionPool pool(1, Duration::infinite(), connect);
    EXPECT_FALSE(pool.take(error));
    EXPECT_EQ(error, "it is down");
    const int before = attempts;
    EXPECT_FALSE(pool.take(error)) << "too soon for another attempt";
    EXPECT_EQ(attempts, before);
    EXPECT_EQ(error, "it is down");
}

TEST_F(ConnectionPoolTest, WhoWaitsForADatabaseThatIsDownGetsItWhenItIsUp) {
    isUp = false;
    ConnectionPool pool(3, Duration::seconds(60), connect);
    std::atomic<int> served{0};
    std::vector<std::thread> waiting;
    for (int i = 0; i < 3; ++i)
        waiting.emplace_back([&] {
            std::string trouble;
            const auto lent = pool.take(trouble);
            if (lent) ++served;
            while (served < 3) std::this_thread::yield();
        });
    while (attempts < 3) std::this_thread::yield();
    isUp = true;
    for (std::thread& thread : waiting) thread.join();
    EXPECT_EQ(served, 3);
}

}  // namespace
}  // namespace headroom::services
