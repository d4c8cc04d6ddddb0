#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "connectors/prometheus/labels.h"
#include "model/diagnostics.h"

namespace headroom::connectors::prometheus {

/// Where a line can't be understood, and why. Thrown inside the reader only.
struct BadLine {
    model::SourcePosition position;
    std::string message;
};

/// Reads one line of an exposition from left to right.
class LineCursor {
public:
    LineCursor(std::string_view line, int number) : m_line(line), m_number(number) {}

    bool isAtEnd() const { return m_at == m_line.size(); }
    bool isAt(char c) const { return !isAtEnd() && m_line[m_at] == c; }
    /// Goes past the character, if it is there.
    bool skip(char c);
    void skipBlanks();
    /// Up to the next blank.
    std::string_view word();
    std::string_view rest();
    /// [a-zA-Z_][a-zA-Z0-9_]*, with ':' for metrics. `what` says what was expected in its place.
    std::string_view name(bool mayHaveColons, const char* what);
    /// Text between quotes, without its escapes.
    std::string quoted();
    double number(const char* what);
    /// {label="value", ...}, at the opening brace. A quoted text without a value is the metric's name and goes to `metric`; where
    /// that is null it is refused.
    Labels labels(std::string* metric);

    model::SourcePosition position() const { return positionOf(m_at); }
    [[noreturn]] void fail(const std::string& message) const { fail(m_at, message); }

private:
    model::SourcePosition positionOf(std::size_t at) const;
    [[noreturn]] void fail(std::size_t at, const std::string& message) const;
    void label(Labels& labels, std::string* metric);
    /// What stands here, short enough and harmless to print.
    std::string sight() const;

    std::string_view m_line;
    int m_number;
    std::size_t m_at = 0;
};

/// Without what follows backslashes: \\ and \n, and \" where `hasQuotes`. Others stay as they are.
std::string unescaped(std::string_view text, bool hasQuotes);

}  // namespace headroom::connectors::prometheus
