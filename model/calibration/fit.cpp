#include "model/calibration/fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <limits>

namespace headroom::calibration {
namespace {

using model::Distribution;
using Kind = Distribution::Kind;

constexpr double unlikely = 0.01;
constexpr double smallDifference = 0.02;
constexpr double leastExpected = 5;

double shareWithin(const Distribution& distribution, const BinnedTimes& times, std::size_t bin) {
    const double above = std::isinf(times.edges[bin + 1]) ? 1 : shareUpTo(distribution, times.edges[bin + 1]);
    return above - (bin == 0 ? 0 : shareUpTo(distribution, times.edges[bin]));
}

double logLikelihood(const Distribution& distribution, const BinnedTimes& times) {
    constexpr double least = std::numeric_limits<double>::min();
    double sum = 0;
    for (std::size_t bin = 0; bin < times.counts.size(); ++bin)
        if (times.counts[bin] > 0) sum += times.counts[bin] * std::log(std::max(shareWithin(distribution, times, bin), least));
    return sum;
}

/// With the shape, between two bounds, that makes the bins most likely.
Distribution shaped(Kind kind, const BinnedTimes& times, double low, double high) {
    const auto made = [&](double logShape) { return Distribution{kind, times.mean(), std::exp(logShape), {}}; };
    const auto cost = [&](double logShape) { return -logLikelihood(made(logShape), times); };
    constexpr int bits = 24;
    return made(boost::math::tools::brent_find_minima(cost, std::log(low), std::log(high), bits).first);
}

int parametersOf(Kind kind) {
    return kind == Kind::Constant || kind == Kind::Exponential ? 1 : 2;
}

/// Observed and expected, in bins that were put together until enough is expected in each.
struct Comparison {
    std::vector<std::pair<double, double>> bins;

    void add(double observed, double expected) {
        if (bins.empty() || bins.back().second >= leastExpected)
            bins.emplace_back(observed, expected);
        else
            bins.back() = {bins.back().first + observed, bins.back().second + expected};
    }
    /// The last one may have too little.
    void finish() {
        if (bins.size() < 2 || bins.back().second >= leastExpected) return;
        const auto last = bins.back();
        bins.pop_back();
        bins.back() = {bins.back().first + last.first, bins.back().second + last.second};
    }
    double g() const {
        double sum = 0;
        for (const auto& [observed, expected] : bins)
            if (observed > 0) sum += 2 * observed * std::log(observed / expected);
        return std::max(0.0, sum);
    }
};

void test(Fit& fit, const BinnedTimes& times) {
    Comparison comparison;
    double observed = 0;
    double expected = 0;
    for (std::size_t bin = 0; bin < times.counts.size(); ++bin) {
        const double share = shareWithin(fit.distribution, times, bin);
        comparison.add(times.counts[bin], share * times.count);
        observed += times.counts[bin];
        expected += share * times.count;
        fit.largestDifference = std::max(fit.largestDifference, std::abs(observed - expected) / times.count);
    }
    comparison.finish();
    const int freedom = static_cast<int>(comparison.bins.size()) - 1 - parametersOf(fit.distribution.kind);
    const bool isTestable = freedom >= 1 && fit.distribution.kind != Kind::Constant;
    if (isTestable) fit.p = boost::math::gamma_q(freedom / 2.0, comparison.g() / 2);
    if (fit.p && *fit.p >= unlikely)
        fit.goodness = Goodness::Fits;
    else if (fit.largestDifference <= smallDifference)
        fit.goodness = fit.p ? Goodness::Close : Goodness::Untested;
    else
        fit.goodness = Goodness::None;
}

/// A number to four digits, without an exponent.
std::string digits(double value) {
    if (value <= 0) return "0";
    const int decimals = std::clamp(3 - static_cast<int>(std::floor(std::log10(value))), 0, 12);
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string time(double seconds) {
    if (seconds >= 1) return digits(seconds) + "s";
    if (seconds >= 1e-3) return digits(seconds * 1e3) + "ms";
    return digits(seconds * 1e6) + "us";
}

}  // namespace

double shareUpTo(const Distribution& distribution, double time) {
    if (time <= 0) return 0;
    switch (distribution.kind) {
        case Kind::Exponential: return -std::expm1(-time / distribution.mean);
        case Kind::Lognormal: {
            const double mu = std::log(distribution.mean) - distribution.shape * distribution.shape / 2;
            return boost::math::erfc((mu - std::log(time)) / (distribution.shape * std::sqrt(2.0))) / 2;
        }
        case Kind::Gamma: return boost::math::gamma_p(distribution.shape, distribution.shape * time / distribution.mean);
        default: return time >= distribution.mean ? 1 : 0;
    }
}

std::vector<Fit> fitTimes(const BinnedTimes& times) {
    if (!(times.count > 0) || !(times.sum > 0)) return {};
    std::vector<Fit> fits;
    for (const Distribution& distribution : {Distribution::constant(times.mean()), Distribution::exponential(times.mean()),
                                             shaped(Kind::Lognormal, times, 1e-3, 4), shaped(Kind::Gamma, times, 1e-2, 1e5)}) {
        Fit& fit = fits.emplace_back();
        fit.distribution = distribution;
        fit.aic = 2 * parametersOf(distribution.kind) - 2 * logLikelihood(distribution, times);
        test(fit, times);
    }
    std::ranges::stable_sort(fits, {}, &Fit::aic);
    return fits;
}

std::string written(const Distribution& distribution) {
    const std::string mean = time(distribution.mean);
    switch (distribution.kind) {
        case Kind::Exponential: return fmt::format("exponential(mean={})", mean);
        case Kind::Lognormal:
            return fmt::format("lognormal(mean={}, cv={})", mean, digits(std::sqrt(distribution.squaredVariation())));
        case Kind::Gamma: return fmt::format("gamma(mean={}, shape={})", mean, digits(distribution.shape));
        default: return mean;
    }
}

std::vector<double> representatives(const BinnedTimes& times, std::size_t count) {
    std::vector<double> values;
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back(times.quantile((static_cast<double>(i) + 0.5) / static_cast<double>(count)));
        sum += values.back();
    }
    if (!(sum > 0)) return values;
    const double scale = times.mean() * static_cast<double>(count) / sum;
    for (double& value : values) value *= scale;
    return values;
}

}  // namespace headroom::calibration
