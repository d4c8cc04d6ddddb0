#include "services/clients/arrival_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace headroom::services {
namespace {

using model::Duration;
using model::Instant;
using model::LoadProfile;
using model::OpenLoad;
using Piece = LoadProfile::Piece;
using Shape = Piece::Shape;

const Duration second = Duration::seconds(1);

OpenLoad varied(OpenLoad::Process process) {
    return {process,
            {{{Shape::Hold, 100, 100, second * 20, {}, {}},
              {Shape::Hold, 0, 0, second * 20, {}, {}},
              {Shape::Ramp, 0, 400, second * 20, {}, {}},
              {Shape::Burst, 50, 500, second * 20, second * 2, Duration::milliseconds(300)},
              {Shape::Daily, 20, 200, Duration::infinite(), second * 10, {}}}},
            {}};
}

std::vector<DueJourney> planned(const OpenLoad& load, Duration horizon, std::uint64_t seed = 42) {
    const Draws draws(seed, "client/shop");
    ArrivalPlan plan(load, draws);
    std::vector<DueJourney> all;
    plan.take(Instant{horizon.ns}, all);
    return all;
}

std::size_t countIn(const std::vector<DueJourney>& all, Duration from, Duration to) {
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const DueJourney& j) { return j.due.ns >= from.ns && j.due.ns < to.ns; }));
}

TEST(ArrivalPlan, PoissonArrivalsFollowTheProfilesArea) {
    const OpenLoad load = varied(OpenLoad::Process::Poisson);
    const std::vector<DueJourney> all = planned(load, second * 100);
    for (int from = 0; from < 100; from += 10) {
        const double wanted = load.rate.area(second * (from + 10)) - load.rate.area(second * from);
        const auto count = static_cast<double>(countIn(all, second * from, second * (from + 10)));
        EXPECT_LE(std::abs(count - wanted), 3.3 * std::sqrt(wanted)) << "from " << from << " s";
    }
}

TEST(ArrivalPlan, PoissonGapsAreExponential) {
    const OpenLoad load{OpenLoad::Process::Poisson, LoadProfile::hold(1000), {}};
    const std::vector<DueJourney> all = planned(load, second * 20);
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
        const double gap = (all[i].due - all[i - 1].due).toSeconds() * 1000;
        sum += gap;
        squares += gap * gap;
    }
    const auto n = static_cast<double>(all.size() - 1);
    EXPECT_NEAR(sum / n, 1, 3.3 / std::sqrt(n));
    EXPECT_NEAR(squares / n, 2, 3.3 * std::sqrt(20 / n));  // of a squared unit exponential the variance is 4! - 2²
}

TEST(ArrivalPlan, ConstantArrivalsFallWhereTheAreaIsWhole) {
    const OpenLoad load = varied(OpenLoad::Process::Constant);
    const std::vector<DueJourney> all = planned(load, second * 100);
    EXPECT_EQ(all.size(), static_cast<std::size_t>(load.rate.area(second * 100)));
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto wanted = static_cast<double>(i + 1);
        EXPECT_GE(load.rate.area(all[i].due.sinceStart()), wanted) << i;
        EXPECT_LT(load.rate.area(all[i].due.sinceStart() - Duration{1}), wanted) << i;
    }
}

TEST(ArrivalPlan, NumbersAndOrdersThem) {
    const std::vector<DueJourney> all = planned(varied(OpenLoad::Process::Poisson), second * 60);
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].number, i);
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.due < b.due; }));
}

TEST(ArrivalPlan, IsTheSameHoweverItIsLookedAt) {
    const OpenLoad load = varied(OpenLoad::Process::Poisson);
    const std::vector<DueJourney> atOnce = planned(load, second * 60);
    const Draws draws(42, "client/shop");
    ArrivalPlan plan(load, draws);
    std::vector<DueJourney> stepwise;
    while (plan.next() <= Instant{(second * 60).ns}) plan.take(plan.next(), stepwise);
    ASSERT_EQ(stepwise.size(), atOnce.size());
    for (std::size_t i = 0; i < atOnce.size(); ++i) EXPECT_EQ(stepwise[i].due, atOnce[i].due);
    EXPECT_NE(planned(load, second * 60, 43)[0].due, atOnce[0].due);
}

TEST(ArrivalPlan, EndsWhereNothingComesAnyMore) {
    const Draws draws(42, "client/shop");
    const OpenLoad none{OpenLoad::Process::Poisson, LoadProfile::hold(0), {}};
    EXPECT_TRUE(ArrivalPlan(none, draws).next().isNever());
    const OpenLoad replay{OpenLoad::Process::Replay, {}, {second, second, second * 3}};
    ArrivalPlan plan(replay, draws);
    std::vector<DueJourney> all;
    plan.take(Instant{(second * 10).ns}, all);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[2].due, Instant{(second * 3).ns});
    EXPECT_TRUE(plan.next().isNever());
}

TEST(ArrivalPlan, ASurgeMultipliesTheRateFromThenOn) {
    const Draws draws(42, "client/shop");
    const OpenLoad load{OpenLoad::Process::Constant, LoadProfile::hold(100), {}};
    ArrivalPlan plan(load, draws);
    std::vector<DueJourney> all;
    plan.take(Instant{(second * 10).ns}, all);
    plan.setFactor(Instant{(second * 10).ns}, 3);
    plan.take(Instant{(second * 20).ns}, all);
    plan.setFactor(Instant{(second * 20).ns}, 1);
    plan.take(Instant{(second * 30).ns}, all);
    EXPECT_NEAR(static_cast<double>(countIn(all, {}, second * 10)), 1'000, 1);
    EXPECT_NEAR(static_cast<double>(countIn(all, second * 10, second * 20)), 3'000, 1);
    EXPECT_NEAR(static_cast<double>(countIn(all, second * 20, second * 30)), 1'000, 1);
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].number, i);
}

TEST(ArrivalPlan, ASurgeOfNothingIsAPause) {
    const Draws draws(42, "client/shop");
    const OpenLoad load{OpenLoad::Process::Poisson, LoadProfile::hold(100), {}};
    ArrivalPlan plan(load, draws);
    plan.setFactor(Instant{0}, 0);
    EXPECT_TRUE(plan.next().isNever());
    plan.setFactor(Instant{second.ns}, 1);
    EXPECT_GT(plan.next(), Instant{second.ns});
    EXPECT_LT(plan.next(), Instant{(second * 2).ns});
}

TEST(ArrivalPlan, ASurgeRepeatsReplayedArrivals) {
    const Draws draws(42, "client/shop");
    OpenLoad replay;
    replay.process = OpenLoad::Process::Replay;
    for (int i = 1; i <= 10; ++i) replay.arrivals.push_back(second * i);
    ArrivalPlan plan(replay, draws);
    std::vector<DueJourney> all;
    plan.take(Instant{(second * 4).ns}, all);
    plan.setFactor(Instant{(second * 4).ns}, 2);
    plan.take(Instant{(second * 20).ns}, all);
    EXPECT_EQ(all.size(), 4U + 2 * 6U);
}

}  // namespace
}  // namespace headroom::services
