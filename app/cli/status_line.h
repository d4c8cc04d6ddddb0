#pragma once

#include <string>

namespace headroom::cli {

/// Lines that stay, and below them, on a terminal, one that is written again and again.
class StatusLine {
public:
    StatusLine();
    ~StatusLine() { clear(); }
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    bool isTerminal() const { return m_isTerminal; }
    /// A line that stays.
    void print(const std::string& line);
    /// Replaces the last one; nothing where there is no terminal.
    void show(const std::string& status);
    void clear();

private:
    bool m_isTerminal;
    std::string m_status;
};

}  // namespace headroom::cli
