#include <gtest/gtest.h>

#include <memory>

#include "model/rules/resilience/atomic_rate_limiter.h"
#include "tests/conformance/trace_file.h"

namespace headroom::conformance {
namespace {

using model::Duration;
using model::Instant;
using rules::AtomicRateLimiter;

TEST(RateLimiterConformance, agreesWithResilience4jOnEveryReservation) {
    std::unique_ptr<AtomicRateLimiter> limiter;
    Duration timeout;
    Instant now;
    int refused = 0;
    int waited = 0;
    for (const TraceLine& line : readTrace(HEADROOM_TRACES "/rate_limiter.csv")) {
        if (line.text(0) == "C") {
            now = Instant{line.integer(4)};
            timeout = Duration{line.integer(3)};
            limiter = std::make_unique<AtomicRateLimiter>(
                model::RateLimiterConfig{line.small(1), Duration{line.integer(2)}, timeout}, now);
            continue;
        }
        now = now + Duration{line.integer(1)};
        if (line.text(0) == "d") {
            limiter->drainPermissions(now);
        } else {
            const auto answer = limiter->acquire(now, line.small(2));
            ASSERT_EQ(answer.permitted, line.integer(3) >= 0) << "line " << line.number;
            ASSERT_EQ(answer.wait, answer.permitted ? Duration{line.integer(3)} : timeout) << "line " << line.number;
            refused += answer.permitted ? 0 : 1;
            waited += answer.permitted && answer.wait > Duration{0} ? 1 : 0;
        }
        ASSERT_EQ(limiter->availablePermissions(now), line.integer(4)) << "line " << line.number;
    }
    EXPECT_GT(refused, 100);
    EXPECT_GT(waited, 100);
}

}  // namespace
}  // namespace headroom::conformance
