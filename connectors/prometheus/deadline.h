#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace headroom::connectors::prometheus {

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

    bool isOver() const;
    bool isCancelled() const;
    /// What is left; at least a millisecond.
    std::chrono::milliseconds left() const;
    std::chrono::milliseconds allowed() const { return m_allowed; }

private:
    void run(const std::stop_token& stop);
    void end();

    const std::chrono::milliseconds m_allowed;
    const Clock::time_point m_end;
    const std::function<bool()> m_asked;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<int> m_sockets;  ///< duplicates: the originals may be closed, and their numbers used again
    bool m_isOver = false;
    bool m_isCancelled = false;
    std::jthread m_thread;  ///< last: ends first
};

}  // namespace headroom::connectors::prometheus
