#include "model/forecast/present_load.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/model/forecast/forecast_samples.h"

namespace headroom::forecast {
namespace {

using model::Duration;

/// The shop gets twice its load, and group audit is behind.
ObservedState busy() {
    ObservedState state;
    state.isLive = true;
    state.groups = {{"audit", {{"orders", 5000, 40, {}}}, 5000, 40, 3, {}}};
    state.topics = {{"orders", {}}};
    state.clients = {{"users", ObservedRate{200, 10, 60}, {}}};
    state.services = {{"audit", 3, {}, true}};
    state.brokersDown = {"broker/main/1"};
    return state;
}

PresentLoad of(const ObservedState& state) {
    return presentLoad(state, samples::scenarioOf(samples::shopText), Duration::seconds(60), 1);
}

TEST(PresentLoad, HasTheLoadAndThePodsButNothingThatWaits) {
    const PresentLoad load = of(busy());
    const model::Scenario scenario = samples::scenarioOf(samples::shopText, load.settings);
    EXPECT_TRUE(scenario.initial.lags.empty());
    EXPECT_EQ(scenario.warmup, Duration::seconds(60));
    EXPECT_EQ(scenario.initial.replicas.at("audit"), 3);
    ASSERT_EQ(scenario.faults.size(), 1U) << "the broker that is down";
    EXPECT_NEAR(std::get<model::OpenLoad>(scenario.clients[0].load).rate.at(model::Instant{}), 200, 1e-6);
    ASSERT_EQ(load.loads.size(), 1U);
    EXPECT_DOUBLE_EQ(load.loads[0].factor, 2);
    EXPECT_DOUBLE_EQ(load.loads[0].relativeError, 0.05);
    EXPECT_TRUE(
        load.notes.end() ==
        std::ranges::find_if(load.notes, [](const std::string& note) { return note.find("yet to read") != std::string::npos; }))
        << "an unknown lag isn't the load's business";
}

PresentLoad at(double rate, double error) {
    ObservedState state = busy();
    state.clients[0].arrivals = ObservedRate{rate, error, 60};
    return of(state);
}

TEST(PresentLoad, IsAnotherBeyondTwoStandardErrorsOfTheDifference) {
    EXPECT_FALSE(hasLeft(at(200, 10), at(200, 10)));
    // √(10² + 10²) = 14.1
    EXPECT_FALSE(hasLeft(at(200, 10), at(228, 10)));
    EXPECT_TRUE(hasLeft(at(200, 10), at(229, 10)));
    EXPECT_TRUE(hasLeft(at(200, 10), at(171, 10)));
}

TEST(PresentLoad, IsNotAnotherByAFewPercent) {
    EXPECT_FALSE(hasLeft(at(200, 0.1), at(209, 0.1)));
    EXPECT_TRUE(hasLeft(at(200, 0.1), at(211, 0.1)));
}

TEST(PresentLoad, IsAnotherWithOtherPodsOrBrokers) {
    ObservedState scaled = busy();
    scaled.services[0].ready = 4;
    EXPECT_TRUE(hasLeft(of(busy()), of(scaled)));
    ObservedState healed = busy();
    healed.brokersDown.clear();
    EXPECT_TRUE(hasLeft(of(busy()), of(healed)));
}

}  // namespace
}  // namespace headroom::forecast
