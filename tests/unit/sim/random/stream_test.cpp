#include "sim/random/stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace headroom::sim {
namespace {

using model::Distribution;
using Kind = Distribution::Kind;

/// The first draws, to the last bit: a platform, compiler or library that differs shows here. The integers were computed
/// with an independent implementation of FNV-1a, splitmix64 and xoshiro256++.
TEST(RandomStream, DrawsTheSameEverywhere) {
    RandomStream bits(42, "orders");
    EXPECT_EQ(bits.bits(), 0x708bc92632e4787dULL);
    EXPECT_EQ(bits.bits(), 0x5697510712c10284ULL);
    EXPECT_EQ(bits.bits(), 0x752af893f125bf82ULL);
    EXPECT_EQ(bits.bits(), 0x33659fa37a4810dcULL);
    RandomStream random(42, "orders");
    EXPECT_EQ(random.exponential(1), 0x1.8080479c93655p-1);
    EXPECT_EQ(random.exponential(1), 0x1.18b016a0f5c36p-1);
    EXPECT_EQ(random.exponential(1), 0x1.8195b252995f2p-1);
    EXPECT_EQ(random.normal(), -0x1.31a0e794c83a4p+0);
    EXPECT_EQ(random.normal(), -0x1.f00afc53bf9b5p-2);
    EXPECT_EQ(random.normal(), -0x1.999ceb964235cp-1);
    EXPECT_EQ(random.gamma(0.5, 2), 0x1.58ea31921837ap-1);
    EXPECT_EQ(random.gamma(0.5, 2), 0x1.79decafe2906fp-9);
    EXPECT_EQ(random.gamma(2.5, 2), 0x1.8852004189db8p+1);
    EXPECT_EQ(random.gamma(2.5, 2), 0x1.426deb1d09e72p+1);
    EXPECT_EQ(random.draw({Kind::Lognormal, 1, 0.5, {}}), 0x1.27a783a26e622p+0);
    EXPECT_EQ(random.draw({Kind::Lognormal, 1, 0.5, {}}), 0x1.0d18937e26514p+0);
    EXPECT_EQ(random.draw({Kind::Pareto, 1, 2.5, {}}), 0x1.641901dc85e09p+0);
    EXPECT_EQ(random.draw({Kind::Pareto, 1, 2.5, {}}), 0x1.1efaf4ff1e897p+1);
    EXPECT_EQ(random.draw({Kind::Uniform, 1, 0.5, {}}), 0x1.4006fccde97f2p+0);
    EXPECT_EQ(random.below(1'000'003), 723'231U);
    double sum = 0;
    for (int i = 0; i < 1'000'000; ++i) sum += random.exponential(1);
    EXPECT_EQ(sum, 0x1.e886d50057862p+19);  // passes through all layers and the tail
}

TEST(RandomStream, DiffersBySeedAndByName) {
    const std::uint64_t first = RandomStream(1, "a").bits();
    EXPECT_NE(first, RandomStream(2, "a").bits());
    EXPECT_NE(first, RandomStream(1, "b").bits());
    EXPECT_EQ(first, RandomStream(1, "a").bits());
}

/// Kolmogorov and Smirnov's distance times sqrt(n); above 1.95 with probability 0.001 if the draws have this distribution.
double distance(std::vector<double> values, const std::function<double(double)>& cdf) {
    std::sort(values.begin(), values.end());
    const auto n = static_cast<double>(values.size());
    double worst = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double p = cdf(values[i]);
        worst = std::max({worst, p - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - p});
    }
    return worst * std::sqrt(n);
}

std::vector<double> sample(const std::function<double(RandomStream&)>& draw, std::uint64_t seed = 7, int count = 200'000) {
    RandomStream random(seed, "sample");
    std::vector<double> values;
    for (int i = 0; i < count; ++i) values.push_back(draw(random));
    return values;
}

std::vector<double> sampleOf(const Distribution& distribution) {
    return sample([&](RandomStream& random) { return random.draw(distribution); });
}

constexpr double critical = 1.95;

double normalCdf(double x) {
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

TEST(RandomDistribution, Uniform) {
    EXPECT_LT(distance(sample([](RandomStream& r) { return r.uniform(); }), [](double x) { return x; }), critical);
    EXPECT_LT(distance(sampleOf({Kind::Uniform, 2, 1, {}}), [](double x) { return (x - 1) / 2; }), critical);
}

TEST(RandomDistribution, Exponential) {
    EXPECT_LT(distance(sampleOf(Distribution::exponential(3)), [](double x) { return -std::expm1(-x / 3); }), critical);
}

TEST(RandomDistribution, ExponentialTailIsExact) {
    // Beyond the ziggurat's last edge (7.697) only the tail's own code draws.
    std::vector<double> tail;
    for (const double x : sample([](RandomStream& r) { return r.exponential(1); }, 3, 20'000'000))
        if (x > 7.69711747013104972) tail.push_back(x - 7.69711747013104972);
    const double expected = 20e6 * std::exp(-7.69711747013104972);
    EXPECT_NEAR(static_cast<double>(tail.size()), expected, 4 * std::sqrt(expected));
    EXPECT_LT(distance(tail, [](double x) { return -std::expm1(-x); }), critical);
}

TEST(RandomDistribution, Normal) {
    EXPECT_LT(distance(sample([](RandomStream& r) { return r.normal(); }), normalCdf), critical);
}

TEST(RandomDistribution, LognormalHasTheGivenMean) {
    const double sigma = 0.8;
    const auto values = sampleOf({Kind::Lognormal, 5, sigma, {}});
    const double mu = std::log(5) - sigma * sigma / 2;
    EXPECT_LT(distance(values, [&](double x) { return normalCdf((std::log(x) - mu) / sigma); }), critical);
    double sum = 0;
    for (const double x : values) sum += x;
    const double error = 5 * std::sqrt(std::expm1(sigma * sigma) / static_cast<double>(values.size()));
    EXPECT_NEAR(sum / static_cast<double>(values.size()), 5, 4 * error);
}

TEST(RandomDistribution, GammaOfWholeAndHalfShapes) {
    // Shape 2: Erlang; shape 1/2, scale 2: a squared normal.
    EXPECT_LT(distance(sampleOf({Kind::Gamma, 4, 2, {}}), [](double x) { return 1 - std::exp(-x / 2) * (1 + x / 2); }), critical);
    EXPECT_LT(distance(sampleOf({Kind::Gamma, 1, 0.5, {}}), [](double x) { return std::erf(std::sqrt(x / 2)); }), critical);
}

TEST(RandomDistribution, Pareto) {
    EXPECT_LT(distance(sampleOf({Kind::Pareto, 3, 1.5, {}}), [](double x) { return x < 1 ? 0 : 1 - std::pow(x, -1.5); }),
              critical);
}

TEST(RandomDistribution, Empirical) {
    std::vector<double> counts(3, 0);
    for (const double x : sampleOf({Kind::Empirical, 2, 0, {1, 2, 3}})) ++counts.at(static_cast<std::size_t>(x) - 1);
    for (const double count : counts) EXPECT_NEAR(count, 200'000 / 3.0, 4 * std::sqrt(200'000 * 2 / 9.0));
}

TEST(RandomStream, BelowIsUnbiased) {
    // 3 * 2^62 is where multiplication without rejection would favour one third of the range twofold.
    const std::uint64_t n = 3ULL << 62;
    int low = 0;
    for (const double x : sample([&](RandomStream& r) { return r.below(n) < (1ULL << 62) ? 1.0 : 0.0; })) low += x > 0;
    EXPECT_NEAR(low, 200'000 / 3.0, 4 * std::sqrt(200'000 * 2 / 9.0));
    RandomStream random(1, "one");
    EXPECT_EQ(random.below(1), 0U);
}

TEST(RandomStream, DrawsTimesInWholeNanoseconds) {
    RandomStream random(1, "time");
    EXPECT_EQ(random.drawNanoseconds(Distribution::constant(0.0025)), 2'500'000);
    EXPECT_EQ(random.drawNanoseconds(Distribution::constant(1e30)), std::int64_t{1} << 62);
}

}  // namespace
}  // namespace headroom::sim
