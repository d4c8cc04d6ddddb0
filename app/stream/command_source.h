#pragma once

#include <deque>
#include <optional>
#include <string>

namespace headroom::stream {

/// Lines from a file descriptor that someone else owns, without ever blocking longer than asked.
class CommandSource {
public:
    explicit CommandSource(int descriptor) : m_descriptor(descriptor) {}

    /// The next whole line, waiting at most so long (negative: until there is one, the end, or a signal).
    std::optional<std::string> next(int waitMilliseconds);
    /// No line will ever come again.
    bool isExhausted() const { return m_atEnd && m_lines.empty(); }

private:
    void read();
    std::optional<std::string> take();

    int m_descriptor;
    bool m_atEnd = false;
    std::string m_pending;
    std::deque<std::string> m_lines;
};

}  // namespace headroom::stream
