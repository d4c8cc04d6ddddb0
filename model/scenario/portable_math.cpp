#include "model/scenario/portable_math.h"

#include <cmath>

namespace headroom::model {

namespace {

constexpr double logOfTwo = 0.69314718055994530942;

}  // namespace

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
    return exponent * logOfTwo + 2 * z * series;
}

double portableExp(double x) {
    const double whole = std::floor(x / logOfTwo + 0.5);
    const double rest = x - whole * logOfTwo;  // in [-ln 2 / 2, ln 2 / 2]
    double series = 1;
    for (int k = 18; k >= 1; --k) series = 1 + rest / k * series;
    return std::ldexp(series, static_cast<int>(whole));
}

}  // namespace headroom::model
