#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace headroom::services {

/// What travels with a request or a record so that its path can be told. Source: W3C Trace Context, level 1, traceparent.
struct TraceContext {
    std::uint64_t traceHigh = 0;  ///< the trace id's upper 64 bits
    std::uint64_t traceLow = 0;   ///< its lower ones; not both are 0
    std::uint64_t span = 0;       ///< the parent id; not 0
    std::uint8_t flags = 1;       ///< sampled

    /// Nothing where the text is no valid traceparent; versions to come are read as version 00.
    static std::optional<TraceContext> read(std::string_view traceparent);
    std::string text() const;
    /// The trace id: 32 hexadecimal digits.
    std::string traceText() const;
    /// The same trace one step on: what is done next is span `number` of this one.
    TraceContext child(std::uint64_t number) const;
    bool operator==(const TraceContext&) const = default;
};

/// What travels beside the trace: when the client's journey began, or was due. In nanoseconds since the epoch. Source: W3C
/// Baggage.
std::string baggageOf(std::int64_t originNs);
/// Nothing where the baggage doesn't say it.
std::optional<std::int64_t> originIn(std::string_view baggage);

/// What is being worked on: an arrival of a client, or a record. Its number decides all that is drawn for it.
struct Errand {
    std::uint64_t id = 0;  ///< the lower half of the trace id: the same in every service the arrival comes through
    TraceContext trace;
    std::int64_t originNs = 0;  ///< since the epoch: when the client's journey began
    bool isPoison = false;      ///< its processing fails in the end, so what it writes is rolled back

    /// Which request or record it is: the same when it is sent, or delivered, again, and nobody else's.
    std::string identity() const;
    static Errand of(const TraceContext& trace, std::int64_t originNs) { return {trace.traceLow, trace, originNs}; }
};

}  // namespace headroom::services
