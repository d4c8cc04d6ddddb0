// Retry pauses and breaker thresholds as a scenario shows them, against their closed forms.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <vector>

#include "tests/statistical/scenario_run.h"

namespace headroom::tests {
namespace {

/// A pause in whole milliseconds: base - d to base + d, all equally likely (d = factor * base, whole), then capped.
struct PauseLaw {
    std::int64_t base;
    std::int64_t cap;

    std::int64_t least() const { return std::min(base - base / 2, cap); }
    std::int64_t most() const { return std::min(base + base / 2, cap); }
    double moment(int power) const {
        double sum = 0;
        for (std::int64_t ms = base - base / 2; ms <= base + base / 2; ++ms)
            sum += std::pow(static_cast<double>(std::min(ms, cap)), power);
        const std::int64_t count = base / 2 * 2 + 1;
        return sum / static_cast<double>(count);
    }
    double variance() const { return moment(2) - moment(1) * moment(1); }
};

TEST(RetryTheory, TotalDelayHasTheMeanOfItsClosedForm) {
    ScenarioRun run(readOrThrow(HEADROOM_THEORY_SCENARIOS "/retry.yaml"));
    run.runAll();
    const double calls = run.last("client/users", "started");
    ASSERT_GT(calls, 19'000);
    EXPECT_EQ(run.last("client/users", "failed"), calls);
    EXPECT_EQ(run.last("store/store", "arrived"), 5 * calls) << "five attempts each, the first included";

    double mean = 5;  // each attempt takes the store 1 ms
    double variance = 0;
    std::int64_t least = 5;
    std::int64_t most = 5;
    for (const PauseLaw& pause : {PauseLaw{200, 1000}, {400, 1000}, {800, 1000}, {1600, 1000}}) {
        mean += pause.moment(1);
        variance += pause.variance();
        least += pause.least();
        most += pause.most();
    }
    const trace::LatencySketch delay = run.latency("service/caller");
    EXPECT_EQ(static_cast<double>(delay.count()), calls);
    EXPECT_GE(delay.min(), least * 1'000'000);
    EXPECT_LE(delay.max(), most * 1'000'000);
    const double standardError = std::sqrt(variance / calls);
    EXPECT_NEAR(delay.mean() * 1e-6, mean, 3 * standardError);
    std::cout << "total delay: exact " << mean << " ms, simulated " << delay.mean() * 1e-6 << " ms, standard error "
              << standardError << " ms\n";
}

TEST(RetryTheory, PausesAreUniformOverWholeMilliseconds) {
    ScenarioRun run(readOrThrow(HEADROOM_THEORY_SCENARIOS "/retry-once.yaml"));
    run.runAll();
    const trace::LatencySketch pauses = run.latency("service/caller");
    const auto counts = pauses.buckets();
    ASSERT_EQ(counts.size(), 21U) << "10 to 30 ms, both included, and nothing between";
    EXPECT_EQ(pauses.min(), 10'000'000);
    EXPECT_EQ(pauses.max(), 30'000'000);
    const double expected = static_cast<double>(pauses.count()) / 21;
    double chiSquare = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        EXPECT_EQ(counts[i].first, trace::LatencySketch::bucketOf((10 + i) * 1'000'000));
        chiSquare += std::pow(static_cast<double>(counts[i].second) - expected, 2) / expected;
    }
    EXPECT_LE(chiSquare, 45.31) << "the 99.9 % quantile of 20 degrees of freedom";
    std::cout << "chi-square of " << pauses.count() << " pauses over 21 values: " << chiSquare << "\n";
}

std::vector<trace::Event> breakerEvents(const trace::MemoryTrace& trace) {
    std::vector<trace::Event> found;
    for (const trace::Event& event : trace.events())
        if (event.kind.starts_with("breaker.")) found.push_back(event);
    return found;
}

TEST(RetryTheory, BreakerOpensAtTheFormulasCall) {
    ScenarioRun run(readOrThrow(HEADROOM_THEORY_SCENARIOS "/breaker.yaml"));
    // Calls come at 0.1 s, 0.2 s, …; the one at 5 s is the first to fail. Of the last 20, 50 % have failed with the tenth.
    const model::Duration tenthFailure = model::Duration::milliseconds(5000 + 9 * 100 + 1);
    run.runUntil(tenthFailure - model::Duration{1});
    EXPECT_TRUE(breakerEvents(run.trace()).empty());
    run.runUntil(tenthFailure);
    const std::vector<trace::Event> opened = breakerEvents(run.trace());
    ASSERT_EQ(opened.size(), 1U);
    EXPECT_EQ(opened[0].kind, "breaker.opened");

    // Ten seconds on, the next call finds it half open; the third trial fails and opens it again.
    run.runUntil(model::Duration::seconds(25));
    const std::vector<trace::Event> all = breakerEvents(run.trace());
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[1].kind, "breaker.halfOpened");
    EXPECT_EQ(all[1].time.ns, 16'000'000'000);
    EXPECT_EQ(all[2].kind, "breaker.opened");
    EXPECT_EQ(all[2].time.ns, 16'201'000'000);
    EXPECT_EQ(run.last("store/store", "arrived"), 59 + 3) << "up to the tenth failure, and three trials";
    EXPECT_EQ(run.last("store/store", "failed"), 10 + 3);
}

}  // namespace
}  // namespace headroom::tests
