#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <vector>

#include "model/trace/memory_trace.h"
#include "model/trace/trace.h"

namespace headroom::presentation {

/// The newest part of a trace as it goes on, in bounded memory.
class RecentTrace : public trace::TraceSink {
public:
    explicit RecentTrace(model::Duration window) : m_window(window) {}

    void begin(const trace::Header& header) override { m_header = header; }
    void declare(const trace::Element& element) override { m_elements.push_back(element); }
    void declare(const trace::Series& series) override { m_declared.push_back(series); }
    void frame(const trace::Frame& frame) override;
    void event(const trace::Event& event) override;
    void span(const trace::Span&) override {}
    void end(const trace::Footer&) override {}

    const trace::Header& header() const { return m_header; }
    /// Of the whole trace so far.
    std::size_t frames() const { return m_frames; }
    /// Between its first frame and its newest.
    model::Duration length() const;
    model::Instant now() const { return m_kept.empty() ? model::Instant{} : m_kept.back().frame.time; }
    /// The window's frames, after one more that they count from; without events and spans.
    trace::MemoryTrace memory() const;
    /// Bounds of the histograms that latencies were measured with, in seconds, ascending: quantiles aren't known any finer.
    const std::vector<std::vector<double>>& buckets() const { return m_buckets; }

private:
    struct Kept {
        std::vector<trace::Series> declared;  ///< since the frame before
        trace::Frame frame;
    };

    model::Duration m_window;
    trace::Header m_header;
    std::vector<trace::Element> m_elements;
    std::vector<trace::Series> m_declaredBefore;  ///< before all frames that are kept
    std::map<trace::SeriesIndex, double> m_before;
    std::vector<trace::Series> m_declared;  ///< since the newest frame
    std::deque<Kept> m_kept;
    std::vector<std::vector<double>> m_buckets;
    std::size_t m_frames = 0;
    model::Instant m_first;
};

}  // namespace headroom::presentation
