#include "services/chance/draws.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace headroom::services {
namespace {

using model::Distribution;
using namespace std::chrono_literals;

double meanOf(const Distribution& distribution, std::uint64_t draws) {
    const Draws chance(42, "client/shop");
    double sum = 0;
    for (std::uint64_t id = 0; id < draws; ++id) sum += chance.value(distribution, id, 0);
    return sum / static_cast<double>(draws);
}

TEST(Draws, AreTheSameWheneverTheyAreMade) {
    // Recorded: a change of the hash changes every run that somebody wants to repeat.
    EXPECT_EQ(Draws(42, "client/shop").bits(7, 3), 0xfdbb9d05a8cd9e1bULL);
}

TEST(Draws, DependOnSeedComponentIdAndStep) {
    const std::set<std::uint64_t> all{Draws(42, "a").bits(1, 2), Draws(43, "a").bits(1, 2), Draws(42, "b").bits(1, 2),
                                      Draws(42, "a").bits(2, 2), Draws(42, "a").bits(1, 3), Draws(42, "a").bits(2, 1)};
    EXPECT_EQ(all.size(), 6U);
}

TEST(Draws, AreUniformAndNeighboursAreIndependent) {
    const Draws chance(1, "service/x");
    constexpr int count = 100'000;
    double worst = 0;
    double correlation = 0;
    std::vector<double> drawn;
    for (std::uint64_t id = 0; id < count; ++id) drawn.push_back(chance.uniform(id, 0));
    for (std::size_t i = 1; i < drawn.size(); ++i) correlation += (drawn[i] - 0.5) * (drawn[i - 1] - 0.5);
    std::sort(drawn.begin(), drawn.end());
    for (std::size_t i = 0; i < drawn.size(); ++i)
        worst = std::max(worst, std::abs(drawn[i] - (static_cast<double>(i) + 0.5) / count));
    // Kolmogorov and Smirnov at 0.1 %; three and a third standard deviations of a correlation.
    EXPECT_LT(worst, 1.95 / std::sqrt(count));
    EXPECT_LT(std::abs(correlation / count * 12), 3.3 / std::sqrt(count));
    EXPECT_GT(drawn.front(), 0);
    EXPECT_LT(drawn.back(), 1);
}

TEST(Draws, FollowTheDistribution) {
    const double wanted = 0.003;
    EXPECT_NEAR(meanOf(Distribution::exponential(wanted), 100'000), wanted, wanted * 3.3 / std::sqrt(100'000));
    EXPECT_NEAR(meanOf({Distribution::Kind::Lognormal, wanted, 0.5, {}}, 100'000), wanted, wanted * 0.01);
    EXPECT_NEAR(meanOf({Distribution::Kind::Gamma, wanted, 2, {}}, 20'000), wanted, wanted * 0.02);
    EXPECT_DOUBLE_EQ(meanOf(Distribution::constant(wanted), 4), wanted);
}

TEST(Draws, OfAnEmpiricalDistributionAreItsSamples) {
    const Distribution three{Distribution::Kind::Empirical, 2, 0, {3, 1, 2}};
    const Draws chance(42, "client/shop");
    std::set<double> seen;
    for (std::uint64_t id = 0; id < 100; ++id) seen.insert(chance.value(three, id, 0));
    EXPECT_EQ(seen, (std::set<double>{1, 2, 3}));
}

TEST(Draws, OfATimeAreBoundedNanoseconds) {
    const Draws chance(42, "client/shop");
    EXPECT_EQ(chance.time(Distribution::constant(0.0025), 1, 0), 2500us);
    EXPECT_EQ(chance.time(Distribution{}, 1, 0), 0ns);
    EXPECT_LE(chance.time(Distribution::constant(1e300), 1, 0), 24h * 365 * 100);
}

TEST(Draws, OfAChanceOfZeroAndOneAreCertain) {
    const Draws chance(42, "client/shop");
    for (std::uint64_t id = 0; id < 100; ++id) {
        EXPECT_FALSE(chance.chance(0, id, 0));
        EXPECT_TRUE(chance.chance(1, id, 0));
    }
}

}  // namespace
}  // namespace headroom::services
