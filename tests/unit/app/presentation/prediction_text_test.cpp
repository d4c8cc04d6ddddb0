#include "app/presentation/prediction_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace headroom::presentation {
namespace {

using testing::HasSubstr;
using testing::Not;

PredictionView sample() {
    PredictionView view;
    view.measuredSeconds = 45;
    view.now = trace::Instant{} + model::Duration::seconds(100);
    Prediction prediction;
    prediction.at = trace::Instant{} + model::Duration::seconds(30);
    prediction.loads = {{"users", 1.25, 0.04, forecast::ClientLoad::Basis::Client}};
    prediction.notes = {"a note"};
    view.prediction = prediction;
    view.compared = {{"service/order",
                      {{"throughput", "requests/s", 44.9, 43.7, 40, 48, true, false},
                       {"utilisation", "%", 0.5, 0.4, 0.3, 0.45, true, true},
                       {"latencyP99", "s", 0.0099, 1.2, 1, 1.5, true, true}}},
                     {"store/ledger", {{"throughput", "requests/s", std::nan(""), 43.7, 40, 48, false, false}}},
                     {"service/idle", {{"throughput", "requests/s", std::nan(""), 0, 0, 0, false, false}}}};
    return view;
}

TEST(PredictionText, ShowsMeasuredBesidePredicted) {
    const std::string text = predictionText(sample(), 120);
    EXPECT_THAT(text, HasSubstr("Measured over 45 s, predicted 70 s ago for client/users at 1.25 ± 0.05 times the "
                                "scenario's load\n"));
    EXPECT_THAT(text, testing::ContainsRegex(
                          "service order +44\\.9 \\| 43\\.7 requests/s +! 9\\.90 ms \\| 1\\.20 s +! 50\\.0 \\| 40\\.0 %"));
    EXPECT_THAT(text, testing::ContainsRegex("store ledger +– \\| 43\\.7 requests/s"));
    EXPECT_THAT(text, Not(HasSubstr("service idle"))) << "nobody measures it, and it does nothing";
    EXPECT_THAT(text, HasSubstr("- a note\n"));
    EXPECT_THAT(text, Not(HasSubstr("wider window")));
}

TEST(PredictionText, NamesWhatFindsNoRoom) {
    const std::string text = predictionText(sample(), 65);
    EXPECT_THAT(text, HasSubstr("43.7 requests/s"));
    EXPECT_THAT(text, Not(HasSubstr("50.0 | 40.0 %")));
    EXPECT_THAT(text, HasSubstr("needs a wider window: utilisation\n"));
}

TEST(PredictionText, SaysWhyThereIsNone) {
    PredictionView view;
    view.waiting = "its load is known to ± 12 % only";
    EXPECT_EQ(predictionText(view, 100), "No prediction yet: its load is known to ± 12 % only\n");
    view.waiting.clear();
    view.isSimulating = true;
    EXPECT_EQ(predictionText(view, 100), "No prediction yet; a simulation is under way\n");
    view.isSimulating = false;
    view.failure = "the simulation failed";
    EXPECT_THAT(predictionText(view, 100), HasSubstr("\n! the simulation failed\n"));
}

TEST(PredictionText, WarnsOfAlarmsAndOfAnotherLoad) {
    PredictionView view = sample();
    view.isOutdated = true;
    view.alarms = {{"service/order", view.compared[0].figures[2], trace::Instant{} + model::Duration::seconds(55)}};
    const std::string text = predictionText(view, 140);
    EXPECT_THAT(text, HasSubstr("; the load is another by now"));
    EXPECT_THAT(text, HasSubstr("! service/order: p99 latency 9.90 ms, predicted 1.20 s (band 1 s … 1.50 s), for 45 s\n"));
}

TEST(PredictionText, IsAddedToAJsonDocument) {
    const nlohmann::json all = nlohmann::json::parse(predictionJson(sample(), R"({"groups": []})"));
    EXPECT_TRUE(all["groups"].is_array());
    EXPECT_EQ(all["prediction"]["ageSeconds"], 70);
    EXPECT_EQ(all["prediction"]["loads"][0]["by"], "its arrivals");
    const nlohmann::json& order = all["prediction"]["elements"][0]["figures"];
    EXPECT_EQ(order["utilisation"]["unit"], "1");
    EXPECT_EQ(order["utilisation"]["outside"], true);
    const nlohmann::json& ledger = all["prediction"]["elements"][1]["figures"];
    EXPECT_TRUE(ledger["throughput"]["measured"].is_null());
    EXPECT_TRUE(ledger["throughput"]["outside"].is_null());
    EXPECT_TRUE(nlohmann::json::parse(predictionJson({}, ""))["prediction"].is_null());
}

}  // namespace
}  // namespace headroom::presentation
