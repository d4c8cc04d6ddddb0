#include "app/cli/status_line.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "app/presentation/format.h"

namespace headroom::cli {
namespace {

constexpr std::size_t usualColumns = 100;
const char* const eraseLine = "\r\033[K";

std::size_t columns() {
    winsize size{};
    const bool isKnown = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    return isKnown ? size.ws_col - 1U : usualColumns;
}

void put(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

}  // namespace

StatusLine::StatusLine() : m_isTerminal(isatty(STDOUT_FILENO) == 1) {}

void StatusLine::print(const std::string& line) {
    put((m_status.empty() ? "" : eraseLine) + line + '\n' + m_status);
}

void StatusLine::show(const std::string& status) {
    if (!m_isTerminal) return;
    // A line that is too long would go on below and stay.
    m_status = presentation::brokenLines(status, columns()).front();
    put(eraseLine + m_status);
}

void StatusLine::clear() {
    if (!m_status.empty()) put(eraseLine);
    m_status.clear();
}

}  // namespace headroom::cli
