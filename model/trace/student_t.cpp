#include "model/trace/student_t.h"

#include <cmath>

namespace headroom::trace {
namespace {

double awayFromZero(double value) {
    return std::abs(value) < 1e-300 ? 1e-300 : value;
}

/// The continued fraction of the incomplete beta function; converges fast for x < (a + 1) / (a + b + 2).
double betaFraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m <= 10'000; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / awayFromZero(1 + even * d);
        c = awayFromZero(1 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / awayFromZero(1 + odd * d);
        c = awayFromZero(1 + odd / c);
        fraction *= d * c;
        if (std::abs(d * c - 1) < 1e-15) break;
    }
    return fraction;
}

/// I_x(a, b); `complement` is 1 - x, given apart so that nothing cancels.
double regularisedBeta(double x, double complement, double a, double b) {
    if (x <= 0) return 0;
    if (complement <= 0) return 1;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log(complement));
    if (x < (a + 1) / (a + b + 2)) return front * betaFraction(x, a, b) / a;
    return 1 - front * betaFraction(complement, b, a) / b;
}

}  // namespace

double studentTCdf(double t, double degrees) {
    const double square = t * t;
    const double tails = regularisedBeta(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5);
    return t < 0 ? tails / 2 : 1 - tails / 2;
}

double studentTQuantile(double p, double degrees) {
    if (p < 0.5) return -studentTQuantile(1 - p, degrees);
    double low = 0;
    double high = 1;
    while (studentTCdf(high, degrees) < p && high < 1e300) high *= 2;
    while (high - low > 1e-12 * high) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        (studentTCdf(middle, degrees) < p ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

}  // namespace headroom::trace
