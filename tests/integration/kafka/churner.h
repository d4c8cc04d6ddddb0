#pragma once

#include <condition_variable>
#include <functional>
#include <limits>
#include <mutex>
#include <string>
#include <thread>

namespace headroom::integration {

/// Does the same again and again in a thread of its own, until it is destroyed; what it throws fails the test, as does not doing
/// it at all.
class Churner {
public:
    using Round = std::function<void(int number)>;

    /// Does no more than so many rounds, until more are granted.
    Churner(std::string name, Round round, int granted = std::numeric_limits<int>::max());
    ~Churner();
    Churner(const Churner&) = delete;
    Churner& operator=(const Churner&) = delete;

    /// Allows one more.
    void grant();
    /// Waits until so many are done, or one failed.
    void waitForRounds(int count);
    int rounds() const;

private:
    void churn();
    /// Waits for the next one's grant; false at the end.
    bool isGranted();

    std::string m_name;
    Round m_round;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_granted;
    int m_done = 0;
    bool m_isEnding = false;
    bool m_hasFailed = false;
    std::thread m_thread;  ///< last, for it uses the others
};

}  // namespace headroom::integration
