#pragma once

#include <QObject>
#include <functional>
#include <mutex>
#include <vector>

namespace headroom::views {

/// What other threads ask of the one this lives in: done there, in order, when its event loop comes to it. What is asked goes through a
/// lock of our own rather than Qt's queue of events, so that ThreadSanitizer, for which Qt isn't built, sees it handed over.
class Inbox : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    /// From any thread, while this lives; what is left when it goes is dropped.
    void put(std::function<void()> errand);

private slots:
    void empty();

private:
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_errands;  ///< guarded
};

}  // namespace headroom::views
