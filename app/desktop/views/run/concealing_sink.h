#pragma once

#include <functional>

#include "model/trace/trace.h"

namespace headroom::views {

/// Which events viewers are not to see, such as a fault that a trainer hides.
using Concealment = std::function<bool(const trace::Event&)>;

/// Passes a trace on without what is concealed.
class ConcealingSink : public trace::TraceSink {
public:
    /// Both outlive it.
    ConcealingSink(trace::TraceSink& next, const Concealment& conceals) : m_next(next), m_conceals(conceals) {}

    void begin(const trace::Header& header) override { m_next.begin(header); }
    void declare(const trace::Element& element) override { m_next.declare(element); }
    void declare(const trace::Series& series) override { m_next.declare(series); }
    void frame(const trace::Frame& frame) override { m_next.frame(frame); }
    void event(const trace::Event& event) override {
        if (!m_conceals || !m_conceals(event)) m_next.event(event);
    }
    void span(const trace::Span& span) override { m_next.span(span); }
    void end(const trace::Footer& footer) override { m_next.end(footer); }

private:
    trace::TraceSink& m_next;
    const Concealment& m_conceals;
};

}  // namespace headroom::views
