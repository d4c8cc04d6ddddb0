#include "tests/gui/support/loop_watch.h"

#include <QAbstractEventDispatcher>
#include <algorithm>
#include <ctime>

namespace headroom::gui {

double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

LoopWatch::LoopWatch() {
    const auto* loop = QAbstractEventDispatcher::instance();
    connect(loop, &QAbstractEventDispatcher::aboutToBlock, this, &LoopWatch::sleeps);
    connect(loop, &QAbstractEventDispatcher::awake, this, &LoopWatch::wakes);
    restart();
}

LoopWatch::~LoopWatch() = default;

void LoopWatch::restart() {
    m_longest = m_longestWork = 0;
    wakes();
}

void LoopWatch::wakes() {
    // Awake comes after each sleep, and also between turns that did not sleep.
    sleeps();
    m_clock.start();
    m_workBefore = threadMilliseconds();
}

void LoopWatch::sleeps() {
    if (!m_clock.isValid()) return;
    m_longest = std::max(m_longest, static_cast<double>(m_clock.nsecsElapsed()) * 1e-6);
    m_longestWork = std::max(m_longestWork, threadMilliseconds() - m_workBefore);
    m_clock.invalidate();
}

}  // namespace headroom::gui
