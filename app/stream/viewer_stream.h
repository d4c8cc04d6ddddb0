#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/trace/byte_sink.h"
#include "model/trace/ndjson_writer.h"
#include "model/trace/trace.h"

namespace headroom::stream {

/// A trace stream that never waits for its reader: while the reader is behind, frames merge into the newest one.
///
/// A merged frame has the last one's number and time, every series' last value, and all latencies of the frames it stands
/// for, so that a viewer misses instants but no amounts. The frames left out are counted in the footer. Everything else is
/// kept, in order; the end waits for the reader.
class ViewerStream : public trace::TraceSink {
public:
    /// The descriptor (a pipe, a terminal) belongs to someone else. Holds back frames beyond so many unwritten bytes.
    explicit ViewerStream(int descriptor, std::size_t limitBytes = std::size_t{1} << 20U);

    void begin(const trace::Header& header) override;
    void declare(const trace::Element& element) override;
    void declare(const trace::Series& series) override;
    void frame(const trace::Frame& frame) override;
    void event(const trace::Event& event) override;
    void span(const trace::Span& span) override;
    void end(const trace::Footer& footer) override;

    /// Passes on what the reader can take now; for an owner whose run stands still.
    void tick();
    bool isBroken() const { return m_broken; }

private:
    bool isBehind() const { return m_bytes.size() - m_written > m_limit; }
    void flush(bool wait);
    void release();
    void releaseEvents();
    void hold(const trace::Frame& frame);

    int m_descriptor;
    std::size_t m_limit;
    std::string m_bytes;
    std::size_t m_written = 0;
    bool m_broken = false;
    trace::StringSink m_sink{m_bytes};
    trace::NdjsonWriter m_writer{m_sink};
    std::optional<trace::Frame> m_held;
    std::vector<trace::Event> m_heldEvents;  ///< since the held frame
    std::uint64_t m_dropped = 0;
};

}  // namespace headroom::stream
