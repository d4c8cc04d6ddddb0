#pragma once

#include <utility>
#include <vector>

#include "model/trace/trace.h"

namespace headroom::trace {

/// Passes everything on to several sinks that someone else owns, in the order in which they were added.
class TeeSink : public TraceSink {
public:
    TeeSink() = default;
    explicit TeeSink(std::vector<TraceSink*> sinks) : m_sinks(std::move(sinks)) {}

    void add(TraceSink& sink) { m_sinks.push_back(&sink); }

    void begin(const Header& header) override {
        for (TraceSink* sink : m_sinks) sink->begin(header);
    }
    void declare(const Element& element) override {
        for (TraceSink* sink : m_sinks) sink->declare(element);
    }
    void declare(const Series& series) override {
        for (TraceSink* sink : m_sinks) sink->declare(series);
    }
    void frame(const Frame& frame) override {
        for (TraceSink* sink : m_sinks) sink->frame(frame);
    }
    void event(const Event& event) override {
        for (TraceSink* sink : m_sinks) sink->event(event);
    }
    void span(const Span& span) override {
        for (TraceSink* sink : m_sinks) sink->span(span);
    }
    void end(const Footer& footer) override {
        for (TraceSink* sink : m_sinks) sink->end(footer);
    }

private:
    std::vector<TraceSink*> m_sinks;
};

}  // namespace headroom::trace
