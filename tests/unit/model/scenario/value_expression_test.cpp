#include "model/scenario/value_expression.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/scenario/claim_parser.h"
#include "tests/unit/model/scenario/reading.h"

namespace headroom::model {
namespace {

/// One scalar read as a distribution of times.
class Value : public testing::Test {
protected:
    std::optional<Distribution> distribution(const std::string& text) {
        m_node.value = text;
        m_node.textColumn = 0;
        return ValueReader(m_context, m_node, "services.a.startup").distribution(Unit::Time);
    }
    Scenario m_scenario;
    Diagnostics m_diagnostics;
    ReadOptions m_options;
    BindingContext m_context{m_scenario, m_diagnostics, m_options};
    SourceNode m_node;
};

TEST_F(Value, ReadsDistributions) {
    EXPECT_EQ(distribution("3ms"), Distribution::constant(0.003));
    EXPECT_EQ(distribution("constant(3ms)"), Distribution::constant(0.003));
    EXPECT_EQ(distribution("exponential(mean=3ms)"), Distribution::exponential(0.003));
    EXPECT_EQ(distribution("gamma(mean=3ms, shape=2)"), (Distribution{Distribution::Kind::Gamma, 0.003, 2, {}}));
    EXPECT_EQ(distribution("pareto(mean=3ms, alpha=2.5)"), (Distribution{Distribution::Kind::Pareto, 0.003, 2.5, {}}));
    const auto uniform = distribution("uniform(1ms..5ms)");
    ASSERT_TRUE(uniform);
    EXPECT_DOUBLE_EQ(uniform->mean, 0.003);
    EXPECT_DOUBLE_EQ(uniform->shape, 0.002);
    EXPECT_TRUE(m_diagnostics.empty());
}

TEST_F(Value, FitsLognormalsThroughTheirPoints) {
    const auto throughMean = distribution("lognormal(mean=3ms, p99=18ms)");
    ASSERT_TRUE(throughMean);
    EXPECT_NEAR(throughMean->quantile(0.99), 0.018, 1e-9);
    const auto byVariation = distribution("lognormal(mean=3ms, cv=0.8)");
    ASSERT_TRUE(byVariation);
    EXPECT_NEAR(std::sqrt(byVariation->squaredVariation()), 0.8, 1e-12);
    const auto throughMedian = distribution("measured(p50=3ms, p99=18ms)");
    ASSERT_TRUE(throughMedian);
    EXPECT_NEAR(throughMedian->quantile(0.5), 0.003, 1e-12);
    EXPECT_NEAR(throughMedian->quantile(0.99), 0.018, 1e-9);
    ASSERT_EQ(m_scenario.measured.size(), 1U);
    EXPECT_EQ(m_scenario.measured[0].description, "measured(p50=3ms, p99=18ms)");
}

TEST_F(Value, TakesWhatWasFittedAsItIs) {
    const auto gamma = distribution("measured(gamma(mean=3ms, shape=2))");
    ASSERT_TRUE(gamma);
    EXPECT_EQ(gamma->kind, Distribution::Kind::Gamma);
    EXPECT_DOUBLE_EQ(gamma->mean, 0.003);
    EXPECT_EQ(distribution("measured(3ms)"), Distribution::constant(0.003));
    ASSERT_EQ(m_scenario.measured.size(), 2U);
    EXPECT_EQ(m_scenario.measured[0].description, "measured(gamma(mean=3ms, shape=2))");
    EXPECT_EQ(m_scenario.measured[0].path, m_scenario.measured[1].path);
    EXPECT_FALSE(distribution("measured(guess(1ms..3ms))"));
    EXPECT_FALSE(distribution("measured(measured(3ms))"));
    EXPECT_FALSE(distribution("measured(1ms..3ms)"));
}

TEST_F(Value, ListsAGuessWithItsOrigin) {
    m_node.comment = "as the vendor says";
    const auto value = distribution("exponential(mean=guess(1ms..3ms))");
    ASSERT_TRUE(value);
    EXPECT_DOUBLE_EQ(value->mean, 0.002);
    ASSERT_EQ(m_scenario.guesses.size(), 1U);
    const Guess& guess = m_scenario.guesses[0];
    EXPECT_EQ(guess.path, "services.a.startup.mean");
    EXPECT_DOUBLE_EQ(guess.low, 0.001);
    EXPECT_DOUBLE_EQ(guess.high, 0.003);
    EXPECT_DOUBLE_EQ(guess.value, 0.002);
    EXPECT_EQ(guess.unit, "s");
    EXPECT_EQ(guess.origin, "as the vendor says");
}

TEST_F(Value, DrawsGuessesBySeedAndPath) {
    m_options.guessSeed = 7;
    const double first = distribution("guess(1s..3s)")->mean;
    const double again = distribution("guess(1s..3s)")->mean;
    EXPECT_EQ(first, again);
    m_options.guessSeed = 8;
    EXPECT_NE(distribution("guess(1s..3s)")->mean, first);
    m_options.guessQuantiles["services.a.startup"] = 1;
    EXPECT_DOUBLE_EQ(distribution("guess(1s..3s)")->mean, 3);
}

TEST_F(Value, PointsIntoTheText) {
    EXPECT_FALSE(distribution("lognormal(mean=3ms, p99=18 lightyears)"));
    ASSERT_EQ(m_diagnostics.all().size(), 1U);
    EXPECT_EQ(m_diagnostics.all()[0].location.position.column, 25);
}

TEST(Guesses, StayInTheirRangeAndVaryOverSeeds) {
    const std::string path = sourcePath("scenarios/transaction-platform.yaml");
    std::vector<double> firsts;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const ReadResult result = readScenario(path, {"", {}, {}, seed, {}});
        ASSERT_TRUE(result.scenario);
        ASSERT_GE(result.scenario->guesses.size(), 20U);
        for (const Guess& guess : result.scenario->guesses) {
            EXPECT_LE(guess.low, guess.value) << guess.path;
            EXPECT_GE(guess.high, guess.value) << guess.path;
            if (guess.path == "services.transaction.startup") {
                EXPECT_EQ(guess.origin, "a Spring Boot application with a database");
            }
        }
        firsts.push_back(result.scenario->guesses[0].value);
    }
    std::sort(firsts.begin(), firsts.end());
    EXPECT_EQ(std::unique(firsts.begin(), firsts.end()) - firsts.begin(), 20);
}

TEST(Loads, ReadProfiles) {
    const auto rateAt = [](const std::string& load, std::int64_t seconds) {
        const ReadResult result = readText("scenario: x\nclients:\n  c:\n    load: " + load +
                                           "\n    journey: [{call: s.o}]\nservices: {s: {operations: {o: [{cpu: 1ms}]}}}\n");
        EXPECT_TRUE(result.scenario) << findings(result);
        return result.scenario ? std::get<OpenLoad>(result.scenario->clients[0].load).rate.at(Instant{seconds * 1'000'000'000})
                               : -1;
    };
    EXPECT_DOUBLE_EQ(rateAt("poisson(ramp(10/s..100/s, over=5m))", 150), 55);
    EXPECT_DOUBLE_EQ(rateAt("poisson(ramp(10/s..100/s, over=5m))", 900), 100);
    EXPECT_DOUBLE_EQ(rateAt("constant(step(10/s until 2m, 50/s until 5m, 20/s))", 119), 10);
    EXPECT_DOUBLE_EQ(rateAt("constant(step(10/s until 2m, 50/s until 5m, 20/s))", 120), 50);
    EXPECT_DOUBLE_EQ(rateAt("constant(step(10/s until 2m, 50/s until 5m, 20/s))", 300), 20);
    EXPECT_DOUBLE_EQ(rateAt("poisson(daily(1k/s..10k/s, period=20m))", 600), 10000);
    EXPECT_DOUBLE_EQ(rateAt("poisson(burst(100/s..1k/s, every=1m, for=5s))", 62), 1000);
    EXPECT_DOUBLE_EQ(rateAt("poisson(burst(100/s..1k/s, every=1m, for=5s))", 70), 100);
}

TEST(Claims, ReadTheirForms) {
    const auto near = parseClaim("48.2k/s ± 10 %").value;
    ASSERT_TRUE(near);
    EXPECT_DOUBLE_EQ(near->reference, 48200);
    EXPECT_DOUBLE_EQ(near->tolerance, 0.1);
    EXPECT_TRUE(near->toleranceIsRelative);
    const auto absolute = parseClaim("340ms ± 20ms").value;
    ASSERT_TRUE(absolute);
    EXPECT_FALSE(absolute->toleranceIsRelative);
    EXPECT_DOUBLE_EQ(absolute->tolerance, 0.02);
    const auto most = parseClaim("<= 340ms").value;
    ASSERT_TRUE(most);
    EXPECT_EQ(most->comparison, Expectation::Comparison::AtMost);
    EXPECT_EQ(most->unit, "s");
    const auto least = parseClaim(">= 99.9%").value;
    ASSERT_TRUE(least);
    EXPECT_DOUBLE_EQ(least->reference, 0.999);
    const auto equal = parseClaim("== 0").value;
    ASSERT_TRUE(equal);
    EXPECT_EQ(equal->comparison, Expectation::Comparison::Equal);
    EXPECT_EQ(equal->unit, "");
}

TEST(MetricQueries, ReadTheirForms) {
    const auto plain = parseMetricQuery("p99(topic/orders.v1.appended)").value;
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->statistic, MetricQuery::Statistic::P99);
    EXPECT_EQ(plain->element, "topic/orders.v1");
    EXPECT_EQ(plain->metric, "appended");
    const auto until = parseMetricQuery("timeUntil(service/transaction.replicas >= 9)").value;
    ASSERT_TRUE(until);
    EXPECT_EQ(until->metric, "replicas");
    EXPECT_DOUBLE_EQ(until->condition.value, 9);
    EXPECT_EQ(until->condition.comparison, MetricQuery::Condition::Comparison::GreaterEqual);
}

}  // namespace
}  // namespace headroom::model
