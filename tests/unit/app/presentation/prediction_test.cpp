#include "app/presentation/prediction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/app/presentation/prediction_samples.h"

namespace headroom::presentation {
namespace {

using samples::runOf;
using samples::Second;
using samples::simulated;

/// Minutes with 9, 10 and 11 requests a second; ten times that while it warms up.
Second uneven(int second) {
    if (second <= 60) return {100, 900'000'000, 500};
    return {9.0 + (second - 1) / 60 % 3, 20'000'000, 5};
}

TEST(Prediction, IsOfTheMinutesAfterTheWarmUp) {
    const Prediction prediction = predictionOf(simulated(uneven), nullptr);
    ASSERT_NE(prediction.findElement("service/order"), nullptr);
    const PredictedFigure* throughput = prediction.findElement("service/order")->findFigure("throughput");
    ASSERT_NE(throughput, nullptr);
    EXPECT_DOUBLE_EQ(throughput->value, 10);
    EXPECT_DOUBLE_EQ(throughput->low, 9);
    EXPECT_DOUBLE_EQ(throughput->high, 11);
    EXPECT_NEAR(prediction.findElement("service/order")->findFigure("latencyP99")->value, 0.02, 1e-4);
    EXPECT_DOUBLE_EQ(prediction.findElement("group/audit")->findFigure("lag")->value, 5);
    EXPECT_TRUE(prediction.notes.empty());
}

TEST(Prediction, HasNoSteadyLagOfAGroupThatFallsBehind) {
    const Prediction prediction = predictionOf(simulated([](int second) {
                                                   return Second{10, 20'000'000, second * 0.5};
                                               }),
                                               nullptr);
    const PredictedElement* audit = prediction.findElement("group/audit");
    EXPECT_TRUE(std::isnan(audit->findFigure("lag")->value));
    EXPECT_DOUBLE_EQ(audit->findFigure("throughput")->value, 10);
    ASSERT_EQ(prediction.notes.size(), 1U);
    EXPECT_THAT(prediction.notes[0],
                testing::StartsWith("group/audit doesn't keep up with this load in the simulation: what waits "
                                    "grows by 0.500 /s"));
    // 0.2 of 10.2 a second is less than 2 %.
    EXPECT_TRUE(predictionOf(simulated([](int second) { return Second{10, 20'000'000, second * 0.2}; }), nullptr).notes.empty());
}

const ComparedFigure& figureOf(const std::vector<ComparedElement>& all, const std::string& element, const std::string& figure) {
    for (const ComparedElement& each : all)
        if (each.id == element && each.findFigure(figure) != nullptr) return *each.findFigure(figure);
    throw std::out_of_range(element + " " + figure);
}

std::vector<ComparedElement> comparedWith(const Second& measured, const std::vector<std::vector<double>>& buckets = {},
                                          const trace::Header& header = {}) {
    static const Prediction prediction = predictionOf(simulated(uneven), nullptr);
    const auto steady = [&](int) { return measured; };
    return compare(prediction, runOf(60, steady, header), nullptr, buckets);
}

TEST(Prediction, IsComparedWithinItsBand) {
    const ComparedFigure throughput = figureOf(comparedWith({}), "service/order", "throughput");
    EXPECT_DOUBLE_EQ(throughput.measured, 10);
    EXPECT_DOUBLE_EQ(throughput.predicted, 10);
    // The minutes lay between 9 and 11; 5 % are no chance.
    EXPECT_DOUBLE_EQ(throughput.low, 9 * 0.95);
    EXPECT_DOUBLE_EQ(throughput.high, 11 * 1.05);
    EXPECT_FALSE(throughput.isOutside);
    EXPECT_TRUE(figureOf(comparedWith({12, 20'000'000, 5}), "service/order", "throughput").isOutside);
    EXPECT_TRUE(figureOf(comparedWith({8, 20'000'000, 5}), "service/order", "throughput").isOutside);
    EXPECT_TRUE(figureOf(comparedWith({10, 25'000'000, 5}), "service/order", "latencyP99").isOutside);
    EXPECT_FALSE(figureOf(comparedWith({10, 23'000'000, 5}), "service/order", "latencyP99").isOutside);
    EXPECT_FALSE(figureOf(comparedWith({10, 20'000'000, 15}), "group/audit", "lag").isOutside) << "ten records are nothing";
    EXPECT_TRUE(figureOf(comparedWith({10, 20'000'000, 16}), "group/audit", "lag").isOutside);
}

TEST(Prediction, IsComparedNoFinerThanAHistogramTells) {
    const std::vector<std::vector<double>> buckets{{0.01, 0.05}};
    EXPECT_FALSE(figureOf(comparedWith({10, 45'000'000, 5}, buckets), "service/order", "latencyP99").isOutside);
    EXPECT_TRUE(figureOf(comparedWith({10, 55'000'000, 5}, buckets), "service/order", "latencyP99").isOutside);
    EXPECT_TRUE(figureOf(comparedWith({10, 45'000'000, 5}, buckets), "service/order", "latencyMean").isOutside)
        << "sums are exact";
}

TEST(Prediction, BlamesNoEmbeddedBroker) {
    trace::Header header;
    header.settings["--embedded"] = "true";
    const auto compared = comparedWith({20, 900'000'000, 5000}, {}, header);
    EXPECT_FALSE(figureOf(compared, "service/order", "latencyP99").isOutside);
    EXPECT_FALSE(figureOf(compared, "group/audit", "lag").isOutside);
    EXPECT_TRUE(figureOf(compared, "service/order", "throughput").isOutside);
}

TEST(Prediction, IsNotJudgedByAFewSeconds) {
    const Prediction prediction = predictionOf(simulated(uneven), nullptr);
    const auto steady = [](int) { return Second{20, 20'000'000, 5}; };
    for (const int seconds : {29, 30}) {
        const auto compared = compare(prediction, runOf(seconds, steady), nullptr, {});
        const ComparedFigure& throughput = figureOf(compared, "service/order", "throughput");
        EXPECT_EQ(throughput.isJudged, seconds == 30);
        EXPECT_EQ(throughput.isOutside, seconds == 30);
    }
}

TEST(Prediction, IsOutsideNothingThatIsUnknown) {
    const auto compared = comparedWith({10, 20'000'000, std::nan("")});
    EXPECT_TRUE(std::isnan(figureOf(compared, "group/audit", "lag").measured));
    EXPECT_FALSE(figureOf(compared, "group/audit", "lag").isOutside);
    trace::MemoryTrace nothing;
    for (const ComparedElement& element : compare(predictionOf(simulated(uneven), nullptr), nothing, nullptr, {}))
        for (const ComparedFigure& figure : element.figures) EXPECT_TRUE(std::isnan(figure.measured)) << figure.name;
}

}  // namespace
}  // namespace headroom::presentation
