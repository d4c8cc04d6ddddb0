#include "model/forecast/observed_state.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/model/forecast/forecast_samples.h"

namespace headroom::forecast {
namespace {

using samples::scenarioOf;
using samples::shopText;
using samples::TraceMaker;

const double unknown = std::nan("");

TEST(ObservedState, AddsUpThePartitionsOfATopic) {
    TraceMaker maker;
    maker.with("group/audit", "consumerLag", {0, 70}).with("group/audit", "timeLag", {0, 7});
    for (int p = 0; p < 4; ++p) maker.partition("audit", "orders", p, "consumerLag", {0, 10.0 * (p + 1)});
    const ObservedState state = observe(maker.made(), scenarioOf(shopText), 1);
    const ObservedGroup& group = *state.findGroup("audit");
    EXPECT_EQ(group.records, 70);
    EXPECT_EQ(group.age, 7);
    ASSERT_EQ(group.lags.size(), 1U);
    EXPECT_EQ(group.lags[0].records, 100);
    EXPECT_EQ(group.lags[0].age, 7);
    EXPECT_EQ(group.lags[0].partitions, (std::vector<double>{10, 20, 30, 40}));
    EXPECT_FALSE(state.isLive);
    EXPECT_EQ(state.at.toSeconds(), 1);
}

TEST(ObservedState, LeavesUnknownWhatNobodyKnows) {
    TraceMaker maker("live");
    maker.with("group/audit", "consumerLag", {5, unknown}).with("group/audit", "timeLag", {1, unknown});
    maker.partition("audit", "orders", 0, "consumerLag", {2, 3});
    maker.partition("audit", "orders", 2, "consumerLag", {2, unknown});
    const ObservedState state = observe(maker.made(), scenarioOf(shopText), 1);
    const ObservedGroup& group = *state.findGroup("audit");
    EXPECT_FALSE(group.records);
    EXPECT_FALSE(group.age);
    EXPECT_FALSE(group.members);
    EXPECT_FALSE(group.processed);
    EXPECT_FALSE(group.lags[0].records);
    EXPECT_EQ(group.lags[0].partitions.size(), 3U);
    EXPECT_FALSE(state.findTopic("orders")->appended);
    EXPECT_FALSE(state.findClient("users")->arrivals);
    EXPECT_FALSE(state.findService("audit")->ready);
    EXPECT_TRUE(state.brokersDown.empty());
    EXPECT_EQ(furthestBehind(state), nullptr);
    EXPECT_TRUE(state.isLive);
}

TEST(ObservedState, RatesComeFromTheLastMinuteWithTheirScatter) {
    std::vector<double> counts{0, 1000};  // before the window
    for (int i = 0; i < 60; ++i) counts.push_back(counts.back() + (i % 2 == 0 ? 90 : 110));
    TraceMaker maker;
    maker.counter("topic/orders", "appended", counts);
    const ObservedState state = observe(maker.made(), scenarioOf(shopText), counts.size() - 1);
    const ObservedRate rate = state.findTopic("orders")->appended.value();
    EXPECT_DOUBLE_EQ(rate.perSecond, 100);
    EXPECT_DOUBLE_EQ(rate.seconds, 60);
    // Sixty values 10 off their mean.
    EXPECT_NEAR(rate.standardError, 10 / std::sqrt(59.0), 1e-9);
}

TEST(ObservedState, RatesPassOverWhatIsUnknownAndBearANewBeginning) {
    TraceMaker maker;
    maker.counter("topic/orders", "appended", {100, unknown, 300, 50});
    const ObservedState state = observe(maker.made(), scenarioOf(shopText), 3);
    const ObservedRate rate = state.findTopic("orders")->appended.value();
    EXPECT_DOUBLE_EQ(rate.perSecond, 250.0 / 3);
}

TEST(ObservedState, ASingleGrowthHasThePoissonError) {
    TraceMaker maker;
    maker.counter("client/users", "completed", {0, 400});
    const ObservedRate rate = observe(maker.made(), scenarioOf(shopText), 1).findClient("users")->arrivals.value();
    EXPECT_DOUBLE_EQ(rate.perSecond, 400);
    EXPECT_DOUBLE_EQ(rate.standardError, 20);
}

TEST(ObservedState, PodsFollowFromConsumersWhereNobodyCountsPods) {
    const model::Scenario scenario = scenarioOf(shopText, {{"services.audit.listeners.audit.concurrency", "2"}});
    TraceMaker live("live");
    live.with("group/audit", "members", {5});
    const ObservedService byMembers = *observe(live.made(), scenario, 0).findService("audit");
    EXPECT_EQ(byMembers.ready, 3);
    EXPECT_TRUE(byMembers.isByMembers);
    TraceMaker simulated;
    simulated.with("group/audit", "members", {5})
        .with("service/audit", "readyReplicas", {2})
        .with("service/audit", "replicas", {4});
    const ObservedService counted = *observe(simulated.made(), scenario, 0).findService("audit");
    EXPECT_EQ(counted.ready, 2);
    EXPECT_EQ(counted.wanted, 4);
    EXPECT_FALSE(counted.isByMembers);
}

TEST(ObservedState, BrokersThatAreDownAreOnlyThoseSeenDown) {
    TraceMaker maker;
    maker.with("broker/main/0", "up", {1}).with("broker/main/1", "up", {0}).with("broker/main/2", "up", {unknown});
    EXPECT_EQ(observe(maker.made(), scenarioOf(shopText), 0).brokersDown, std::vector<std::string>{"broker/main/1"});
}

TEST(ObservedState, FurthestBehindGoesByTime) {
    ObservedState state;
    state.groups = {{"many", {}, 1000, 1, {}, {}}, {"late", {}, 10, 60, {}, {}}, {"unknown", {}, {}, {}, {}, {}}};
    EXPECT_EQ(furthestBehind(state)->group, "late");
    state.groups = {{"few", {}, 10, {}, {}, {}}, {"many", {}, 1000, {}, {}, {}}};
    EXPECT_EQ(furthestBehind(state)->group, "many");
}

}  // namespace
}  // namespace headroom::forecast
