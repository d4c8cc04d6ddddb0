#pragma once

#include <QObject>
#include <QString>
#include <atomic>
#include <memory>
#include <thread>

#include "app/desktop/views/inbox.h"
#include "app/desktop/views/run/trace_queue.h"
#include "model/trace/recording_reader.h"

namespace headroom::views {

/// Reads a recording in a thread of its own into a queue.
class RecordingLoader : public QObject {
    Q_OBJECT

public:
    RecordingLoader(std::unique_ptr<trace::RecordingReader> reader, std::shared_ptr<TraceQueue> queue);
    /// Begins to read, once whoever wants to know of the end is listening.
    void start();
    /// Gives up what isn't read yet.
    ~RecordingLoader() override;

signals:
    /// Everything readable is in the queue; the message says what is damaged, if anything is.
    void ended(const QString& message);

private:
    std::unique_ptr<trace::RecordingReader> m_reader;
    std::shared_ptr<TraceQueue> m_queue;
    std::atomic<bool> m_keepGoing = true;
    Inbox m_inbox;
    std::thread m_thread;
};

}  // namespace headroom::views
