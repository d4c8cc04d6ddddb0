#pragma once
// The trace: what a simulation, a live session and a recording all produce, and every view consumes.

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "model/ids.h"
#include "model/quantities.h"
#include "model/trace/latency_sketch.h"

namespace headroom::trace {

using model::ElementIndex;
using model::Instant;
using model::SeriesIndex;

/// The version of the schema below; a reader refuses a larger major.
inline constexpr int schemaMajor = 1;
inline constexpr int schemaMinor = 0;

/// A thing that has metrics: "service/transaction", "pod/transaction-0", "partition/orders/3", "group/audit/orders".
struct Element {
    ElementIndex index;
    std::string id;      ///< unique; kind, slash, name
    std::string kind;    ///< client, service, pod, store, cluster, broker, topic, partition, group, link, ...
    std::string name;    ///< as a person calls it
    std::string parent;  ///< id of the element that contains it; empty at the top
};

enum class SeriesKind {
    Counter,  ///< cumulative since the start
    Gauge,    ///< value at the frame's instant
    Latency,  ///< a mergeable sketch of what completed since the frame before
};

/// One metric of one element.
struct Series {
    SeriesIndex index;
    ElementIndex element;
    std::string name;  ///< "requests", "consumerLag", "utilisation"
    std::string unit;  ///< "1", "s", "B", "records"; latency sketches hold nanoseconds and say "s"
    SeriesKind kind = SeriesKind::Gauge;
};

/// The state at an instant. Holds only what differs from the frame before; sketches only where something completed.
/// A counter or gauge is 0 from its declaration until a frame says otherwise; NaN is "unknown". Each series appears at most
/// once; in the stream and the recording they ascend, whatever their order here.
struct Frame {
    std::uint64_t number = 0;
    Instant time;
    std::vector<std::pair<SeriesIndex, double>> values;
    std::vector<std::pair<SeriesIndex, LatencySketch>> sketches;
};

/// A named input or result of a decision.
struct ReasonValue {
    std::string name;
    std::variant<double, std::string> value;
    std::string unit;
};

/// Why something happened, enough to say "HPA 4 → 6: ceil(4 × 83 / 60) = 6; policy allows 8".
struct Reason {
    std::string rule;  ///< "hpa.scaleUp", "circuitBreaker.open"
    std::vector<ReasonValue> inputs;
    std::string result;    ///< "6 replicas"
    std::string sentence;  ///< the whole reason as one sentence with its figures
    std::string source;    ///< where the rule comes from: "pkg/controller/podautoscaler/replica_calculator.go"
};

/// A control-plane change or a fault: scaling, election, rebalance, breaker, restart, command.
struct Event {
    Instant time;
    std::uint64_t sequence = 0;     ///< kernel's event sequence, orders events of one instant
    std::string kind;               ///< "hpa.scaled", "pod.ready", "breaker.opened", "fault.began", "command"
    std::string element;            ///< element id
    std::string severity = "info";  ///< info, warning, error
    std::string summary;            ///< one line for a timeline
    Reason reason;
};

/// One sampled journey of a request or record through an element.
struct Span {
    std::uint64_t trace = 0;
    std::uint64_t span = 0;
    std::uint64_t parent = 0;
    std::string element;
    std::string operation;
    Instant begin;
    Instant end;
    bool failed = false;
};

/// What a trace is of.
struct Header {
    std::string scenario;
    std::string runtime;  ///< "native", "simgrid", "live"
    std::uint64_t seed = 0;
    model::Duration frameInterval;
    model::Duration duration;
    model::Duration warmup;
    std::string scenarioText;  ///< the file's bytes, so that a recording explains itself
    std::string scenarioPath;
    std::map<std::string, std::string> settings;  ///< --set and the like
};

/// How a trace ended.
struct Footer {
    std::string outcome;  ///< "completed", "interrupted", "stopped"
    Instant end;
    std::uint64_t fingerprint = 0;  ///< of all frames and events; see fingerprint.h
    double wallSeconds = 0;         ///< not part of the fingerprint
    std::uint64_t kernelEvents = 0;
    std::uint64_t droppedFrames = 0;  ///< a viewer's stream only; a recording drops none
};

/// Receives a trace in order: begin, then any mix of declarations, frames, events and spans, then end.
/// Elements and series are declared before their first use and may appear at any time. Calls come from one thread.
class TraceSink {
public:
    virtual ~TraceSink() = default;
    virtual void begin(const Header& header) = 0;
    virtual void declare(const Element& element) = 0;
    virtual void declare(const Series& series) = 0;
    virtual void frame(const Frame& frame) = 0;
    virtual void event(const Event& event) = 0;
    virtual void span(const Span& span) = 0;
    virtual void end(const Footer& footer) = 0;
};

}  // namespace headroom::trace
