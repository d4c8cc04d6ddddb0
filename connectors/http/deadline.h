#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace headroom::connectors::http {

/// Ends what goes on over sockets once the time allowed is over or somebody cancels it, however slowly it goes on.
class Deadline {
public:
    using Clock = std::chrono::steady_clock;

    /// `isCancelled` is asked now and then, from a thread of this one's own.
    Deadline(std::chrono::milliseconds allowed, std::function<bool()> isCancelled);
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    /// Shuts this socket down in time; at once if the time is over.
    void watch(int socket);

    /// From now on so much time is left, whatever was allowed before.
    void allow(std::chrono::milliseconds more);

    bool isOver() const;
    bool isCancelled() const;
    /// What is left; at least a millisecond.
    std::chrono::milliseconds left() const;
    /// What was allowed last.
    std::chrono::milliseconds allowed() const;

private:
    void run(const std::stop_token& stop);
    void end();

    const std::function<bool()> m_asked;
    mutable std::mutex m_mutex;
    std::chrono::milliseconds m_allowed;
    Clock::time_point m_end;
    std::condition_variable_any m_wake;
    std::vector<int> m_sockets;  ///< duplicates: the originals may be closed, and their numbers used again
    bool m_isOver = false;
    bool m_isCancelled = false;
    std::jthread m_thread;  ///< last: ends first
};

}  // namespace headroom::connectors::http
