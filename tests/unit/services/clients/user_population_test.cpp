#include "services/clients/user_population.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

namespace headroom::services {
namespace {

using model::ClosedLoad;
using model::Distribution;
using model::Duration;
using model::Instant;
using model::LoadProfile;
using Shape = LoadProfile::Piece::Shape;

const Duration second = Duration::seconds(1);

/// A population whose journeys all take the same time, played with a clock of its own.
class Play {
public:
    Play(const ClosedLoad& load, Duration journeyTime, std::int64_t most = 1'000'000)
        : m_load(load), m_draws(42, "client/users"), m_users(m_load, m_draws, most), m_journeyTime(journeyTime) {}

    /// Everything that happens up to and including `until`.
    void runTo(Instant until) {
        while (true) {
            const Instant end = m_underWay.empty() ? Instant::never() : m_underWay.begin()->first;
            m_now = std::max(m_now, std::min(end, m_users.next()));
            if (m_now > until) break;
            if (end <= m_now) {
                const DueJourney journey = m_underWay.begin()->second;
                m_underWay.erase(m_underWay.begin());
                m_users.onEnded(journey, m_now);
                continue;
            }
            std::vector<DueJourney> due;
            m_users.take(m_now, due);
            for (const DueJourney& journey : due) {
                m_underWay.emplace(m_now + m_journeyTime, journey);
                begun.push_back(journey);
            }
        }
        m_now = until;
    }

    UserPopulation& users() { return m_users; }
    Instant now() const { return m_now; }
    std::vector<DueJourney> begun;

private:
    ClosedLoad m_load;
    Draws m_draws;
    UserPopulation m_users;
    Duration m_journeyTime;
    Instant m_now;
    std::multimap<Instant, DueJourney> m_underWay;
};

TEST(UserPopulation, FollowsItsProfileUpAndDown) {
    const LoadProfile profile{{{Shape::Ramp, 0, 50, second * 10, {}, {}},
                               {Shape::Ramp, 50, 10, second * 10, {}, {}},
                               {Shape::Hold, 10, 10, Duration::infinite(), {}, {}}}};
    Play play({profile, Distribution::constant(0.02)}, Duration::milliseconds(30));
    // Upwards it is at most 100 ms behind, downwards a cycle of 50 ms; both are less than a user at this slope.
    for (std::int64_t ms = 500; ms < 25'000; ms += 137) {
        play.runTo(Instant{ms * 1'000'000});
        EXPECT_NEAR(static_cast<double>(play.users().users().value()), profile.at(play.now()), 1.01) << ms;
    }
}

TEST(UserPopulation, MakesAJourneyACycle) {
    Play play({LoadProfile::hold(20), Distribution::exponential(0.09)}, Duration::milliseconds(10));
    play.runTo(Instant{(second * 60).ns});
    const double wanted = 20 * 60 / 0.1;
    EXPECT_NEAR(static_cast<double>(play.begun.size()), wanted, 3.3 * std::sqrt(wanted));
}

TEST(UserPopulation, NeverHasAUserTwiceUnderWayAndNumbersAreUnique) {
    Play play({LoadProfile::hold(5), Distribution::constant(0)}, Duration::milliseconds(10));
    play.runTo(Instant{second.ns});
    std::set<std::uint64_t> numbers;
    std::map<std::uint64_t, Instant> last;
    for (const DueJourney& journey : play.begun) {
        EXPECT_TRUE(numbers.insert(journey.number).second);
        const std::uint64_t user = journey.number >> 32;
        EXPECT_LT(user, 5U);
        if (last.contains(user)) {
            EXPECT_GE((journey.due - last[user]).ns, Duration::milliseconds(10).ns);
        }
        last[user] = journey.due;
    }
    EXPECT_NEAR(static_cast<double>(numbers.size()), 5 * 100, 5);
}

TEST(UserPopulation, OfAUserTheThinkTimesDependOnNobodyElse) {
    const auto dueOfFirst = [](double users) {
        Play play({LoadProfile::hold(users), Distribution::exponential(0.1)}, Duration::milliseconds(10));
        play.runTo(Instant{(second * 2).ns});
        std::vector<Instant> due;
        for (const DueJourney& journey : play.begun)
            if (journey.number >> 32 == 0) due.push_back(journey.due);
        return due;
    };
    EXPECT_EQ(dueOfFirst(1), dueOfFirst(30));
}

TEST(UserPopulation, RoundsFractionsAsASimulationDoes) {
    for (const auto& [level, users] : std::map<double, std::int64_t>{{0.2, 0}, {0.5, 1}, {1.4, 1}, {2.6, 3}}) {
        Play play({LoadProfile::hold(level), Distribution::constant(1)}, second);
        play.runTo(Instant{second.ns});
        EXPECT_EQ(play.users().users(), users) << level;
    }
}

TEST(UserPopulation, ASurgeBringsUsersAtOnceAndTheyLeaveWithTheirCycle) {
    Play play({LoadProfile::hold(10), Distribution::constant(0.01)}, Duration::milliseconds(10));
    play.runTo(Instant{second.ns});
    play.users().setFactor(play.now(), 3);
    EXPECT_EQ(play.users().users(), 30);
    play.users().setFactor(play.now(), 1);
    play.runTo(play.now() + Duration::milliseconds(21));
    EXPECT_EQ(play.users().users(), 10);
}

TEST(UserPopulation, NeverExceedsItsLimit) {
    Play play({LoadProfile::hold(1'000), Distribution::constant(0.01)}, Duration::milliseconds(10), 50);
    play.runTo(Instant{second.ns});
    EXPECT_EQ(play.users().users(), 50);
}

TEST(UserPopulation, AJourneyIsDueWhenItsUserHasThoughtHoweverLateItIsTaken) {
    const ClosedLoad load{LoadProfile::hold(3), Distribution::constant(0.05)};
    const Draws draws(42, "client/users");
    UserPopulation users(load, draws, 10);
    std::vector<DueJourney> due;
    users.take(Instant{0}, due);
    EXPECT_TRUE(due.empty());
    users.take(Instant{(second * 5).ns}, due);
    ASSERT_EQ(due.size(), 3U);
    for (const DueJourney& journey : due) EXPECT_EQ(journey.due, Instant{Duration::milliseconds(50).ns});
}

}  // namespace
}  // namespace headroom::services
