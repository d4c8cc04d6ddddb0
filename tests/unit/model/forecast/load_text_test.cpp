#include "model/forecast/load_text.h"

#include <gtest/gtest.h>

#include "tests/unit/model/forecast/forecast_samples.h"

namespace headroom::forecast {
namespace {

using model::Duration;
using model::Instant;
using model::LoadProfile;

model::LoadProfile profileOf(const std::string& load) {
    const model::Scenario scenario = samples::scenarioOf(samples::shopText, {{"clients.users.load", "'" + load + "'"}});
    const model::Load& read = scenario.clients.at(0).load;
    const auto* closed = std::get_if<model::ClosedLoad>(&read);
    return closed != nullptr ? closed->users : std::get<model::OpenLoad>(read).rate;
}

TEST(LoadText, NumbersHaveNoExponent) {
    EXPECT_EQ(numberText(0), "0");
    EXPECT_EQ(numberText(120), "120");
    EXPECT_EQ(numberText(0.0000125), "0.0000125");
    EXPECT_EQ(numberText(1e12), "1000000000000");
}

TEST(LoadText, TextsAreQuotedAsYamlDoes) {
    EXPECT_EQ(quoted("it's"), "'it''s'");
}

TEST(LoadText, ALevelStaysALevel) {
    const LoadProfile later = profileOf("poisson(step(10/s until 1m, 50/s))");
    EXPECT_EQ(profileText(later, Instant{Duration::seconds(61).ns}, Duration::seconds(600), 2, "/s"), "100/s");
    EXPECT_EQ(profileText(later, Instant{}, Duration{0}, 1, "/s"), "10/s");
}

TEST(LoadText, AProfileGoesOnFromAnInstant) {
    const LoadProfile ramp = profileOf("poisson(ramp(0/s..100/s, over=100s))");
    const Instant from{Duration::seconds(50).ns};
    const Duration length = Duration::seconds(96);
    const LoadProfile rest = profileOf("poisson(" + profileText(ramp, from, length, 2, "/s") + ")");
    // Steps of two seconds, each with the ramp's mean.
    EXPECT_NEAR(rest.at(Instant{Duration::seconds(1).ns}), 2 * 51, 1e-6);
    EXPECT_NEAR(rest.at(Instant{Duration::seconds(47).ns}), 2 * 97, 1e-6);
    EXPECT_NEAR(rest.at(Instant{Duration::seconds(80).ns}), 200, 1e-6);
    EXPECT_NEAR(rest.area(length), 2 * (ramp.area(from.sinceStart() + length) - ramp.area(from.sinceStart())), 1e-3);
}

TEST(LoadText, UsersChangeAndThinkTimeStays) {
    EXPECT_EQ(withUsers("closed(users=10, thinkTime=exponential(mean=guess(1ms..3ms)))", "12.5"),
              "closed(users=12.5, thinkTime=exponential(mean=guess(1ms..3ms)))");
    EXPECT_EQ(withUsers("closed(thinkTime=1s, users=ramp(1..5, over=1m))", "7"), "closed(thinkTime=1s, users=7)");
    EXPECT_EQ(withUsers("closed(users=step(1 until 1m, 5), thinkTime=1s)", "step(2 until 2s, 3)"),
              "closed(users=step(2 until 2s, 3), thinkTime=1s)");
    EXPECT_EQ(withUsers("poisson(5/s)", "7"), "");
    EXPECT_DOUBLE_EQ(profileOf(withUsers("closed(users=10, thinkTime=1s)", "12.5")).at(Instant{}), 12.5);
}

}  // namespace
}  // namespace headroom::forecast
