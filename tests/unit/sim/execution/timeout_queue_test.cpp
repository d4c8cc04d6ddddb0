#include "sim/components/execution/timeout_queue.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>
#include <vector>

namespace headroom::sim {
namespace {

struct Calls final : TimeoutListener {
    explicit Calls(Kernel& k) : kernel(k) {}
    void onTimeout(std::uint64_t token) override {
        fired.emplace_back(kernel.now().ns, token);
        waiting.erase(token);
    }
    bool isWaiting(std::uint64_t token) const override { return waiting.count(token) > 0; }
    Kernel& kernel;
    std::set<std::uint64_t> waiting;
    std::vector<std::pair<std::int64_t, std::uint64_t>> fired;
};

struct TimeoutQueueTest : ::testing::Test {
    void add(std::int64_t at, std::uint64_t token) {
        kernel.runUntil({at});
        calls.waiting.insert(token);
        queue.add(token);
    }
    Kernel kernel;
    Calls calls{kernel};
    TimeoutQueue queue{kernel, Duration{100}, calls};
};

TEST_F(TimeoutQueueTest, CallsTimeOutAtTheirOwnInstants) {
    add(0, 1);
    add(30, 2);
    add(30, 3);
    kernel.runUntil({1000});
    EXPECT_EQ(calls.fired, (std::vector<std::pair<std::int64_t, std::uint64_t>>{{100, 1}, {130, 2}, {130, 3}}));
}

TEST_F(TimeoutQueueTest, CallsThatEndedAreNotTold) {
    add(0, 1);
    add(10, 2);
    add(20, 3);
    calls.waiting.erase(1);
    calls.waiting.erase(3);
    add(50, 4);
    kernel.runUntil({1000});
    EXPECT_EQ(calls.fired, (std::vector<std::pair<std::int64_t, std::uint64_t>>{{110, 2}, {150, 4}}));
}

TEST_F(TimeoutQueueTest, AStreamOfCallsThatEndCostsAnEventEachTimeoutLength) {
    for (std::int64_t t = 0; t < 100'000; ++t) {
        add(t, static_cast<std::uint64_t>(t));
        calls.waiting.erase(static_cast<std::uint64_t>(t) - 3);
    }
    EXPECT_TRUE(calls.fired.empty());
    EXPECT_LT(kernel.dispatchedEvents(), 1'100U);
}

}  // namespace
}  // namespace headroom::sim
