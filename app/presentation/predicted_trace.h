#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/presentation/prediction.h"
#include "app/presentation/prediction_alarms.h"
#include "model/trace/fingerprint.h"
#include "model/trace/trace.h"

namespace headroom::presentation {

/// Passes a live trace on, with what is predicted in it: gauges "predicted.<figure>" of the elements that are measured, and
/// events that say for which load, and what differs. Numbers series and events anew, and gives the whole its own fingerprint.
class PredictedTrace : public trace::TraceSink {
public:
    /// The next sink outlives it.
    explicit PredictedTrace(trace::TraceSink& next) : m_next(&next) {}

    void begin(const trace::Header& header) override;
    void declare(const trace::Element& element) override;
    void declare(const trace::Series& series) override;
    void frame(const trace::Frame& frame) override;
    void event(const trace::Event& event) override;
    void span(const trace::Span& span) override { m_next.span(span); }
    void end(const trace::Footer& footer) override;

    /// From the next frame on. What an earlier one had and this one hasn't becomes unknown.
    void take(const Prediction& prediction);
    void take(const PredictionAlarms::Change& change);
    /// A simulation came to nothing.
    void fail(const std::string& why);

private:
    using Place = std::pair<std::string, std::string>;

    void tell(const std::string& kind, const std::string& element, const std::string& severity, trace::Reason reason);

    trace::Fingerprint m_next;
    std::map<trace::SeriesIndex, trace::SeriesIndex> m_numbers;
    std::map<std::string, trace::ElementIndex> m_elements;
    std::map<Place, trace::SeriesIndex> m_predicted;
    std::map<trace::SeriesIndex, double> m_pending;  ///< for the next frame
    std::uint32_t m_series = 0;
    std::uint64_t m_events = 0;
    model::Instant m_now;
};

}  // namespace headroom::presentation
