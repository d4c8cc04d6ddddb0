#pragma once

#include <optional>
#include <string>

#include "app/cli/forecast_source.h"
#include "app/cli/predictor.h"
#include "app/presentation/predicted_trace.h"
#include "app/presentation/prediction_alarms.h"
#include "app/presentation/prediction_text.h"
#include "app/presentation/recent_trace.h"

namespace headroom::cli {

/// Predicts beside a live trace: takes the load of its newest minute, simulates it in the background, compares, and does so again
/// when the load has changed.
class LivePrediction {
public:
    /// Is told of predictions and alarms; outlives it. `path` is what the scenario is called in messages.
    LivePrediction(presentation::PredictedTrace& told, std::string path) : m_told(told), m_path(std::move(path)) {}

    /// Where the live trace goes.
    trace::TraceSink& sink() { return m_recent; }
    /// To be called after new frames, as often as one likes: never waits for a simulation. False once nothing can come of it,
    /// said why.
    bool update();
    const presentation::PredictionView& view() const { return m_view; }
    /// Whether there is a prediction, or why there is none.
    bool isDone() const { return m_view.prediction.has_value() || !m_view.failure.empty(); }
    /// How far it is from one.
    double progress() const { return m_progress; }

private:
    void lookAtLoad(const trace::MemoryTrace& memory);
    void takeResult();
    void compare(const trace::MemoryTrace& memory);

    presentation::PredictedTrace& m_told;
    std::string m_path;
    presentation::RecentTrace m_recent{presentation::predictionWindow};
    std::optional<ForecastSource> m_source;
    presentation::PredictionAlarms m_alarms;
    presentation::PredictionView m_view;
    std::optional<forecast::PresentLoad> m_predicted;  ///< what the view's prediction was made for
    std::size_t m_framesSeen = 0;
    double m_progress = 0;
    Predictor m_predictor;  ///< last: ends first
};

}  // namespace headroom::cli
