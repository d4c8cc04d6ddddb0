#include "services/execution/guards.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

namespace headroom::services {
namespace {

using model::Duration;

class GuardsTest : public testing::Test {
protected:
    Outcome run(const model::Guards& names, const Guards::Attempt& attempt, Duration timeout = Duration::infinite()) {
        return guards().run(
            names, timeout, [](int) { return 0.0; }, attempt);
    }
    Guards& guards() {
        if (m_guards == nullptr) m_guards = std::make_unique<Guards>(service, metrics, log);
        return *m_guards;
    }

    model::Service service;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> output{std::tmpfile(), std::fclose};
    Log log{"test", output.get()};
    Metrics metrics{"test", "test-0"};

private:
    std::unique_ptr<Guards> m_guards;
};

TEST_F(GuardsTest, ARetryTriesAsOftenAsItIsAllowed) {
    service.retries["r"] = {3, Duration::milliseconds(1)};
    model::Guards names;
    names.retry = "r";
    int attempts = 0;
    EXPECT_EQ(run(names, [&](Duration) { return ++attempts, Outcome::Failed; }), Outcome::Failed);
    EXPECT_EQ(attempts, 3);
    attempts = 0;
    EXPECT_EQ(run(names, [&](Duration) { return ++attempts == 2 ? Outcome::Ok : Outcome::TimedOut; }), Outcome::Ok);
    EXPECT_EQ(attempts, 2);
}

TEST_F(GuardsTest, AnOpenBreakerLetsNobodyThroughAndSaysSo) {
    auto& config = service.circuitBreakers["b"];
    config.minimumNumberOfCalls = config.slidingWindowSize = 4;
    int attempts = 0;
    const auto fail = [&](Duration) { return ++attempts, Outcome::Failed; };
    model::Guards names;
    names.circuitBreaker = "b";
    for (int i = 0; i < 4; ++i) EXPECT_EQ(run(names, fail), Outcome::Failed);
    EXPECT_EQ(run(names, fail), Outcome::NotPermitted);
    EXPECT_EQ(attempts, 4);
    EXPECT_EQ(guards().breakerStates().at("b"), rules::CircuitBreaker::State::Open);
    EXPECT_GT(std::ftell(output.get()), 0);
}

TEST_F(GuardsTest, TheShorterOfTimeOutAndTimeLimitIsTheAttempts) {
    service.timeLimiters["t"].timeoutDuration = Duration::seconds(2);
    model::Guards names;
    names.timeLimiter = "t";
    std::vector<Duration> limits;
    const auto note = [&](Duration limit) { return limits.push_back(limit), Outcome::Ok; };
    run(names, note, Duration::seconds(1));
    run(names, note, Duration::seconds(3));
    run({}, note);
    EXPECT_EQ(limits, (std::vector<Duration>{Duration::seconds(1), Duration::seconds(2), Duration::infinite()}));
}

TEST_F(GuardsTest, AFullBulkheadRefuses) {
    service.bulkheads["b"] = {1, Duration{0}};
    model::Guards names;
    names.bulkhead = "b";
    EXPECT_EQ(run(names, [&](Duration) { return run(names, [](Duration) { return Outcome::Ok; }); }), Outcome::Rejected);
    EXPECT_EQ(run(names, [](Duration) { return Outcome::Ok; }), Outcome::Ok);
}

TEST(BlockingBulkhead, WhoWaitsGetsThePlaceThatBecomesFree) {
    BlockingBulkhead bulkhead({1, Duration::seconds(60)});
    ASSERT_TRUE(bulkhead.acquire());
    std::atomic<int> served{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            if (bulkhead.acquire()) ++served;
            bulkhead.release();
        });
    bulkhead.release();
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(served, 4);
}

TEST(BlockingBulkhead, WhoWaitsTooLongIsRefused) {
    BlockingBulkhead bulkhead({1, Duration::milliseconds(5)});
    ASSERT_TRUE(bulkhead.acquire());
    EXPECT_FALSE(bulkhead.acquire());
    bulkhead.release();
    EXPECT_TRUE(bulkhead.acquire());
}

}  // namespace
}  // namespace headroom::services
