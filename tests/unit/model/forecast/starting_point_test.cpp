#include "model/forecast/starting_point.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/model/forecast/forecast_samples.h"

namespace headroom::forecast {
namespace {

using samples::scenarioOf;
using samples::shopText;

/// One group reads `orders` and is behind.
ObservedState behind(double records, double age) {
    ObservedState state;
    state.groups = {{"audit", {{"orders", records, age, {}}}, records, age, 2, {}}};
    state.topics = {{"orders", {}}};
    state.clients = {{"users", {}, {}}};
    state.services = {{"audit", {}, {}, false}};
    return state;
}

/// The scenario as a forecast reads it.
model::Scenario begun(const ObservedState& state, const std::string& text = shopText, const LoadCourse& course = {}) {
    const model::Scenario scenario = scenarioOf(text);
    const StartingPoint start = startingPoint(state, scenario);
    std::vector<model::Setting> settings = start.settings;
    for (const model::Setting& load : loadSettings(start, state, scenario, course)) settings.push_back(load);
    return scenarioOf(text, settings);
}

double rateOf(const model::Scenario& scenario, double seconds = 0) {
    return std::get<model::OpenLoad>(scenario.clients.at(0).load)
        .rate.at(model::Instant{model::Duration::fromSeconds(seconds).ns});
}

bool notes(const StartingPoint& start, const std::string& words) {
    return std::ranges::any_of(start.notes, [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

TEST(StartingPoint, BeginsWithTheLagTheReplicasAndTheBrokersThereAre) {
    ObservedState state = behind(5000, 40);
    state.services = {{"audit", 3, 4, false}};
    state.brokersDown = {"broker/main/1"};
    const model::Scenario scenario = begun(state);
    ASSERT_EQ(scenario.initial.lags.size(), 1U);
    EXPECT_EQ(scenario.initial.lags[0].groupId, "audit");
    EXPECT_EQ(scenario.initial.lags[0].records, 5000);
    EXPECT_EQ(scenario.initial.lags[0].age.toSeconds(), 40);
    EXPECT_EQ(scenario.initial.lags[0].partitions, 4);
    EXPECT_EQ(scenario.initial.replicas.at("audit"), 3);
    ASSERT_EQ(scenario.faults.size(), 2U);
    EXPECT_EQ(std::get<model::ScaleService>(scenario.faults[0].action).replicas, 4);
    EXPECT_EQ(std::get<model::KillBroker>(scenario.faults[1].action).broker, 1);
}

TEST(StartingPoint, LeavesOutWhatTheScenarioPlansAndExpects) {
    const std::string text = shopText + R"(warmup: 10s
faults: [{at: 5s, for: 1m, slow: service/audit, factor: 2}, {at: 9m, scale: service/audit, replicas: 3}]
expect: [{name: fast, metric: rate(topic/orders.appended), is: '>= 1/s'}]
initial: {lag: [{topic: orders, groupId: audit, records: 7}]}
)";
    ObservedState state = behind(5000, 40);
    state.at = model::Instant{model::Duration::seconds(10).ns};
    const model::Scenario scenario = begun(state, text);
    EXPECT_TRUE(scenario.faults.empty());
    EXPECT_TRUE(scenario.expectations.empty());
    EXPECT_EQ(scenario.warmup.ns, 0);
    EXPECT_EQ(scenario.initial.lags.at(0).records, 5000);
    const StartingPoint start = startingPoint(state, scenarioOf(text));
    EXPECT_TRUE(notes(start, "'slow service/audit' was under way; it is taken to be over"));
    EXPECT_TRUE(notes(start, "plans for later are left out"));
}

TEST(StartingPoint, AgesAscendWithLagsWhateverWasSeen) {
    const std::string text = shopText + "  # a second reader\n";
    const model::Scenario scenario =
        scenarioOf(text, {{"services.mail.listeners.mail", "{topics: [orders], steps: [{wait: 1ms}]}"}});
    ObservedState state = behind(5000, 40);
    state.groups.push_back({"mail", {{"orders", 100, 41, {}}}, 100, 41, 1, {}});
    state.services.push_back({"mail", 1, 1, false});
    std::vector<model::Setting> settings{{"services.mail.listeners.mail", "{topics: [orders], steps: [{wait: 1ms}]}"}};
    for (const model::Setting& setting : startingPoint(state, scenario).settings) settings.push_back(setting);
    const model::Scenario begun = scenarioOf(text, settings);
    ASSERT_EQ(begun.initial.lags.size(), 2U);
    EXPECT_EQ(begun.initial.lags[0].groupId, "mail");
    EXPECT_EQ(begun.initial.lags[1].age.toSeconds(), 41);
}

TEST(StartingPoint, TellsWhatIsUnknown) {
    ObservedState state = behind(5000, 40);
    state.groups[0].lags[0].records.reset();
    StartingPoint start = startingPoint(state, scenarioOf(shopText));
    EXPECT_TRUE(notes(start, "how much group audit has yet to read of orders isn't known"));
    EXPECT_TRUE(notes(start, "how many pods audit has isn't known"));
    EXPECT_TRUE(notes(start, "what client/users really sends isn't known"));
    EXPECT_EQ(start.loads.at(0).basis, ClientLoad::Basis::None);
    state = behind(5000, 40);
    state.groups[0].lags[0].age.reset();
    state.topics[0].appended = ObservedRate{200, 1, 60};
    start = startingPoint(state, scenarioOf(shopText));
    EXPECT_TRUE(notes(start, "taken for its lag ÷ what arrives"));
    EXPECT_EQ(begun(state).initial.lags.at(0).age.toSeconds(), 25);
}

TEST(StartingPoint, ScalesAClientToItsOwnArrivals) {
    ObservedState state = behind(5000, 40);
    state.clients[0].arrivals = ObservedRate{150, 3, 60};
    state.topics[0].appended = ObservedRate{999, 1, 60};
    const StartingPoint start = startingPoint(state, scenarioOf(shopText));
    EXPECT_EQ(start.loads.at(0).basis, ClientLoad::Basis::Client);
    EXPECT_DOUBLE_EQ(start.loads[0].factor, 1.5);
    EXPECT_DOUBLE_EQ(start.loads[0].relativeError, 0.02);
    EXPECT_DOUBLE_EQ(rateOf(begun(state)), 150);
    // Two standard errors more.
    EXPECT_DOUBLE_EQ(rateOf(begun(state, shopText, {{}, 2, 1})), 156);
    // Reading it doubles everything again.
    EXPECT_DOUBLE_EQ(rateOf(begun(state, shopText, {{}, 0, 2})), 75);
}

TEST(StartingPoint, AClientThatWasSilentStaysSilent) {
    ObservedState state = behind(5000, 40);
    state.clients[0].arrivals = ObservedRate{0, 0, 60};
    EXPECT_DOUBLE_EQ(rateOf(begun(state)), 0);
}

TEST(StartingPoint, ScalesClientsByTheirTopicsWhereNobodyCountsThem) {
    ObservedState state = behind(5000, 40);
    state.topics[0].appended = ObservedRate{80, 4, 60};
    const StartingPoint start = startingPoint(state, scenarioOf(shopText));
    EXPECT_EQ(start.loads.at(0).basis, ClientLoad::Basis::Topics);
    EXPECT_NEAR(start.loads[0].factor, 0.8, 1e-12);
    EXPECT_NEAR(start.loads[0].relativeError, 0.05, 1e-12);
}

TEST(StartingPoint, WhatAGroupPublishesSaysNothingOfTheLoad) {
    const std::vector<model::Setting> chain{{"topics.done", "{partitions: 1}"},
                                            {"services.audit.listeners.audit.steps[+]", "{publish: done}"}};
    const model::Scenario scenario = scenarioOf(shopText, chain);
    ObservedState state = behind(5000, 40);
    state.topics[0].appended = ObservedRate{80, 4, 60};
    state.topics.push_back({"done", ObservedRate{1, 1, 60}});
    EXPECT_NEAR(startingPoint(state, scenario).loads.at(0).factor, 0.8, 1e-12);
}

TEST(StartingPoint, TheProfileGoesOnWhereTheClockIsTheScenarios) {
    const std::string text = [] {
        std::string changed = shopText;
        changed.replace(changed.find("poisson(100/s)"), 14, "'poisson(step(100/s until 2m, 200/s))'");
        return changed;
    }();
    ObservedState state = behind(5000, 40);
    state.at = model::Instant{model::Duration::seconds(60).ns};
    state.clients[0].arrivals = ObservedRate{110, 0, 60};
    const LoadCourse course{model::Duration::seconds(480), 0, 1};
    const model::Scenario simulated = begun(state, text, course);
    EXPECT_NEAR(rateOf(simulated, 30), 110, 1e-6);
    EXPECT_NEAR(rateOf(simulated, 100), 220, 1e-6);
    state.isLive = true;
    const model::Scenario live = begun(state, text, course);
    EXPECT_NEAR(rateOf(live, 30), 110, 1e-6);
    EXPECT_NEAR(rateOf(live, 100), 110, 1e-6);
}

TEST(StartingPoint, ClosedClientsHaveTheUsersThatWereCounted) {
    std::string text = shopText;
    text.replace(text.find("poisson(100/s)"), 14, "'closed(users=10, thinkTime=guess(90ms..110ms))'");
    ObservedState state = behind(5000, 40);
    state.clients[0].users = 15;
    EXPECT_EQ(startingPoint(state, scenarioOf(text)).loads.at(0).basis, ClientLoad::Basis::Users);
    const model::Scenario scenario = begun(state, text);
    const auto& closed = std::get<model::ClosedLoad>(scenario.clients.at(0).load);
    EXPECT_DOUBLE_EQ(closed.users.at({}), 15);
    EXPECT_EQ(scenario.guesses.size(), 1U);
    EXPECT_DOUBLE_EQ(closed.thinkTime.mean, 0.1);
}

}  // namespace
}  // namespace headroom::forecast
