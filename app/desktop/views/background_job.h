#pragma once

#include <QObject>
#include <functional>
#include <thread>

#include "app/desktop/views/inbox.h"

namespace headroom::views {

/// Work that would keep the user waiting, one piece at a time, on a thread of its own.
class BackgroundJob {
public:
    /// What to do with the answer, on the thread this lives in.
    using Delivery = std::function<void()>;

    BackgroundJob() = default;
    /// Waits for the work under way; its answer is dropped.
    ~BackgroundJob();
    BackgroundJob(const BackgroundJob&) = delete;
    BackgroundJob& operator=(const BackgroundJob&) = delete;

    /// Throws std::logic_error while one is running.
    void start(std::function<Delivery()> work);
    /// Until its answer is delivered.
    bool isRunning() const { return m_isRunning; }

private:
    Inbox m_inbox;
    std::thread m_thread;
    bool m_isRunning = false;
};

}  // namespace headroom::views
