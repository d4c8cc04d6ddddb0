#include <cmath>

#include <nlohmann/json.hpp>

#include "app/presentation/format.h"
#include "app/presentation/prediction_text.h"

namespace headroom::presentation {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json figuresOf(const ComparedElement& element) {
    Json figures = Json::object();
    for (const ComparedFigure& figure : element.figures) {
        figures[figure.name] = {
            {"unit", machineUnit(figure.unit)},      {"measured", number(figure.measured)},
            {"predicted", number(figure.predicted)}, {"low", number(figure.low)},
            {"high", number(figure.high)},           {"outside", figure.isJudged ? Json(figure.isOutside) : Json(nullptr)}};
    }
    return figures;
}

Json predictionOf(const PredictionView& view) {
    if (!view.prediction) return nullptr;
    Json loads = Json::array();
    for (const forecast::ClientLoad& load : view.prediction->loads)
        loads.push_back({{"client", load.client},
                         {"factor", load.factor},
                         {"standardError", load.factor * load.relativeError},
                         {"by", forecast::wordsOf(load.basis)}});
    Json elements = Json::array();
    for (const ComparedElement& element : view.compared)
        elements.push_back({{"id", element.id}, {"figures", figuresOf(element)}});
    return {{"measuredSeconds", view.measuredSeconds},
            {"ageSeconds", (view.now - view.prediction->at).toSeconds()},
            {"loads", loads},
            {"elements", elements},
            {"notes", view.prediction->notes}};
}

}  // namespace

std::string predictionJson(const PredictionView& view, const std::string& document) {
    Json all = document.empty() ? Json::object() : Json::parse(document, nullptr, false);
    if (!all.is_object()) all = Json::object();
    all["prediction"] = predictionOf(view);
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace headroom::presentation
