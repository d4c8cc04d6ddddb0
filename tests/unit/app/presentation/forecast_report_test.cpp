#include "app/presentation/forecast_report.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace headroom::presentation {
namespace {

using forecast::Outcome;
using nlohmann::json;

const double never = std::numeric_limits<double>::infinity();
constexpr std::size_t wide = 200;

Outcome outcome(double drained, double lost, const std::string& busiest, double utilisation) {
    Outcome result;
    result.drained = drained;
    result.lagAtEnd = 12;
    result.lost = lost;
    result.firstLost = lost > 0 ? 90 : never;
    result.busiest = busiest;
    result.utilisation = utilisation;
    return result;
}

/// As it is it never drains; scaled it does.
Forecast forecastOfTwo() {
    Forecast forecast;
    forecast.recording = "night.headroom";
    forecast.at = model::Instant{model::Duration::seconds(300).ns};
    forecast.atWords = "its last frame";
    forecast.group.group = "audit";
    forecast.group.records = 20'500;
    forecast.group.age = 57;
    forecast.replicas = "2 pods of audit";
    forecast.loads = {{"users", 1.02, 0.01, forecast::ClientLoad::Basis::Topics}};
    forecast.notes = {"the load stays what it was"};
    forecast.horizonSeconds = 600;
    ForecastRow asItIs;
    asItIs.name = "as it is";
    asItIs.outlook.pace = {400, 350, "2 threads", 400};
    asItIs.outlook.drained = never;
    asItIs.outlook.breach = 1200;
    asItIs.outlook.breachTopic = "orders";
    ForecastRow scaled;
    scaled.name = "--scale audit=4";
    scaled.outlook.pace = {400, 700, "store/log's servers", 400};
    scaled.outlook.drained = 68.3;
    scaled.outlook.breach = never;
    forecast.rows = {asItIs, scaled};
    return forecast;
}

bool says(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

TEST(ForecastReport, TellsTheStateAndTheFlowBalance) {
    const std::string text = forecastStart(forecastOfTwo(), wide);
    EXPECT_TRUE(says(text, "Group audit at 05:00 (its last frame) of night.headroom")) << text;
    EXPECT_TRUE(says(text, "20.5 k records behind, time lag 57 s; how many are read isn't known; 2 pods of audit")) << text;
    EXPECT_TRUE(says(text, "client/users sends 1.02 ± 0.01 times what the scenario says, by what was appended")) << text;
    EXPECT_TRUE(says(text, "never")) << text;
    EXPECT_TRUE(says(text, "after 20 min 00 s in orders")) << text;
    EXPECT_TRUE(says(text, "68.3 s")) << text;
}

TEST(ForecastReport, UnknownIsNeitherNeverNorNone) {
    Forecast forecast = forecastOfTwo();
    forecast.group.age.reset();
    forecast.rows[0].outlook.breach.reset();
    const std::string text = forecastStart(forecast, wide);
    EXPECT_TRUE(says(text, "time lag –;")) << text;
    EXPECT_TRUE(says(text, "unknown (age in orders)")) << text;
    const json read = json::parse(forecastJson(forecast));
    EXPECT_TRUE(read["observed"]["timeLagSeconds"].is_null());
    EXPECT_EQ(read["alternatives"][0]["flow"]["breach"], "unknown");
    EXPECT_TRUE(read["alternatives"][0]["flow"]["breachSeconds"].is_null());
    EXPECT_EQ(read["alternatives"][1]["flow"]["breach"], "none");
}

TEST(ForecastReport, WithoutSimulationsOnlyNotesFollow) {
    EXPECT_EQ(forecastEnd(forecastOfTwo(), wide), "\nTaken for granted\n- the load stays what it was\n");
}

TEST(ForecastReport, TellsWhatRunsSaidWithTheirBands) {
    Forecast forecast = forecastOfTwo();
    for (int i = 0; i < 19; ++i) {
        forecast.rows[0].outcomes.push_back(outcome(i == 0 ? 500 : never, i == 0 ? 0 : 40, "store/log", 0.9));
        forecast.rows[1].outcomes.push_back(outcome(60 + i, 0, i < 5 ? "broker/main/0" : "store/log", 0.5));
    }
    const std::string text = forecastEnd(forecast, wide);
    EXPECT_TRUE(says(text, "By simulation, 19 runs of 10 min 00 s each")) << text;
    EXPECT_TRUE(says(text, "90 % band")) << text;
    EXPECT_TRUE(says(text, "not in 10 min 00 s")) << text;
    EXPECT_TRUE(says(text, "8 min 20 s … not in 10 min 00 s")) << text;
    EXPECT_TRUE(says(text, "40 records (0 … 40), first after 90 s")) << text;
    EXPECT_TRUE(says(text, "60 s … 78 s")) << text;
    EXPECT_TRUE(says(text, "store/log, 50.0 %")) << text;
    const json read = json::parse(forecastJson(forecast));
    const json& asItIs = read["alternatives"][0]["simulated"];
    EXPECT_EQ(asItIs["drainedRuns"], 1);
    EXPECT_EQ(asItIs["losingRuns"], 18);
    EXPECT_TRUE(asItIs["drainedSeconds"]["median"].is_null());
    EXPECT_EQ(asItIs["drainedSeconds"]["low"], 500);
    const json& scaled = read["alternatives"][1]["simulated"];
    EXPECT_EQ(scaled["drainedSeconds"]["median"], 69);
    EXPECT_EQ(scaled["drainedSeconds"]["coverage"], 0.9);
    EXPECT_EQ(scaled["busiest"]["element"], "store/log");
}

}  // namespace
}  // namespace headroom::presentation
