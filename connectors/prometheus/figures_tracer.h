#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "connectors/error.h"
#include "connectors/live_trace.h"
#include "connectors/prometheus/snapshot.h"
#include "model/quantities.h"

namespace headroom::connectors::prometheus {

/// Turns looks at metrics into the series of a trace that a simulation has of the same elements, by the same names.
///
/// Counters grow by what is known to have come in since the session began. Frames are the caller's, and may be more frequent than
/// looks.
class FiguresTracer {
public:
    /// The trace outlives it, and may have others' series.
    FiguresTracer(LiveTrace& trace, model::Duration staleAfter) : m_trace(trace), m_staleAfter(staleAfter) {}

    /// Takes in what a look found; an event for each source that begins or ends to fail, and for each new set of bounds that
    /// histograms have: a sketch made of buckets is no finer than these. Instants ascend.
    void take(const Snapshot& snapshot, trace::Instant now);
    /// Nothing could be seen at all: gauges become unknown.
    void fail(const Error& error, trace::Instant now);
    /// Before each frame: gauges keep their values between looks, until they are stale.
    void beforeFrame(trace::Instant now);

private:
    struct Gauge {
        std::string unit;
        std::optional<double> value;
    };
    void takeRequests(const ElementFigures& figures);
    void takeProcessing(const ElementFigures& figures);
    void takeCpu(const ElementFigures& figures);
    void takeOthers(const ElementFigures& figures);
    void noteBounds(const Histogram& histogram, trace::Instant now);
    void gauge(const ElementFigures& figures, const std::string& name, const std::string& unit, std::optional<double> value);
    void count(const ElementFigures& figures, const std::string& name, const std::string& unit, std::optional<double> more);
    void noteSource(const SourceState& state, trace::Instant now);
    void noteRemarks(const std::set<std::string>& remarks, trace::Instant now);
    void tell(trace::Instant now, const std::string& kind, const std::string& element, const std::string& severity,
              const std::string& summary);

    LiveTrace& m_trace;
    model::Duration m_staleAfter;
    std::optional<trace::Instant> m_looked;
    std::map<std::pair<std::string, std::string>, Gauge> m_gauges;  ///< by element and name
    std::map<std::string, std::string> m_failures;                  ///< by source; empty: it does well
    std::set<std::string> m_remarks;
    std::set<std::vector<double>> m_bounds;  ///< of all histograms so far
    std::string m_blindness;
};

}  // namespace headroom::connectors::prometheus
