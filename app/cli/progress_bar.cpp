#include "app/cli/progress_bar.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace headroom::cli {
namespace {

constexpr int barColumns = 30;
constexpr auto redrawEvery = std::chrono::milliseconds(100);

}  // namespace

ProgressBar::ProgressBar(std::string interruption)
    : m_active(isatty(STDERR_FILENO) == 1), m_interruption(std::move(interruption)) {}

ProgressBar::~ProgressBar() {
    clear();
}

void ProgressBar::show(double done, const std::string& what) {
    const auto now = Clock::now();
    if (!m_active || (m_shown && now - m_last < redrawEvery)) return;
    m_shown = true;
    m_last = now;
    done = std::clamp(done, 0.0, 1.0);
    std::string bar;
    for (int i = 0; i < barColumns; ++i) bar += i < static_cast<int>(std::lround(done * barColumns)) ? "█" : "░";
    const double wall = std::chrono::duration<double>(now - m_began).count();
    std::string left;
    if (done > 0.02 && wall > 1) left = fmt::format(", {:.0f} s left", wall / done - wall);
    const std::string line = fmt::format("\r{} {:3.0f} %  {}{}  (Ctrl-C {})\033[K", bar, done * 100, what, left, m_interruption);
    std::fputs(line.c_str(), stderr);
    std::fflush(stderr);
}

void ProgressBar::clear() {
    if (!m_shown) return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
    m_shown = false;
}

}  // namespace headroom::cli
