#pragma once

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "model/scenario/scenario.h"
#include "model/trace/memory_trace.h"

namespace headroom::presentation {

/// What an element is up to, by rising urgency.
enum class CardState { Idle, Ok, Busy, Scaling, Rebalancing, Behind, Saturated, Failing, BreakerOpen, Fault, Down };

/// "ok", "breaker open", "falling behind".
std::string wordOf(CardState state);

/// What one element's card shows at an instant; NaN where it has no such figure.
struct CardFigures {
    double throughput = std::nan("");
    std::string throughputUnit;  ///< "requests/s"
    double utilisation = std::nan("");
    double latencyP99 = std::nan("");  ///< seconds
    double consumerLag = std::nan("");
    double timeLag = std::nan("");  ///< seconds
    double queued = std::nan("");
    double errorRate = std::nan("");  ///< share of what ended
    double ready = std::nan("");      ///< replicas that serve
    double wanted = std::nan("");     ///< replicas there are to be
    std::vector<double> partitionLag;  ///< of a topic: by partition, of the group furthest behind; empty where no series says so
    std::vector<double> history;       ///< throughput of the frames up to this one, oldest first
    CardState state = CardState::Idle;
};

/// Figures of single elements at single frames, quick enough to ask for hundreds of them ten times a second. Follows a trace
/// that grows; the trace and the scenario (which may be null) outlive it.
class InstantFigures {
public:
    InstantFigures(const trace::MemoryTrace& trace, const model::Scenario* scenario) : m_trace(trace), m_scenario(scenario) {}

    /// `frame` is a position in trace.frames(); at most `history` past frames are looked at for the history.
    CardFigures at(const std::string& element, std::size_t frame, std::size_t history = 60);

private:
    struct Fault {
        model::Instant begin;
        model::Instant end;
        std::string what;
    };
    void catchUp();
    void takeEvent(const trace::Event& event);
    std::vector<double> partitionLag(const std::string& topic, std::size_t frame) const;
    std::vector<double> history(const std::string& element, std::size_t frame, std::size_t most) const;
    double gauge(const std::string& element, const char* name, std::size_t frame) const;
    bool isFaulty(const std::string& element, std::size_t frame) const;
    CardState stateOf(const trace::Element& element, const CardFigures& figures, std::size_t frame) const;

    const trace::MemoryTrace& m_trace;
    const model::Scenario* m_scenario;
    std::size_t m_elementsSeen = 0;
    std::size_t m_eventsSeen = 0;
    /// By topic and partition: the elements that tell a group's lag there.
    std::map<std::string, std::vector<std::vector<std::string>>> m_assignments;
    std::map<std::string, std::vector<Fault>> m_faults;
};

}  // namespace headroom::presentation
