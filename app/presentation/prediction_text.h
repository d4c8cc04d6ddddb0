#pragma once
// Measured beside predicted as a person reads it, and as a machine does.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/presentation/prediction.h"
#include "app/presentation/prediction_alarms.h"

namespace headroom::presentation {

/// All that is known of predicting beside a live session.
struct PredictionView {
    std::optional<Prediction> prediction;  ///< absent: there is none yet
    std::vector<ComparedElement> compared;
    std::vector<PredictionAlarm> alarms;
    model::Instant now;
    double measuredSeconds = 0;  ///< that what is measured covers
    bool isOutdated = false;     ///< the load has left the band that the prediction was made for
    bool isSimulating = false;
    std::string waiting;  ///< why there is none yet: "the load is known to ± 12 %"; empty: it is
    std::string failure;  ///< why the last simulation came to nothing; empty: it did not
};

/// "p99 latency", "lag".
std::string predictedFigureWords(const std::string& figure);

/// A table with line ends, at most so many columns as far as one figure an element allows, below a line that says for which load
/// the prediction was made and how long ago; above warnings. Figures that find no room are named.
std::string predictionText(const PredictionView& view, std::size_t width);

/// The JSON object `document` with all of it under "prediction"; by itself where the document is empty. With a line end.
std::string predictionJson(const PredictionView& view, const std::string& document);

}  // namespace headroom::presentation
