#include "services/pod/thread_gate.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace headroom::services {
namespace {

TEST(ThreadGate, WithoutLimitsLetsEverybodyIn) {
    ThreadGate gate(std::nullopt, std::nullopt);
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(gate.enter());
    EXPECT_EQ(gate.busy(), 1000);
}

TEST(ThreadGate, RefusesWhoFindsNoPlaceToWait) {
    ThreadGate gate(1, 0);
    EXPECT_TRUE(gate.enter());
    EXPECT_FALSE(gate.enter());
    gate.leave();
    EXPECT_TRUE(gate.enter());
}

TEST(ThreadGate, WhoWaitsComesInWhenOneLeaves) {
    ThreadGate gate(1, 1);
    ASSERT_TRUE(gate.enter());
    std::atomic<bool> isIn{false};
    std::thread waiting([&] { isIn = gate.enter(); });
    while (gate.queued() == 0) std::this_thread::yield();
    EXPECT_FALSE(gate.enter());
    EXPECT_FALSE(isIn);
    gate.leave();
    waiting.join();
    EXPECT_TRUE(isIn);
    EXPECT_EQ(gate.busy(), 1);
    EXPECT_EQ(gate.queued(), 0);
}

TEST(ThreadGate, NeverLetsInMoreThanItHasThreads) {
    ThreadGate gate(3, std::nullopt);
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&] {
            for (int turn = 0; turn < 200; ++turn) {
                ASSERT_TRUE(gate.enter());
                const int now = ++inside;
                int before = most;
                while (now > before && !most.compare_exchange_weak(before, now)) {
                }
                --inside;
                gate.leave();
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_LE(most, 3);
    EXPECT_EQ(gate.busy(), 0);
}

}  // namespace
}  // namespace headroom::services
