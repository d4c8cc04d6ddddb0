#include "services/clients/client_player.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

#include "services/clients/arrival_plan.h"
#include "services/clients/user_population.h"

namespace headroom::services {
namespace {

using model::ClosedLoad;
using model::Distribution;
using model::Duration;
using model::LoadProfile;
using model::OpenLoad;

const auto soon = std::chrono::seconds(60);  // longer than any machine is busy with something else

/// Arrivals a millisecond apart, the first after one.
OpenLoad everyMillisecond(int count) {
    OpenLoad load;
    load.process = OpenLoad::Process::Replay;
    for (int i = 1; i <= count; ++i) load.arrivals.push_back(Duration::milliseconds(i));
    return load;
}

/// A client of made journeys.
class Shop {
public:
    Shop(OpenLoad load, Journey journey, std::size_t mostInFlight = 1'000)
        : m_open(std::move(load)),
          m_player(std::make_unique<ArrivalPlan>(m_open, m_draws), std::move(journey), m_tally, mostInFlight) {}
    Shop(ClosedLoad load, Journey journey)
        : m_closed(std::move(load)),
          m_player(std::make_unique<UserPopulation>(m_closed, m_draws, 100), std::move(journey), m_tally, 200) {}

    ClientPlayer& player() { return m_player; }
    JourneyTally::Totals totals() const { return m_tally.totals(); }
    std::string exposition() const { return m_metrics.exposition(); }
    std::uint64_t ended() const {
        const JourneyTally::Totals all = totals();
        return all.completed + all.failed + all.rejected + all.refused;
    }
    /// Waits, without a limit of its own: the test has one.
    void waitUntilOffered(std::uint64_t count) const {
        while (totals().offered < count) std::this_thread::yield();
    }
    void waitUntilEnded(std::uint64_t count) const {
        while (ended() < count) std::this_thread::yield();
    }

private:
    OpenLoad m_open;
    ClosedLoad m_closed;
    Metrics m_metrics{"clients", "clients"};
    Draws m_draws{42, "client/shop"};
    JourneyTally m_tally{m_metrics, "shop"};
    ClientPlayer m_player;
};

TEST(ClientPlayer, LosesNoJourney) {
    std::mutex mutex;
    std::multiset<std::uint64_t> made;
    Shop shop(everyMillisecond(300), [&](std::uint64_t number, Duration) {
        const std::scoped_lock lock(mutex);
        made.insert(number);
        if (number % 30 == 0) return Outcome::Rejected;
        return number % 3 == 0 ? Outcome::TimedOut : Outcome::Ok;
    });
    shop.player().begin();
    shop.waitUntilEnded(300);
    const auto totals = shop.totals();
    EXPECT_EQ(totals.offered, 300U);
    EXPECT_EQ(totals.completed, 200U);
    EXPECT_EQ(totals.failed, 90U);
    EXPECT_EQ(totals.rejected, 10U);
    EXPECT_EQ(totals.refused, 0U);
    EXPECT_EQ(totals.latency.count(), 200U);
    EXPECT_EQ(made.size(), 300U);
    EXPECT_EQ(std::set<std::uint64_t>(made.begin(), made.end()).size(), 300U);
    EXPECT_TRUE(shop.player().waitUntilIdle(std::chrono::steady_clock::now() + soon));
}

TEST(ClientPlayer, BeginsNoneBeforeItIsDue) {
    Shop shop(everyMillisecond(100), [](std::uint64_t, Duration) { return Outcome::Ok; });
    shop.player().begin();
    shop.waitUntilEnded(100);
    EXPECT_GE(shop.totals().lateness.min(), 0);
    EXPECT_GE(shop.totals().latency.min(), shop.totals().lateness.min());
}

TEST(ClientPlayer, AStallShowsInTheLatenciesOfAllThatWereDueMeanwhile) {
    // Journey 50 holds what the others need until all have become due: journey i, due at i + 1 ms, then waits for 199 - i ms at
    // least.
    constexpr int count = 200;
    constexpr int stalling = 50;
    std::mutex needed;
    Shop* stalled = nullptr;
    Shop shop(everyMillisecond(count), [&](std::uint64_t number, Duration) {
        const std::scoped_lock lock(needed);
        if (number == stalling) stalled->waitUntilOffered(count);
        return Outcome::Ok;
    });
    stalled = &shop;
    shop.player().begin();
    shop.waitUntilEnded(count);
    const auto totals = shop.totals();
    EXPECT_EQ(totals.completed, static_cast<std::uint64_t>(count));
    EXPECT_GE(totals.latency.max(), Duration::milliseconds(count - 1 - stalling).ns);
    // Measured from their beginnings, one journey alone would have been slow. 100 of the 149 due during the stall waited for 50
    // ms.
    EXPECT_GE(totals.latency.quantile(1 - 99.0 / count), static_cast<double>(Duration::milliseconds(50).ns) * (1 - 1.0 / 256));
}

TEST(ClientPlayer, RefusesWhatIsBeyondItsLimitAndSaysSo) {
    constexpr std::size_t limit = 10;
    std::latch gate(1);
    Shop shop(
        everyMillisecond(50),
        [&](std::uint64_t, Duration) {
            gate.wait();
            return Outcome::Ok;
        },
        limit);
    shop.player().begin();
    shop.waitUntilOffered(50);
    while (shop.totals().refused < 50 - limit) std::this_thread::yield();
    EXPECT_EQ(shop.player().inFlight(), limit);
    EXPECT_EQ(shop.totals().completed, 0U);
    EXPECT_FALSE(shop.player().waitUntilIdle(std::chrono::steady_clock::now()));
    gate.count_down();
    EXPECT_TRUE(shop.player().waitUntilIdle(std::chrono::steady_clock::now() + soon));
    const auto totals = shop.totals();
    EXPECT_EQ(totals.completed, limit);
    EXPECT_EQ(totals.refused, 50 - limit);
    EXPECT_EQ(totals.offered, totals.completed + totals.failed + totals.refused + shop.player().inFlight());
    EXPECT_NE(shop.exposition().find("headroom_journeys_refused_total{service_name=\"clients\",client=\"shop\"} 40"),
              std::string::npos)
        << shop.exposition();
}

TEST(ClientPlayer, AUserMakesOneJourneyAtATime) {
    std::atomic<int> underWay{0};
    std::atomic<int> most{0};
    std::mutex mutex;
    std::set<std::uint64_t> busy;
    std::atomic<bool> isTwice{false};
    Shop shop(ClosedLoad{LoadProfile::hold(4), Distribution::constant(0)}, [&](std::uint64_t number, Duration) {
        const int now = ++underWay;
        int before = most;
        while (before < now && !most.compare_exchange_weak(before, now)) {
        }
        {
            const std::scoped_lock lock(mutex);
            if (!busy.insert(number >> 32).second) isTwice = true;
        }
        std::this_thread::yield();
        {
            const std::scoped_lock lock(mutex);
            busy.erase(number >> 32);
        }
        --underWay;
        return Outcome::Ok;
    });
    shop.player().begin();
    shop.waitUntilEnded(500);
    shop.player().stop();
    EXPECT_TRUE(shop.player().waitUntilIdle(std::chrono::steady_clock::now() + soon));
    EXPECT_LE(most, 4);
    EXPECT_FALSE(isTwice);
    EXPECT_EQ(shop.totals().refused, 0U);
    EXPECT_EQ(shop.totals().offered, shop.totals().completed);
}

TEST(ClientPlayer, BeginsNothingAfterStop) {
    std::latch gate(1);
    std::atomic<int> begun{0};
    Shop shop(ClosedLoad{LoadProfile::hold(3), Distribution::constant(0)}, [&](std::uint64_t, Duration) {
        ++begun;
        gate.wait();
        return Outcome::Ok;
    });
    shop.player().begin();
    while (begun < 3) std::this_thread::yield();
    shop.player().stop();
    gate.count_down();
    EXPECT_TRUE(shop.player().waitUntilIdle(std::chrono::steady_clock::now() + soon));
    EXPECT_EQ(begun, 3);
    EXPECT_EQ(shop.totals().completed, 3U);
}

TEST(ClientPlayer, ASurgeReachesThoseWhoAreThinking) {
    // Nobody would come within an hour, but for the surge.
    OpenLoad load{OpenLoad::Process::Constant, LoadProfile::hold(1.0 / 3600), {}};
    Shop shop(load, [](std::uint64_t, Duration) { return Outcome::Ok; });
    shop.player().begin();
    shop.player().setFactor(3600 * 1000);
    shop.waitUntilEnded(20);
    EXPECT_GE(shop.totals().completed, 20U);
}

TEST(ClientPlayer, ThatNeverBeganEnds) {
    const Shop shop(everyMillisecond(1), [](std::uint64_t, Duration) { return Outcome::Ok; });
    EXPECT_EQ(shop.totals().offered, 0U);
}

}  // namespace
}  // namespace headroom::services
