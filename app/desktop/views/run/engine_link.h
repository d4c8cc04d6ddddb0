#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QThread>
#include <atomic>
#include <memory>

#include "app/desktop/views/inbox.h"
#include "app/desktop/views/run/trace_queue.h"

namespace headroom::views {

/// How an engine's process ended.
struct EngineExit {
    bool started = true;
    bool crashed = false;
    int code = 0;        ///< exit status, or the signal when it crashed
    QString errors;      ///< what it said on standard error, or why it did not start
    QString traceError;  ///< what was wrong with its trace; empty when nothing was
};

/// An engine's process, started, fed and read in a thread of its own; its trace goes into a queue.
/// The process never outlives the link, nor this program, however that ends.
class EngineLink : public QObject {
    Q_OBJECT

public:
    EngineLink(QString program, QStringList arguments, std::shared_ptr<TraceQueue> queue);
    /// Asks the process to end, and kills it when it doesn't within a second.
    ~EngineLink() override;

    void write(const QByteArray& line);
    /// Asks it to end soon, with a whole trace.
    void interrupt();
    void kill();
    /// 0 while there is none.
    qint64 processId() const { return m_shared->process; }
    /// Milliseconds since it last said anything, or was started.
    qint64 silence() const;

signals:
    /// Everything it said is in the queue.
    void ended(const headroom::views::EngineExit& exit);

private:
    class Worker;
    /// What both threads look at.
    struct Shared {
        std::atomic<qint64> process = 0;
        std::atomic<qint64> lastOutput = 0;  ///< milliseconds of the steady clock
    };

    /// From the worker's thread.
    void tell(EngineExit exit);

    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    QThread m_thread;
    Worker* m_worker = nullptr;     ///< belongs to the thread
    Inbox* m_toWorker = nullptr;    ///< belongs to the thread
    Inbox m_fromWorker;
};

/// Seconds of CPU the process has used; negative where that can't be found out.
double cpuSecondsOf(qint64 process);

}  // namespace headroom::views
