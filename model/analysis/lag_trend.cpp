#include "model/analysis/lag_trend.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

namespace headroom::model {
namespace {

constexpr double significant = 1.96;  // two-sided, 5 %
constexpr std::size_t fewestSamples = 5;

/// Pairs that rise minus pairs that fall, and the slopes of all.
struct Pairs {
    double score = 0;
    std::vector<double> slopes;
};

Pairs pairsOf(std::span<const LagSample> samples) {
    Pairs pairs;
    for (std::size_t i = 0; i < samples.size(); ++i)
        for (std::size_t j = i + 1; j < samples.size(); ++j) {
            const double change = samples[j].lag - samples[i].lag;
            pairs.score += change > 0 ? 1 : change < 0 ? -1 : 0;
            const double seconds = (samples[j].time - samples[i].time).toSeconds();
            if (seconds > 0) pairs.slopes.push_back(change / seconds);
        }
    return pairs;
}

/// Of the score where there is no trend; equal lags make it smaller.
double varianceOf(std::span<const LagSample> samples) {
    std::map<double, double> counts;
    for (const LagSample& sample : samples) ++counts[sample.lag];
    const auto term = [](double n) { return n * (n - 1) * (2 * n + 5); };
    double variance = term(static_cast<double>(samples.size()));
    for (const auto& [lag, count] : counts) variance -= term(count);
    return variance / 18;
}

LagTrend trendOf(std::span<const LagSample> samples, double score) {
    const double variance = varianceOf(samples);
    if (variance <= 0 || score == 0) return LagTrend::Steady;
    const double z = (std::abs(score) - 1) / std::sqrt(variance);
    if (z < significant) return LagTrend::Steady;
    return score > 0 ? LagTrend::Growing : LagTrend::Recovering;
}

double median(std::vector<double> values) {
    const std::size_t middle = values.size() / 2;
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(middle));
    const double upper = values[middle];
    if (values.size() % 2 == 1) return upper;
    return (upper + *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle))) / 2;
}

std::optional<double> drainOf(LagTrend trend, double lag, double growth) {
    if (lag <= 0) return 0;
    if (trend == LagTrend::Growing) return std::numeric_limits<double>::infinity();
    if (trend == LagTrend::Recovering && growth < 0) return lag / -growth;
    return std::nullopt;
}

}  // namespace

LagOutlook lagOutlook(std::span<const LagSample> samples) {
    LagOutlook outlook;
    if (!samples.empty() && samples.back().lag <= 0) outlook.drain = 0;
    if (samples.size() < fewestSamples) return outlook;
    const Pairs pairs = pairsOf(samples);
    if (pairs.slopes.empty()) return outlook;
    outlook.trend = trendOf(samples, pairs.score);
    outlook.growth = outlook.trend == LagTrend::Steady ? 0 : median(pairs.slopes);
    outlook.drain = drainOf(outlook.trend, samples.back().lag, *outlook.growth);
    return outlook;
}

}  // namespace headroom::model
