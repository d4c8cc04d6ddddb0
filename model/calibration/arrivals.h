#pragma once

#include <optional>

#include "model/trace/frame_span.h"
#include "model/trace/memory_trace.h"

namespace headroom::calibration {

/// What came in over a span of frames.
struct Arrivals {
    enum class Process {
        Poisson,  ///< as scattered as independent arrivals are
        Regular,  ///< hardly scattered at all
        Neither,
    };
    double count = 0;
    double seconds = 0;
    std::size_t intervals = 0;
    double dispersion = 0;    ///< variance of an interval's count over its mean; 1 of a Poisson process
    std::optional<double> p;  ///< that a Poisson process of a steady rate is so far from 1, either way; absent for few intervals
    double drift = 0;         ///< the second half's rate less the first's, in standard errors
    Process process = Process::Poisson;

    double rate() const { return seconds > 0 ? count / seconds : 0; }  ///< 1/s
};

/// From a counter's growth from frame to frame, in intervals of whole frames in which five at least are expected.
Arrivals arrivalsOf(const trace::MemoryTrace& trace, const trace::Series& counter, const trace::FrameSpan& span);

}  // namespace headroom::calibration
