#include "services/clients/summary.h"

#include <gtest/gtest.h>

namespace headroom::services {
namespace {

using model::Duration;

JourneyTally::Totals someTotals() {
    JourneyTally::Totals totals;
    totals.offered = 107;
    totals.completed = 100;
    totals.failed = 3;
    totals.refused = 2;
    for (int i = 1; i <= 100; ++i) totals.latency.add(Duration::milliseconds(i).ns);
    return totals;
}

TEST(Summary, HasTotalsAndTimesInSecondsWithTheirError) {
    const Log::Fields fields = summaryFields("shop", someTotals(), 2);
    EXPECT_EQ(fields["client"], "shop");
    EXPECT_EQ(fields["offered"], 107);
    EXPECT_EQ(fields["rejected"], 0);
    EXPECT_EQ(fields["inFlight"], 2);
    const double error = fields["quantileError"];
    EXPECT_LE(error, 0.004);
    EXPECT_NEAR(fields["latency"]["p50"], 0.050, 0.050 * error);
    EXPECT_NEAR(fields["latency"]["p99"], 0.099, 0.099 * error);
    EXPECT_DOUBLE_EQ(fields["latency"]["mean"], 0.0505);
    EXPECT_DOUBLE_EQ(fields["latency"]["max"], 0.1);
}

TEST(Summary, OfNothingHasNoTimes) {
    const Log::Fields fields = summaryFields("shop", {}, 0);
    for (const char* statistic : {"mean", "min", "p50", "p99", "max"})
        EXPECT_TRUE(fields["latency"][statistic].is_null()) << statistic;
    EXPECT_EQ(fields["latency"]["count"], 0);
}

TEST(Summary, SaysWhatDidNotEndWell) {
    EXPECT_EQ(summarySentence("shop", someTotals(), 2),
              "shop: 107 journeys were due, 100 completed, 3 failed, 2 were refused by the generator: too many in flight, 2 had "
              "not ended");
    EXPECT_EQ(summarySentence("shop", {}, 0), "shop: 0 journeys were due, 0 completed");
}

}  // namespace
}  // namespace headroom::services
