#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <limits>
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

    /// From now on whoever puts waits while so many are on their way: for what can wait, unlike an engine.
    void limit(std::size_t items);
    /// Nobody takes any more: nobody waits, and what is put is dropped.
    void close();

    /// Passes on what has arrived, in order, until the deadline; whether anything was. From the showing thread only.
    bool drain(trace::TraceSink& sink, Clock::time_point deadline);
    /// Whether everything that arrived was passed on. From the showing thread only.
    bool isDrained();

private:
    using Item =
        std::variant<trace::Header, trace::Element, trace::Series, trace::Frame, trace::Event, trace::Span, trace::Footer>;
    void put(Item item);
    bool hasNext();

    std::mutex m_mutex;
    std::condition_variable m_takenSome;
    std::vector<Item> m_arrived;  ///< guarded, as are limit and isClosed
    std::size_t m_limit = std::numeric_limits<std::size_t>::max();
    bool m_isClosed = false;
    std::vector<Item> m_taken;    ///< the showing thread's
    std::size_t m_next = 0;
};

}  // namespace headroom::views
