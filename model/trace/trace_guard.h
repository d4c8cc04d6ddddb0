#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/trace/trace.h"

namespace headroom::trace {

/// Checks that what was read keeps the promises of a trace, so that whatever consumes it need not.
/// Each check returns an empty text, or what is wrong.
class TraceGuard {
public:
    /// Indexes at or above this are refused, so that a damaged file can't ask for all memory.
    static constexpr std::uint32_t indexLimit = 1U << 20U;

    std::string element(const Element& element);
    std::string series(const Series& series);
    /// Order, declared series, kinds, and that numbers and times ascend.
    std::string frame(const Frame& frame);
    std::string time(Instant time) const;

private:
    std::string value(SeriesIndex series, bool latency) const;
    std::string order(const Frame& frame) const;

    enum class Known : std::uint8_t { No, Number, Latency };
    std::vector<bool> m_elements;
    std::vector<Known> m_series;
    bool m_anyFrame = false;
    std::uint64_t m_lastNumber = 0;
    Instant m_lastTime;
};

}  // namespace headroom::trace
