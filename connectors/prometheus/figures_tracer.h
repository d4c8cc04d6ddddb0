#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "connectors/error.h"
#include "connectors/kafka/trace_declarations.h"
#include "connectors/prometheus/snapshot.h"
#include "model/quantities.h"

namespace headroom::connectors::prometheus {

/// Turns looks at metrics into the series of a trace that a simulation has of the same elements, by the same names.
///
/// Counters grow by what is known to have come in since the session began. Frames are the caller's, and may be more frequent than
/// looks.
class FiguresTracer {
public:
    /// Both outlive it; `values` are those of `sink`, perhaps with others' series.
    FiguresTracer(trace::TraceSink& sink, kafka::TraceDeclarations& values, model::Duration staleAfter)
        : m_sink(sink), m_values(values), m_staleAfter(staleAfter) {}

    /// Takes in what a look found; an event for each source that begins or ends to fail. Instants ascend.
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
    void takeService(const ElementFigures& figures);
    void takeGroup(const ElementFigures& figures);
    void gauge(const ElementFigures& figures, const std::string& name, const std::string& unit, std::optional<double> value);
    void count(const ElementFigures& figures, const std::string& name, const std::string& unit, std::optional<double> more);
    void noteSource(const SourceState& state, trace::Instant now);
    void noteRemarks(const std::set<std::string>& remarks, trace::Instant now);
    void tell(trace::Instant now, const std::string& kind, const std::string& element, const std::string& severity,
              const std::string& summary);

    trace::TraceSink& m_sink;
    kafka::TraceDeclarations& m_values;
    model::Duration m_staleAfter;
    std::optional<trace::Instant> m_looked;
    std::map<std::pair<std::string, std::string>, Gauge> m_gauges;  ///< by element and name
    std::map<std::string, std::string> m_failures;                  ///< by source; empty: it does well
    std::set<std::string> m_remarks;
    std::string m_blindness;
    std::uint64_t m_sequence = 0;
};

}  // namespace headroom::connectors::prometheus
