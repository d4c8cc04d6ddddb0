#include "services/metrics/duration_buckets.h"

#include <fmt/format.h>

#include <cmath>

namespace headroom::services {

namespace {

/// Whether the exposition, which writes 16 digits, writes it with the digits a person would.
bool isShort(double value) {
    return fmt::format("{:.16g}", value).size() <= fmt::format("{}", 0.000123).size();
}

/// To about three digits: bounds are labels, and people read them.
double rounded(double seconds) {
    const double scale = std::pow(10, 2 - std::floor(std::log10(seconds)));
    double digits = std::round(seconds * scale);
    while (!isShort(digits / scale)) ++digits;
    return digits / scale;
}

std::vector<double> bounds() {
    constexpr double smallest = 100e-6;
    constexpr double fineFrom = 1e-3;
    constexpr double fineTo = 10;
    constexpr double largest = 60;
    std::vector<double> all;
    for (double quarters = 0; smallest * std::exp2(quarters / 4) < largest;) {
        const double bound = smallest * std::exp2(quarters / 4);
        all.push_back(rounded(bound));
        quarters += bound >= fineFrom / std::sqrt(2.0) && bound < fineTo ? 1 : 2;
    }
    all.push_back(largest);
    return all;
}

}  // namespace

const std::vector<double>& durationBuckets() {
    static const std::vector<double> all = bounds();
    return all;
}

}  // namespace headroom::services
