#pragma once

#include <QString>
#include <QTimer>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace headroom::gui {

/// Ends the program, saying where, when the event loop does not turn any more, or turns without ever getting on with a step.
class DeadlockWatch {
public:
    DeadlockWatch();
    ~DeadlockWatch();
    DeadlockWatch(const DeadlockWatch&) = delete;
    DeadlockWatch& operator=(const DeadlockWatch&) = delete;

    /// A new step begins.
    void begin(const QString& step);

private:
    void watch();

    static constexpr int patience = 30;       ///< seconds without a turn of the event loop
    static constexpr int stepPatience = 120;  ///< seconds of one step, with nested event loops

    QTimer m_pulse;
    std::atomic<int> m_turns{0};
    std::atomic<int> m_steps{0};
    std::mutex m_mutex;
    std::condition_variable m_end;
    std::string m_step;
    bool m_isOver = false;
    std::thread m_thread;  ///< last: it uses the others
};

}  // namespace headroom::gui
