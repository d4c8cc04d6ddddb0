#include <cmath>

#include <nlohmann/json.hpp>

#include "app/presentation/forecast_report.h"

namespace headroom::presentation {
namespace {

using Json = nlohmann::ordered_json;
using forecast::Outcome;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json number(const std::optional<double>& value) {
    return value ? number(*value) : Json(nullptr);
}

Json rate(const std::optional<forecast::ObservedRate>& rate) {
    if (!rate) return nullptr;
    return {{"perSecond", rate->perSecond}, {"standardError", rate->standardError}, {"overSeconds", rate->seconds}};
}

Json band(const std::vector<Outcome>& outcomes, double Outcome::*value) {
    std::vector<double> values;
    values.reserve(outcomes.size());
    for (const Outcome& outcome : outcomes) values.push_back(outcome.*value);
    const forecast::Band band = forecast::bandOf(values);
    return {{"median", number(band.median)}, {"low", number(band.low)}, {"high", number(band.high)}, {"coverage", band.coverage}};
}

Json flow(const forecast::DrainOutlook& outlook) {
    const bool isBreached = outlook.breach && std::isfinite(*outlook.breach);
    return {{"arrivalsPerSecond", number(outlook.pace.arrivals)},
            {"capacityPerSecond", number(outlook.pace.capacity)},
            {"limitedBy", outlook.pace.limitedBy},
            {"effectAfterSeconds", outlook.delay},
            {"steadyLag", number(outlook.pace.steadyLag)},
            {"drains", std::isfinite(outlook.drained)},
            {"drainedSeconds", number(outlook.drained)},
            {"breach", !outlook.breach ? "unknown"
                       : isBreached    ? "expected"
                                       : "none"},
            {"breachSeconds", number(outlook.breach)},
            {"breachTopic", outlook.breachTopic.empty() ? Json(nullptr) : Json(outlook.breachTopic)}};
}

Json simulated(const Forecast& forecast, const std::vector<Outcome>& outcomes) {
    std::size_t drained = 0;
    std::size_t losing = 0;
    for (const Outcome& outcome : outcomes) {
        drained += std::isfinite(outcome.drained) ? 1 : 0;
        losing += outcome.lost > 0 ? 1 : 0;
    }
    const Busiest busiest = busiestOf(outcomes);
    return {{"runs", outcomes.size()},
            {"horizonSeconds", forecast.horizonSeconds},
            {"drainedRuns", drained},
            {"drainedSeconds", band(outcomes, &Outcome::drained)},
            {"lagAtEnd", band(outcomes, &Outcome::lagAtEnd)},
            {"losingRuns", losing},
            {"lostToRetention", band(outcomes, &Outcome::lost)},
            {"firstLostSeconds", band(outcomes, &Outcome::firstLost)},
            {"busiest",
             busiest.element.empty() ? Json(nullptr) : Json{{"element", busiest.element}, {"utilisation", busiest.utilisation}}}};
}

Json lags(const forecast::ObservedGroup& group) {
    Json result = Json::array();
    for (const forecast::ObservedLag& lag : group.lags)
        result.push_back({{"topic", lag.topic}, {"records", number(lag.records)}, {"ageSeconds", number(lag.age)}});
    return result;
}

}  // namespace

std::string forecastJson(const Forecast& forecast) {
    Json loads = Json::array();
    for (const forecast::ClientLoad& load : forecast.loads)
        loads.push_back({{"client", load.client},
                         {"factor", load.factor},
                         {"standardError", load.factor * load.relativeError},
                         {"by", forecast::wordsOf(load.basis)}});
    Json alternatives = Json::array();
    for (const ForecastRow& row : forecast.rows) {
        Json one{{"name", row.name}, {"flow", flow(row.outlook)}};
        one["simulated"] = row.outcomes.empty() ? Json(nullptr) : simulated(forecast, row.outcomes);
        one["notes"] = row.outlook.notes;
        alternatives.push_back(std::move(one));
    }
    const forecast::ObservedGroup& group = forecast.group;
    const Json all{{"recording", forecast.watched ? Json(nullptr) : Json(forecast.recording)},
                   {"watchedSeconds", number(forecast.watched)},
                   {"scenario", forecast.scenario},
                   {"atSeconds", forecast.at.toSeconds()},
                   {"group", group.group},
                   {"observed",
                    {{"lagRecords", number(group.records)},
                     {"timeLagSeconds", number(group.age)},
                     {"members", number(group.members)},
                     {"processed", rate(group.processed)},
                     {"lags", lags(group)}}},
                   {"loads", loads},
                   {"alternatives", alternatives},
                   {"takenForGranted", forecast.notes}};
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace headroom::presentation
