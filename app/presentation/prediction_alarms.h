#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/presentation/prediction.h"

namespace headroom::presentation {

/// A figure that left its band, and stayed out.
struct PredictionAlarm {
    std::string element;
    ComparedFigure figure;  ///< at present
    model::Instant since;   ///< when it left the band
};

/// Follows comparisons: a figure is alarmed once it has been outside its band for `patience` without a break, until it is within
/// again, whether the prediction is still the same or a newer one.
class PredictionAlarms {
public:
    static constexpr model::Duration patience = model::Duration::seconds(30);

    struct Change {
        PredictionAlarm alarm;
        bool hasBegun = false;  ///< else it is over
    };

    /// What has changed since the comparison before.
    std::vector<Change> take(model::Instant now, const std::vector<ComparedElement>& compared);
    /// By element and figure.
    std::vector<PredictionAlarm> alarms() const;

private:
    struct State {
        PredictionAlarm alarm;
        bool isTold = false;
    };
    std::map<std::pair<std::string, std::string>, State> m_outside;
};

/// "group/audit: p99 latency 210 ms, predicted 35.0 ms (28.0 ms … 44.0 ms)".
std::string sentenceOf(const PredictionAlarm& alarm);

}  // namespace headroom::presentation
