#pragma once

#include <map>
#include <set>
#include <string>

#include "connectors/kubernetes/snapshot.h"
#include "connectors/live_trace.h"

namespace headroom::connectors::kubernetes {

/// Turns what is known of a cluster into the elements, series and events that a simulation's trace has, by the same names.
class WorkloadTracer {
public:
    /// The trace outlives it, and may have others' series.
    explicit WorkloadTracer(LiveTrace& trace) : m_trace(trace) {}

    /// The values of the next frame, and what has happened. Instants ascend.
    void take(const Snapshot& snapshot, trace::Instant now);

private:
    void takeStates(const Snapshot& snapshot, trace::Instant now);
    void takeServices(const Snapshot& snapshot);
    void takePods(const Snapshot& snapshot);
    void takeScaler(const std::string& element, const Autoscaler& scaler);
    void takeEvents(const Snapshot& snapshot, trace::Instant now);
    void declarePod(const std::string& name, const std::string& service);
    /// A counter from what has come up to now.
    void total(const std::string& element, const std::string& name, const std::string& unit, double all);
    void tell(trace::Instant now, const std::string& kind, const std::string& severity, const std::string& summary,
              const std::string& result);

    LiveTrace& m_trace;
    std::string m_source;                                            ///< its element
    std::map<std::pair<std::string, std::string>, double> m_totals;  ///< by element and series
    std::set<std::string> m_living;                                  ///< pods at the snapshot before, by element
    std::map<Kind, std::string> m_problems;
    bool m_isConnected = false;
    trace::Instant m_before;
};

}  // namespace headroom::connectors::kubernetes
