#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/trace/error.h"
#include "model/trace/trace.h"
#include "model/trace/trace_guard.h"

namespace headroom::trace {

/// Reads a stream of trace lines, in pieces of any size, into a sink.
///
/// Unknown types and fields are skipped, so that a newer minor version reads; a larger major, a malformed, truncated,
/// overlong or too deeply nested line, or one that breaks a promise of the trace, stops reading with one error that
/// names the line. Whatever the bytes, the sink gets a trace that keeps its promises, and every begin its end.
class NdjsonReader {
public:
    static constexpr int maxDepth = 16;
    static constexpr std::size_t maxLineBytes = std::size_t{64} << 20U;

    explicit NdjsonReader(TraceSink& sink) : m_sink(sink) {}

    /// Takes the next bytes; ignores them after an error.
    void feed(std::string_view bytes);
    /// Ends the stream: a last line without its line end is an error if it isn't whole; a trace that began but did not
    /// end gets a footer "interrupted" at the last time seen.
    void finish();

    const std::optional<Error>& error() const { return m_error; }
    /// The line being read, from 1.
    std::size_t line() const { return m_line; }
    bool hasEnded() const { return m_ended; }

private:
    struct Line;

    void takeLine(std::string_view text);
    void interpret(const Line& line);
    void readHeader(const Line& line);
    void readFrame(const Line& line);
    void readEvent(const Line& line);
    void readSpan(const Line& line);
    void readEnd(const Line& line);
    void fail(Error::Kind kind, const std::string& message);
    void noteTime(Instant time);

    TraceSink& m_sink;
    TraceGuard m_guard;
    Frame m_frame;
    std::string m_pending;
    std::size_t m_line = 1;
    bool m_begun = false;
    bool m_ended = false;
    Instant m_lastTime;
    std::optional<Error> m_error;
};

}  // namespace headroom::trace
