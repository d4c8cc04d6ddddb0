#pragma once

#include <optional>
#include <string>

#include "model/trace/byte_sink.h"
#include "model/trace/trace.h"

namespace headroom::trace {

/// Writes a trace as one compact JSON object a line, each line in one write; docs/trace.md gives the schema.
/// The same trace gives the same bytes. After a failed write it stays silent and keeps the error.
class NdjsonWriter : public TraceSink {
public:
    explicit NdjsonWriter(ByteSink& bytes) : m_bytes(bytes) {}

    void begin(const Header& header) override;
    void declare(const Element& element) override;
    void declare(const Series& series) override;
    void frame(const Frame& frame) override;
    void event(const Event& event) override;
    void span(const Span& span) override;
    void end(const Footer& footer) override;

    /// Why writing stopped, if it did.
    const std::optional<Error>& error() const { return m_error; }

private:
    void start(const char* type);
    void text(const char* name, const std::string& value);
    void identifier(const char* name, std::uint64_t value);
    template <class Number>
    void number(const char* name, Number value);
    void settings(const Header& header);
    void sketch(const std::pair<SeriesIndex, LatencySketch>& entry);
    void finishLine();

    ByteSink& m_bytes;
    std::string m_line;
    Frame m_scratch;
    std::optional<Error> m_error;
};

}  // namespace headroom::trace
