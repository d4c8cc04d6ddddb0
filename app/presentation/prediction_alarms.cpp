#include "app/presentation/prediction_alarms.h"

#include <fmt/format.h>

#include <cmath>

#include "app/presentation/format.h"
#include "app/presentation/prediction_text.h"

namespace headroom::presentation {

std::vector<PredictionAlarms::Change> PredictionAlarms::take(model::Instant now, const std::vector<ComparedElement>& compared) {
    std::vector<Change> changes;
    for (const ComparedElement& element : compared)
        for (const ComparedFigure& figure : element.figures) {
            const std::pair key{element.id, figure.name};
            if (!figure.isOutside) {
                const auto found = m_outside.find(key);
                if (found == m_outside.end()) continue;
                found->second.alarm.figure = figure;
                if (found->second.isTold) changes.push_back({found->second.alarm, false});
                m_outside.erase(found);
                continue;
            }
            State& state = m_outside.try_emplace(key, State{{element.id, figure, now}, false}).first->second;
            state.alarm.figure = figure;
            if (state.isTold || now - state.alarm.since < patience) continue;
            state.isTold = true;
            changes.push_back({state.alarm, true});
        }
    return changes;
}

std::vector<PredictionAlarm> PredictionAlarms::alarms() const {
    std::vector<PredictionAlarm> all;
    for (const auto& [key, state] : m_outside)
        if (state.isTold) all.push_back(state.alarm);
    return all;
}

std::string sentenceOf(const PredictionAlarm& alarm) {
    const ComparedFigure& figure = alarm.figure;
    const std::string high = std::isinf(figure.high) ? "∞" : formatValue(figure.high, figure.unit);
    return fmt::format("{}: {} {}, predicted {} (band {} … {})", alarm.element, predictedFigureWords(figure.name),
                       formatValue(figure.measured, figure.unit), formatValue(figure.predicted, figure.unit),
                       formatValue(figure.low, figure.unit), high);
}

}  // namespace headroom::presentation
