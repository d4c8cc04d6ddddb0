#pragma once

#include <optional>
#include <string>

#include "model/trace/memory_trace.h"

namespace headroom::validation {

/// What a group did in a stretch of a trace, measured or simulated; absent where the trace doesn't say it.
struct GroupFigures {
    std::optional<double> throughput;  ///< records/s worked off
    std::optional<double> mean;        ///< s, of the latency from a journey's begin to a record's processing
    std::optional<double> p99;         ///< s
};

/// Between two instants, in seconds of the trace; nothing where it ends before.
GroupFigures figuresOf(const trace::MemoryTrace& trace, const std::string& group, double from, double to);

/// Seconds from the largest lag after `from` until no more than `drained` records wait; absent where that never comes, or the lag
/// was never larger.
std::optional<double> drainTimeOf(const trace::MemoryTrace& trace, const std::string& group, double from, double drained);

}  // namespace headroom::validation
