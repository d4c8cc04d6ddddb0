#include "services/metrics/duration_buckets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "model/scenario/distribution.h"

namespace headroom::services {
namespace {

using Share = std::function<double(double)>;

/// What Prometheus' histogram_quantile makes of infinitely many observations.
double interpolated(const Share& shareUpTo, double p) {
    double lower = 0;
    double below = 0;
    for (const double bound : durationBuckets()) {
        const double share = shareUpTo(bound);
        if (share >= p) return lower + (bound - lower) * (p - below) / (share - below);
        lower = bound;
        below = share;
    }
    return lower;
}

/// The largest relative error of a quantile over means from 2 ms to 2 s.
double largestError(double p, const std::function<model::Distribution(double mean)>& make,
                    const std::function<double(const model::Distribution&, double)>& shareUpTo) {
    double largest = 0;
    for (double mean = 2e-3; mean < 2; mean *= 1.03) {
        const model::Distribution distribution = make(mean);
        const double estimate = interpolated([&](double x) { return shareUpTo(distribution, x); }, p);
        largest = std::max(largest, std::abs(estimate / distribution.quantile(p) - 1));
    }
    return largest;
}

model::Distribution lognormal(double mean, double sigma) {
    return {model::Distribution::Kind::Lognormal, mean, sigma, {}};
}

double lognormalShare(const model::Distribution& d, double x) {
    const double mu = std::log(d.mean) - d.shape * d.shape / 2;
    return std::erfc(-(std::log(x) - mu) / d.shape / std::sqrt(2.0)) / 2;
}

TEST(DurationBuckets, ReachFromATenthOfAMillisecondToAMinute) {
    const auto& bounds = durationBuckets();
    EXPECT_EQ(bounds.front(), 100e-6);
    EXPECT_EQ(bounds.back(), 60);
    EXPECT_TRUE(std::is_sorted(bounds.begin(), bounds.end(), std::less_equal<>()));
    EXPECT_LT(bounds.size(), 70U);  // each is a line in every histogram of every scrape
}

TEST(DurationBuckets, AreAFifthWideWhereItMatters) {
    const auto& bounds = durationBuckets();
    for (std::size_t i = 1; i < bounds.size(); ++i)
        EXPECT_LT(bounds[i] / bounds[i - 1], bounds[i - 1] >= 1e-3 && bounds[i - 1] < 10 ? 1.2 : 1.42) << bounds[i];
}

TEST(DurationBuckets, KeepQuantilesAsCloseAsTheyPromise) {
    const auto exponentialShare = [](const model::Distribution& d, double x) { return -std::expm1(-x / d.mean); };
    EXPECT_LT(largestError(0.99, model::Distribution::exponential, exponentialShare), 0.02);
    EXPECT_LT(largestError(0.5, model::Distribution::exponential, exponentialShare), 0.02);
    EXPECT_LT(largestError(
                  0.99, [](double mean) { return lognormal(mean, 0.3); }, lognormalShare),
              0.04);
    EXPECT_LT(largestError(
                  0.99, [](double mean) { return lognormal(mean, 0.1); }, lognormalShare),
              0.09);
}

}  // namespace
}  // namespace headroom::services
