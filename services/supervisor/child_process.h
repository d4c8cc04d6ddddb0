#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

#include "services/supervisor/event_loop.h"

namespace headroom::services {

/// How a process ended.
struct ChildEnd {
    bool wasKilled = false;
    int number = 0;  ///< its exit status, or the signal that killed it

    bool isOrderly() const { return !wasKilled && number == 0; }
    /// "exited with status 3", "was killed by signal 9 (Killed)".
    std::string sentence() const;
};

/// A program in a process of its own, in a process group of its own, its standard streams in our hands. It has no other
/// descriptor of ours, and is killed when we go, however we go.
class ChildProcess {
public:
    /// Called by the loop, never by a call of this class.
    struct Listener {
        std::function<void(const std::string& line)> line;  ///< of standard output or error, without its end
        std::function<void(const ChildEnd& end)> ended;     ///< once, after the last line; it may destroy the process
    };

    /// Starts it. Throws std::system_error when that can't be done.
    ChildProcess(EventLoop& loop, const std::vector<std::string>& command, Listener listener);
    /// Kills it and waits for it if it has not ended.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    pid_t id() const { return m_process; }
    /// Never blocks. False when it hasn't read what was sent before for so long that no more is kept for it.
    bool send(const std::string& line);
    void signal(int number);

private:
    void start(const std::vector<std::string>& command);
    void flush();
    bool readMore();
    void takeLines();
    void readAtEnd();

    EventLoop& m_loop;
    Listener m_listener;
    pid_t m_process = -1;
    int m_handle = -1;  ///< a pidfd
    int m_input = -1;
    int m_output = -1;
    std::string m_unsent;
    std::string m_unread;
};

}  // namespace headroom::services
