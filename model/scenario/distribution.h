#pragma once

#include <string>
#include <vector>

namespace headroom::model {

/// A non-negative random quantity: a time in seconds, or a size in bytes; the context says which.
struct Distribution {
    enum class Kind { Constant, Exponential, Lognormal, Gamma, Pareto, Uniform, Empirical };

    Kind kind = Kind::Constant;
    double mean = 0;
    /// Lognormal: sigma of the logarithm. Gamma: shape k. Pareto: tail index alpha (> 1). Uniform: half-width. Else unused.
    double shape = 0;
    std::vector<double> samples;  ///< Empirical: the values, in file order

    static Distribution constant(double value) { return {Kind::Constant, value, 0, {}}; }
    static Distribution exponential(double mean) { return {Kind::Exponential, mean, 0, {}}; }

    bool isZero() const { return kind == Kind::Constant && mean == 0; }
    /// Squared coefficient of variation; infinite for a Pareto with alpha <= 2.
    double squaredVariation() const;
    /// The value not exceeded with probability p in (0, 1).
    double quantile(double p) const;
    auto operator<=>(const Distribution&) const = default;
};

/// The sigma of a lognormal whose p99 is `ratio` times its mean (the smaller root); ratio must lie in [1, 15.0).
/// Solves exp(z*sigma - sigma^2/2) = ratio with z = 2.3263: a lognormal's p99 never exceeds 14.97 times its mean.
double lognormalSigmaFromP99(double ratio);

}  // namespace headroom::model
