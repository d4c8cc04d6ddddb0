#include "model/scenario/distribution.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace headroom::model {
namespace {

using Kind = Distribution::Kind;

TEST(Distribution, SquaredVariation) {
    EXPECT_EQ(Distribution::constant(3).squaredVariation(), 0);
    EXPECT_EQ(Distribution::exponential(3).squaredVariation(), 1);
    EXPECT_DOUBLE_EQ((Distribution{Kind::Gamma, 3, 4, {}}.squaredVariation()), 0.25);
    EXPECT_DOUBLE_EQ((Distribution{Kind::Lognormal, 3, 1, {}}.squaredVariation()), std::exp(1.0) - 1);
    EXPECT_DOUBLE_EQ((Distribution{Kind::Pareto, 3, 3, {}}.squaredVariation()), 1.0 / 3);
    EXPECT_TRUE(std::isinf(Distribution{Kind::Pareto, 3, 2, {}}.squaredVariation()));
    EXPECT_DOUBLE_EQ((Distribution{Kind::Uniform, 2, 1, {}}.squaredVariation()), 1.0 / 12);
    EXPECT_DOUBLE_EQ((Distribution{Kind::Empirical, 2, 0, {1, 3}}.squaredVariation()), 0.25);
}

TEST(Distribution, Quantiles) {
    EXPECT_EQ(Distribution::constant(3).quantile(0.9), 3);
    EXPECT_NEAR(Distribution::exponential(2).quantile(0.99), 2 * std::log(100), 1e-12);
    EXPECT_NEAR((Distribution{Kind::Lognormal, 1, 0.5, {}}.quantile(0.5)), std::exp(-0.125), 1e-12);
    EXPECT_NEAR((Distribution{Kind::Gamma, 4, 1, {}}.quantile(0.5)), 4 * std::log(2), 1e-9);
    EXPECT_NEAR((Distribution{Kind::Pareto, 3, 1.5, {}}.quantile(0.75)), std::pow(4, 1 / 1.5), 1e-12);
    EXPECT_DOUBLE_EQ((Distribution{Kind::Uniform, 2, 1, {}}.quantile(0.25)), 1.5);
    const Distribution empirical{Kind::Empirical, 2.5, 0, {4, 1, 3, 2}};
    EXPECT_EQ(empirical.quantile(0.5), 2);
    EXPECT_EQ(empirical.quantile(0.51), 3);
    EXPECT_EQ(empirical.quantile(0.99), 4);
    EXPECT_THROW(empirical.quantile(1), std::logic_error);
}

TEST(LognormalSigma, ReproducesTheRatio) {
    EXPECT_NEAR(lognormalSigmaFromP99(1), 0, 1e-12);
    for (const double ratio : {1.01, 2.0, 6.0, 14.9})
        EXPECT_NEAR((Distribution{Kind::Lognormal, 1, lognormalSigmaFromP99(ratio), {}}.quantile(0.99)), ratio, 1e-9 * ratio);
    EXPECT_THROW(lognormalSigmaFromP99(15.0), std::logic_error);
    EXPECT_THROW(lognormalSigmaFromP99(0.9), std::logic_error);
}

}  // namespace
}  // namespace headroom::model
