#include "model/scenario/distribution.h"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headroom::model {

namespace {

double normalQuantile(double p) {
    return -std::sqrt(2.0) * boost::math::erfc_inv(2 * p);
}

double empiricalVariation(const std::vector<double>& samples) {
    double sum = 0;
    for (const double x : samples) sum += x;
    const double mean = samples.empty() ? 0 : sum / static_cast<double>(samples.size());
    if (mean == 0) return 0;
    double squares = 0;
    for (const double x : samples) squares += (x - mean) * (x - mean);
    return squares / static_cast<double>(samples.size()) / (mean * mean);
}

double empiricalQuantile(std::vector<double> samples, double p, double fallback) {
    if (samples.empty()) return fallback;
    const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(samples.size())));
    const auto nth = samples.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(rank, 1, samples.size()) - 1);
    std::nth_element(samples.begin(), nth, samples.end());
    return *nth;
}

/// Natural logarithm by basic arithmetic only: the result reaches drawn times, which are the same on every platform.
double portableLog(double x) {
    int exponent = 0;
    double mantissa = std::frexp(x, &exponent);
    if (mantissa < 0.70710678118654752) {
        mantissa *= 2;
        --exponent;
    }
    const double z = (mantissa - 1) / (mantissa + 1);
    double series = 0;
    for (int k = 27; k >= 1; k -= 2) series = series * z * z + 1.0 / k;
    return exponent * 0.69314718055994531 + 2 * z * series;
}

}  // namespace

double Distribution::squaredVariation() const {
    switch (kind) {
        case Kind::Constant: return 0;
        case Kind::Exponential: return 1;
        case Kind::Lognormal: return std::expm1(shape * shape);
        case Kind::Gamma: return 1 / shape;
        case Kind::Pareto: return shape > 2 ? 1 / (shape * (shape - 2)) : std::numeric_limits<double>::infinity();
        case Kind::Uniform: return mean == 0 ? 0 : shape * shape / (3 * mean * mean);
        case Kind::Empirical: return empiricalVariation(samples);
    }
    return 0;
}

double Distribution::quantile(double p) const {
    if (!(p > 0 && p < 1)) throw std::logic_error("distribution: a quantile's probability must lie in (0, 1)");
    switch (kind) {
        case Kind::Constant: return mean;
        case Kind::Exponential: return -mean * std::log1p(-p);
        case Kind::Lognormal: return mean * std::exp(shape * normalQuantile(p) - shape * shape / 2);
        case Kind::Gamma: return mean / shape * boost::math::gamma_p_inv(shape, p);
        case Kind::Pareto: return mean * (shape - 1) / shape * std::pow(1 - p, -1 / shape);
        case Kind::Uniform: return std::max(0.0, mean + shape * (2 * p - 1));
        case Kind::Empirical: return empiricalQuantile(samples, p, mean);
    }
    return mean;
}

double lognormalSigmaFromP99(double ratio) {
    constexpr double z = 2.3263478740408408;
    const double discriminant = z * z - 2 * portableLog(ratio);
    if (!(ratio >= 1) || discriminant < 0) throw std::logic_error("distribution: no lognormal has this ratio of p99 to mean");
    return z - std::sqrt(discriminant);
}

}  // namespace headroom::model
