#include "app/cli/live_screen.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace headroom::cli {
namespace {

constexpr std::size_t usualColumns = 100;
constexpr std::size_t leastColumns = 40;
constexpr std::size_t usualLines = 24;
constexpr std::size_t leastLines = 5;

winsize sizeOfTerminal() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) size = {};
    return size;
}

/// Each line's rest is cleared, so that the page replaces the one before without flicker.
std::string replacing(const std::string& page) {
    std::string text = "\033[H";
    for (const char byte : page) text += byte == '\n' ? std::string("\033[K\n") : std::string(1, byte);
    return text + "\033[J";
}

}  // namespace

LiveScreen::LiveScreen() : m_isTerminal(isatty(STDOUT_FILENO) == 1) {}

std::size_t LiveScreen::columns() const {
    const std::size_t columns = m_isTerminal ? sizeOfTerminal().ws_col : 0;
    return columns == 0 ? usualColumns : std::max(columns, leastColumns);
}

std::size_t LiveScreen::lines() const {
    const std::size_t lines = sizeOfTerminal().ws_row;
    return lines == 0 ? usualLines : std::max(lines, leastLines);
}

void LiveScreen::draw(const std::string& page) {
    if (m_isTerminal && !m_isOpen) std::fputs("\033[?1049h\033[?25l", stdout);
    m_isOpen = m_isTerminal;
    std::fputs((m_isTerminal ? replacing(page) : page + "\n").c_str(), stdout);
    std::fflush(stdout);
}

void LiveScreen::leave() {
    if (m_isOpen) std::fputs("\033[?25h\033[?1049l", stdout);
    if (m_isOpen) std::fflush(stdout);
    m_isOpen = false;
}

}  // namespace headroom::cli
