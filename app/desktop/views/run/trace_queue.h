#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <variant>
#include <vector>

#include "model/trace/trace.h"

namespace headroom::views {

/// A trace on its way from the thread that reads it to the one that shows it: neither waits for the other.
class TraceQueue : public trace::TraceSink {
public:
    using Clock = std::chrono::steady_clock;

    void begin(const trace::Header& header) override { put(header); }
    void declare(const trace::Element& element) override { put(element); }
    void declare(const trace::Series& series) override { put(series); }
    void frame(const trace::Frame& frame) override { put(frame); }
    void event(const trace::Event& event) override { put(event); }
    void span(const trace::Span& span) override { put(span); }
    void end(const trace::Footer& footer) override { put(footer); }

    /// Passes on what has arrived, in order, until the deadline; whether anything was. From the showing thread only.
    bool drain(trace::TraceSink& sink, Clock::time_point deadline);
    /// Whether everything that arrived was passed on. From the showing thread only.
    bool isDrained();

private:
    using Item = std::variant<trace::Header, trace::Element, trace::Series, trace::Frame, trace::Event, trace::Span, trace::Footer>;
    void put(Item item);
    bool hasNext();

    std::mutex m_mutex;
    std::vector<Item> m_arrived;  ///< guarded
    std::vector<Item> m_taken;    ///< the showing thread's
    std::size_t m_next = 0;
};

}  // namespace headroom::views
