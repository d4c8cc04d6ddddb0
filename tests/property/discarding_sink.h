#pragma once

#include "model/trace/trace.h"

namespace headroom::tests {

/// A trace nobody reads: for tests that look at the world itself.
class DiscardingSink final : public trace::TraceSink {
public:
    void begin(const trace::Header&) override {}
    void declare(const trace::Element&) override {}
    void declare(const trace::Series&) override {}
    void frame(const trace::Frame&) override {}
    void event(const trace::Event&) override {}
    void span(const trace::Span&) override {}
    void end(const trace::Footer&) override {}
};

}  // namespace headroom::tests
