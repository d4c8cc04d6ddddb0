#pragma once

#include <cstdint>
#include <string_view>

#include "model/trace/trace.h"

namespace headroom::trace {

/// Hashes a trace on its way to another sink: elements, series, frames and events, in their order.
///
/// Values count as IEEE bits (every NaN alike, minus zero as zero), sketches as buckets, sum, min and max; of an event its time,
/// kind, element, severity and its reason's rule, inputs and result. Header, spans, sentences and wall time do not count, so the
/// same run gives the same number whatever its path or its wording. Equal on every platform. Source of the mixing: the rounds of
/// xxHash64 (Yann Collet).
class Fingerprint : public TraceSink {
public:
    /// Without a next sink it only hashes.
    explicit Fingerprint(TraceSink* next = nullptr) : m_next(next) {}

    void begin(const Header& header) override;
    void declare(const Element& element) override;
    void declare(const Series& series) override;
    void frame(const Frame& frame) override;
    void event(const Event& event) override;
    void span(const Span& span) override;
    /// Fills in the footer's fingerprint where it is 0.
    void end(const Footer& footer) override;

    /// Of everything so far.
    std::uint64_t value() const;

private:
    void mix(std::uint64_t word);
    void mix(double value);
    void mix(std::string_view text);

    TraceSink* m_next;
    std::uint64_t m_hash = 0x27D4EB2F165667C5ULL;
    Frame m_scratch;
};

}  // namespace headroom::trace
