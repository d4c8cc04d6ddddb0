#include <gtest/gtest.h>

#include "model/rules/resilience/retry_policy.h"
#include "tests/conformance/trace_file.h"

namespace headroom::conformance {
namespace {

using model::Duration;

TEST(RetryConformance, agreesWithResilience4jOnEveryIntervalGivenItsDraw) {
    int lines = 0;
    for (const TraceLine& line : readTrace(HEADROOM_TRACES "/retry_interval.csv")) {
        model::RetryConfig config;
        config.waitDuration = Duration::milliseconds(line.integer(0));
        config.enableExponentialBackoff = !line.isEmpty(1);
        if (config.enableExponentialBackoff) config.exponentialBackoffMultiplier = line.real(1);
        config.enableRandomizedWait = !line.isEmpty(2);
        if (config.enableRandomizedWait) config.randomizedWaitFactor = line.real(2);
        if (!line.isEmpty(3)) config.exponentialMaxWaitDuration = Duration::milliseconds(line.integer(3));
        const Duration interval = rules::RetryPolicy(config).interval(line.small(4), line.real(5));
        // Intervals beyond 292 years don't fit a Duration.
        const bool fits = line.integer(6) <= Duration::infinite().toMilliseconds();
        ASSERT_EQ(interval, fits ? Duration::milliseconds(line.integer(6)) : Duration::infinite()) << "line " << line.number;
        ++lines;
    }
    EXPECT_EQ(lines, 1000);
}

}  // namespace
}  // namespace headroom::conformance
