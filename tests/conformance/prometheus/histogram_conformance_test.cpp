#include <gtest/gtest.h>

#include <cmath>

#include "connectors/prometheus/histogram.h"
#include "tests/conformance/trace_file.h"

namespace headroom::conformance {
namespace {

using connectors::prometheus::Bucket;
using connectors::prometheus::histogramQuantile;

std::vector<Bucket> bucketsOf(const std::string& text) {
    std::vector<Bucket> buckets;
    for (const std::string& pair : split(text, ' ')) {
        const std::vector<std::string> both = split(pair, ':');
        buckets.push_back({std::strtod(both.at(0).c_str(), nullptr), std::strtod(both.at(1).c_str(), nullptr)});
    }
    return buckets;
}

TEST(HistogramConformance, AgreesWithPrometheusOnEveryQuantile) {
    int finite = 0;
    for (const TraceLine& line : readTrace(HEADROOM_TRACES "/quantiles.csv")) {
        const double measured = histogramQuantile(line.real(0), bucketsOf(line.text(1)));
        const double expected = line.real(2);
        const bool isSame = measured == expected || (std::isnan(measured) && std::isnan(expected));
        // Both interpolate in doubles, perhaps in another order.
        const bool isNear = std::isfinite(expected) && std::abs(measured - expected) <= 1e-12 * std::abs(expected);
        ASSERT_TRUE(isSame || isNear) << "line " << line.number << ": " << measured << ", not " << expected;
        finite += std::isfinite(expected) ? 1 : 0;
    }
    EXPECT_GT(finite, 500);
}

}  // namespace
}  // namespace headroom::conformance
