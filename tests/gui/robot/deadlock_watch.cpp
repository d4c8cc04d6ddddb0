#include "tests/gui/robot/deadlock_watch.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace headroom::gui {
namespace {

constexpr int pulseMilliseconds = 200;

}  // namespace

DeadlockWatch::DeadlockWatch() {
    m_pulse.setInterval(pulseMilliseconds);
    QObject::connect(&m_pulse, &QTimer::timeout, [this] { ++m_turns; });
    m_pulse.start();
    m_thread = std::thread([this] { watch(); });
}

DeadlockWatch::~DeadlockWatch() {
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_end.notify_all();
    m_thread.join();
}

void DeadlockWatch::begin(const QString& step) {
    const std::lock_guard lock(m_mutex);
    m_step = step.toStdString();
    ++m_steps;
    ++m_turns;
}

void DeadlockWatch::watch() {
    std::unique_lock lock(m_mutex);
    int turns = m_turns;
    int steps = m_steps;
    for (int still = 0, stepFor = 0; !m_isOver;) {
        if (m_end.wait_for(lock, std::chrono::seconds(1), [this] { return m_isOver; })) return;
        still = turns == m_turns ? still + 1 : 0;
        stepFor = steps == m_steps ? stepFor + 1 : 0;
        turns = m_turns;
        steps = m_steps;
        if (still < patience && stepFor < stepPatience) continue;
        std::fprintf(stderr, "The event loop %s for %d s in %s\n", still < patience ? "got no further" : "did not turn",
                     std::max(still, stepFor), m_step.c_str());
        std::abort();
    }
}

}  // namespace headroom::gui
