#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace headroom::gui {

/// User and system time of this thread.
double threadMilliseconds();

/// Measures how long the event loop does not turn: how long a key press would wait.
class LoopWatch : public QObject {
public:
    LoopWatch();
    ~LoopWatch() override;
    void restart();
    /// In milliseconds, since the last restart().
    double longestTurn() const { return m_longest; }
    /// Processor time of the longest turn by that measure.
    double longestWork() const { return m_longestWork; }

private:
    void sleeps();
    void wakes();

    QElapsedTimer m_clock;
    double m_workBefore = 0;
    double m_longest = 0;
    double m_longestWork = 0;
};

}  // namespace headroom::gui
