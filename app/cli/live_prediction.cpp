#include "app/cli/live_prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/presentation/format.h"
#include "model/forecast/watch_progress.h"

namespace headroom::cli {
namespace {

// Of the watch and the simulation, for a bar of progress.
constexpr double shareOfWatch = 0.8;

std::string wordsOf(const forecast::WatchProgress& progress, std::size_t frames) {
    if (frames < forecast::fewestFrames) return "its load takes some looks to be known";
    if (std::isinf(progress.loadError)) return "nothing has come yet";
    return fmt::format("its load is known to ± {:.0f} % only", progress.loadError * 100);
}

}  // namespace

bool LivePrediction::update() {
    if (m_recent.frames() == std::exchange(m_framesSeen, m_recent.frames())) return true;
    if (!m_source) m_source = sourceOf(m_recent.header(), m_path);
    if (!m_source) return false;
    const trace::MemoryTrace memory = m_recent.memory();
    m_view.now = m_recent.now();
    takeResult();
    lookAtLoad(memory);
    compare(memory);
    m_view.isSimulating = m_predictor.isBusy();
    return true;
}

void LivePrediction::takeResult() {
    std::optional<Predictor::Result> result = m_predictor.take();
    if (!result) return;
    if (const auto* why = std::get_if<std::string>(&*result)) {
        m_view.failure = *why;
        m_told.fail(*why);
        return;
    }
    m_predicted = m_predictor.load();
    m_view.failure.clear();
    m_view.waiting.clear();
    m_view.prediction = std::get<presentation::Prediction>(std::move(*result));
    m_told.take(*m_view.prediction);
}

void LivePrediction::lookAtLoad(const trace::MemoryTrace& memory) {
    const model::Scenario& scenario = m_source->scenario;
    m_source->state = forecast::observe(memory, scenario, memory.frames().size() - 1, presentation::predictionWindow);
    forecast::PresentLoad now =
        forecast::presentLoad(m_source->state, scenario, presentation::predictionWarmup, m_source->reading.loadScale);
    forecast::StartingPoint start;
    start.loads = now.loads;
    const forecast::WatchProgress progress =
        forecast::watchProgress(m_recent.frames(), m_recent.length(), m_source->state, start, {}, {});
    const bool isKnown =
        progress.isLoadKnown || (m_recent.frames() >= forecast::fewestFrames && m_recent.length() >= forecast::longestWatch);
    if (!m_predictor.load() && !isKnown) {
        m_progress = progress.done * shareOfWatch;
        m_view.waiting = wordsOf(progress, m_recent.frames());
        return;
    }
    m_progress = shareOfWatch;
    m_view.waiting.clear();
    m_view.isOutdated = m_predicted && forecast::hasLeft(*m_predicted, now);
    // What failed isn't tried again under the same load.
    const bool isTried = m_predictor.load() && !forecast::hasLeft(*m_predictor.load(), now);
    if (m_predictor.isBusy() || isTried) return;
    m_predictor.begin(m_source->header, m_source->reading, std::move(now), m_recent.now());
}

void LivePrediction::compare(const trace::MemoryTrace& memory) {
    if (!m_view.prediction) return;
    m_view.compared = presentation::compare(*m_view.prediction, memory, &m_source->scenario, m_recent.buckets());
    m_view.measuredSeconds = std::min(m_recent.length(), presentation::predictionWindow).toSeconds();
    // A prediction for another load says nothing of this one; the next one does.
    if (!m_view.isOutdated)
        for (const presentation::PredictionAlarms::Change& change : m_alarms.take(m_view.now, m_view.compared))
            m_told.take(change);
    m_view.alarms = m_alarms.alarms();
}

}  // namespace headroom::cli
