// A run at a share of the load completes that share, however the load is made.

#include <gtest/gtest.h>

#include <cmath>

#include "tests/statistical/scenario_run.h"

namespace headroom::tests {
namespace {

/// What client/users completes in a minute of an M/M/inf station at a share of the load.
double completed(const std::string& load, double scale) {
    const std::string text =
        "scenario: s\nduration: 60s\nclients:\n  users:\n    load: " + load +
        "\n    journey: [call: a.do]\nservices:\n  a:\n    operations:\n      do: [wait: exponential(mean=10ms)]\n";
    model::ReadOptions options;
    options.loadScale = scale;
    auto read = model::readScenarioText(text, "scaled.yaml", options);
    if (!read.scenario) throw std::runtime_error(model::toString(read.diagnostics.all().front()));
    ScenarioRun run(std::move(*read.scenario));
    run.runAll();
    return run.last("client/users", "completed");
}

TEST(LoadScale, OfConstantArrivalsIsExact) {
    EXPECT_NEAR(completed("constant(1000/s)", 0.02), 1'200, 2);  // the last ones are under way at the end
}

TEST(LoadScale, OfPoissonArrivalsIsWithinTheirSpread) {
    const double wanted = 60 * 1'000 * 0.1;
    EXPECT_NEAR(completed("poisson(1k/s)", 0.1), wanted, 3.3 * std::sqrt(wanted));
}

TEST(LoadScale, OfUsersIsTheirShare) {
    // Each user has a cycle of 10 ms + 90 ms; the count of cycles of 20 users varies less than a Poisson's.
    const double wanted = 20 * 60 / 0.1;
    EXPECT_NEAR(completed("closed(users=200, thinkTime=exponential(mean=90ms))", 0.1), wanted, 3.3 * std::sqrt(wanted));
}

}  // namespace
}  // namespace headroom::tests
