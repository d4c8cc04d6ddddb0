#include "app/presentation/predicted_trace.h"

#include <algorithm>
#include <cmath>

#include "app/presentation/format.h"

namespace headroom::presentation {

void PredictedTrace::begin(const trace::Header& header) {
    trace::Header both = header;
    both.settings["--predict"] = "true";
    m_next.begin(both);
}

void PredictedTrace::declare(const trace::Element& element) {
    m_elements[element.id] = element.index;
    m_next.declare(element);
}

void PredictedTrace::declare(const trace::Series& series) {
    trace::Series renumbered = series;
    renumbered.index = trace::SeriesIndex{m_series++};
    m_numbers[series.index] = renumbered.index;
    m_next.declare(renumbered);
}

void PredictedTrace::frame(const trace::Frame& frame) {
    m_now = frame.time;
    trace::Frame both = frame;
    for (auto& [series, value] : both.values) series = m_numbers.at(series);
    for (auto& [series, sketch] : both.sketches) series = m_numbers.at(series);
    both.values.insert(both.values.end(), m_pending.begin(), m_pending.end());
    m_pending.clear();
    m_next.frame(both);
}

void PredictedTrace::event(const trace::Event& event) {
    trace::Event renumbered = event;
    m_now = std::max(m_now, event.time);
    renumbered.sequence = m_events++;
    m_next.event(renumbered);
}

void PredictedTrace::end(const trace::Footer& footer) {
    trace::Footer both = footer;
    both.fingerprint = 0;
    m_next.end(both);
}

void PredictedTrace::take(const Prediction& prediction) {
    for (const auto& [place, series] : m_predicted) m_pending[series] = std::nan("");
    for (const PredictedElement& element : prediction.elements) {
        const auto known = m_elements.find(element.id);
        if (known == m_elements.end()) continue;
        for (const PredictedFigure& figure : element.figures) {
            const auto [place, isNew] = m_predicted.try_emplace({element.id, figure.name}, trace::SeriesIndex{m_series});
            if (isNew)
                m_next.declare(trace::Series{trace::SeriesIndex{m_series++}, known->second, "predicted." + figure.name,
                                             machineUnit(figure.unit), trace::SeriesKind::Gauge});
            m_pending[place->second] = figure.value;
        }
    }
    trace::Reason reason;
    reason.rule = "prediction.made";
    reason.sentence = "predicted for the load that was measured:";
    for (const forecast::ClientLoad& load : prediction.loads) {
        reason.inputs.push_back({"client/" + load.client, load.factor, "1"});
        reason.inputs.push_back({"client/" + load.client + " standard error", load.factor * load.relativeError, "1"});
        reason.sentence += " client/" + load.client + " by " + forecast::wordsOf(load.basis) + ";";
    }
    if (!prediction.loads.empty()) reason.sentence.pop_back();
    for (const std::string& note : prediction.notes) reason.sentence += "; " + note;
    reason.result = std::to_string(prediction.elements.size()) + " elements";
    tell("prediction.made", "", "info", std::move(reason));
}

void PredictedTrace::take(const PredictionAlarms::Change& change) {
    const ComparedFigure& figure = change.alarm.figure;
    trace::Reason reason;
    reason.rule = "prediction.band";
    reason.inputs = {{"figure", figure.name, ""},
                     {"measured", figure.measured, figure.unit},
                     {"predicted", figure.predicted, figure.unit},
                     {"low", figure.low, figure.unit},
                     {"high", figure.high, figure.unit}};
    reason.result = change.hasBegun ? "outside" : "no longer outside";
    reason.sentence = sentenceOf(change.alarm);
    tell(change.hasBegun ? "prediction.drifted" : "prediction.held", change.alarm.element, change.hasBegun ? "warning" : "info",
         std::move(reason));
}

void PredictedTrace::fail(const std::string& why) {
    trace::Reason reason;
    reason.rule = "prediction.failed";
    reason.result = reason.sentence = why;
    tell("prediction.failed", "", "warning", std::move(reason));
}

void PredictedTrace::tell(const std::string& kind, const std::string& element, const std::string& severity,
                          trace::Reason reason) {
    trace::Event event;
    event.time = m_now;
    event.sequence = m_events++;
    event.kind = kind;
    event.element = element;
    event.severity = severity;
    event.summary = reason.sentence;
    event.reason = std::move(reason);
    m_next.event(event);
}

}  // namespace headroom::presentation
