#pragma once
// What a simulation under the present load says of each element, and how that stands beside what is measured.

#include <string>
#include <vector>

#include "model/forecast/starting_point.h"
#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::presentation {

/// What a figure is taken over, measured as predicted.
inline constexpr model::Duration predictionWindow = model::Duration::seconds(60);
/// A simulation's: a minute to warm up, and nine to look at.
inline constexpr model::Duration predictionWarmup = predictionWindow;
inline constexpr int predictionWindows = 9;

/// Of the whole run after its warm-up, and where the single minutes lay.
struct PredictedFigure {
    std::string name;  ///< as in a report: "throughput", "latencyP99"
    std::string unit;
    double value = 0;  ///< NaN where there is no steady value
    double low = 0;
    double high = 0;
};

struct PredictedElement {
    std::string id;
    std::vector<PredictedFigure> figures;

    const PredictedFigure* findFigure(const std::string& name) const;
};

struct Prediction {
    model::Instant at;                        ///< of the session, whose load it was made for
    std::vector<forecast::ClientLoad> loads;  ///< by client
    std::vector<PredictedElement> elements;   ///< in the run's order; those that have figures
    std::vector<std::string> notes;

    const PredictedElement* findElement(const std::string& id) const;
};

/// Figures of clients, services, stores, topics and groups. What keeps growing in the run (a lag, what is in flight) has no
/// steady value, nor has that element's latency, and both are noted.
Prediction predictionOf(const trace::MemoryTrace& run, const model::Scenario* scenario);

/// Measured beside predicted.
struct ComparedFigure {
    std::string name;
    std::string unit;
    double measured = 0;   ///< over the newest minute, or as much of it as there is; NaN: unknown
    double predicted = 0;  ///< NaN: unknown
    double low = 0;        ///< the band that `measured` is expected in
    double high = 0;
    bool isJudged = false;   ///< whether both are known, for long enough, and of what can be held against each other
    bool isOutside = false;  ///< of the band; false where it isn't judged
};

struct ComparedElement {
    std::string id;
    std::vector<ComparedFigure> figures;  ///< those that either side has

    const ComparedFigure* findFigure(const std::string& name) const;
};

/// In the prediction's order. `recent` begins with a frame that the others count from. The band is where the simulation's minutes
/// lay, widened by the share that docs/live.md states for each figure, and to the bounds of the buckets it lies in. Less than
/// half of a window isn't judged, nor are, with an embedded broker, latencies and lags.
std::vector<ComparedElement> compare(const Prediction& prediction, const trace::MemoryTrace& recent,
                                     const model::Scenario* scenario, const std::vector<std::vector<double>>& buckets);

}  // namespace headroom::presentation
