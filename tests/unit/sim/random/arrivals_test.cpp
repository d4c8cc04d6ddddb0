#include "sim/random/arrivals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace headroom::sim {
namespace {

using model::Duration;
using model::Instant;
using model::LoadProfile;
using model::OpenLoad;
using Shape = LoadProfile::Piece::Shape;

LoadProfile varied() {
    const Duration second = Duration::seconds(1);
    return {{{Shape::Hold, 1000, 1000, second, {}, {}},
             {Shape::Ramp, 1000, 5000, Duration::seconds(2), {}, {}},
             {Shape::Hold, 0, 0, second, {}, {}},
             {Shape::Burst, 500, 4000, Duration::seconds(3), second, Duration::milliseconds(250)},
             {Shape::Daily, 1000, 3000, Duration::infinite(), Duration::seconds(4), {}}}};
}

std::vector<Instant> all(Arrivals& arrivals, Instant limit) {
    std::vector<Instant> instants;
    arrivals.fill(instants, limit, ~std::size_t{0});
    return instants;
}

/// Arrivals of a Poisson process, mapped through the rate's integral, are uniform given their number.
double distance(const std::vector<Instant>& instants, const LoadProfile& profile, Duration horizon) {
    const double total = profile.area(horizon);
    const auto n = static_cast<double>(instants.size());
    double worst = 0;
    for (std::size_t i = 0; i < instants.size(); ++i) {
        const double p = profile.area(instants[i].sinceStart()) / total;
        worst = std::max({worst, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
    }
    return worst * std::sqrt(n);
}

TEST(Arrivals, PoissonFollowsTheProfile) {
    const LoadProfile profile = varied();
    Arrivals arrivals({OpenLoad::Process::Poisson, profile, {}}, RandomStream(1, "poisson"));
    const auto instants = all(arrivals, {20'000'000'000});
    const double expected = profile.area(Duration::seconds(20));
    EXPECT_NEAR(static_cast<double>(instants.size()), expected, 4 * std::sqrt(expected));
    EXPECT_LT(distance(instants, profile, Duration::seconds(20)), 1.95);
    EXPECT_TRUE(std::is_sorted(instants.begin(), instants.end()));
}

TEST(Arrivals, BulkAndSingleDrawsAreTheSame) {
    const OpenLoad load{OpenLoad::Process::Poisson, varied(), {}};
    Arrivals bulk(load, RandomStream(2, "same"));
    Arrivals single(load, RandomStream(2, "same"));
    std::vector<Instant> instants;
    for (std::int64_t t = 0; t <= 10'000; ++t) bulk.fill(instants, {t * 1'000'000}, t % 3 == 0 ? 2 : ~std::size_t{0});
    for (const Instant instant : instants) ASSERT_EQ(instant, single.next());
    EXPECT_GT(instants.size(), 10'000U);
}

TEST(Arrivals, ConstantFallsWhereTheIntegralIsWhole) {
    const LoadProfile profile = varied();
    Arrivals arrivals({OpenLoad::Process::Constant, profile, {}}, RandomStream(1, "constant"));
    const auto instants = all(arrivals, {20'000'000'000});
    ASSERT_NEAR(static_cast<double>(instants.size()), profile.area(Duration::seconds(20)), 1);
    for (std::size_t i = 0; i < instants.size(); ++i) {
        // Half a nanosecond's rounding, at the profile's peak rate.
        ASSERT_NEAR(profile.area(instants[i].sinceStart()), static_cast<double>(i + 1), 1e-9 * 5000 + 1e-9) << i;
    }
}

TEST(Arrivals, ConstantKeepsItsPhaseThroughASurge) {
    Arrivals arrivals({OpenLoad::Process::Constant, LoadProfile::hold(10), {}}, RandomStream(1, "surge"));
    EXPECT_EQ(arrivals.next(), Instant{100'000'000});
    EXPECT_EQ(arrivals.next(), Instant{200'000'000});
    arrivals.setSurge({150'000'000}, 5);  // half an arrival is due: 50 ms at rate 10 are 10 ms at rate 50
    EXPECT_EQ(arrivals.next(), Instant{160'000'000});
    EXPECT_EQ(arrivals.next(), Instant{180'000'000});
    arrivals.setSurge({180'000'000}, 0);
    EXPECT_TRUE(arrivals.next().isNever());
    arrivals.setSurge({1'000'000'000}, 1);
    EXPECT_EQ(arrivals.next(), Instant{1'100'000'000});
}

TEST(Arrivals, SurgeMultipliesThePoissonRateFromItsInstantOn) {
    Arrivals arrivals({OpenLoad::Process::Poisson, LoadProfile::hold(10'000), {}}, RandomStream(4, "surge"));
    EXPECT_NEAR(static_cast<double>(all(arrivals, {1'000'000'000}).size()), 10'000, 400);
    arrivals.setSurge({1'000'000'000}, 3);
    const auto surged = all(arrivals, {2'000'000'000});
    EXPECT_NEAR(static_cast<double>(surged.size()), 30'000, 4 * std::sqrt(30'000));
    EXPECT_GE(surged.front(), Instant{1'000'000'000});
    arrivals.setSurge({2'000'000'000}, 0);
    EXPECT_TRUE(arrivals.next().isNever());
}

TEST(Arrivals, ReplayRepeatsAndLeavesOutUnderASurge) {
    OpenLoad load{OpenLoad::Process::Replay, {}, {}};
    for (int i = 1; i <= 40; ++i) load.arrivals.push_back(Duration{i * 10});
    Arrivals arrivals(load, RandomStream(1, "replay"));
    EXPECT_EQ(arrivals.next(), Instant{10});
    EXPECT_EQ(arrivals.next(), Instant{20});
    arrivals.setSurge({20}, 2);
    EXPECT_EQ(arrivals.next(), Instant{30});
    EXPECT_EQ(arrivals.next(), Instant{30});
    EXPECT_EQ(arrivals.next(), Instant{40});
    arrivals.setSurge({40}, 0.1);
    EXPECT_EQ(arrivals.next(), Instant{140});
    EXPECT_EQ(arrivals.next(), Instant{240});
    arrivals.setSurge({390}, 1);
    EXPECT_EQ(arrivals.next(), Instant{400});
    EXPECT_TRUE(arrivals.next().isNever());
}

TEST(Arrivals, NoneWithoutARate) {
    Arrivals poisson({OpenLoad::Process::Poisson, LoadProfile::hold(0), {}}, RandomStream(1, "none"));
    Arrivals constant({OpenLoad::Process::Constant, LoadProfile::hold(0), {}}, RandomStream(1, "none"));
    Arrivals empty({OpenLoad::Process::Poisson, {}, {}}, RandomStream(1, "none"));
    EXPECT_TRUE(poisson.next().isNever());
    EXPECT_TRUE(constant.next().isNever());
    EXPECT_TRUE(empty.next().isNever());
}

}  // namespace
}  // namespace headroom::sim
