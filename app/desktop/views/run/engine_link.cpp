#include "app/desktop/views/run/engine_link.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <QFile>
#include <QProcess>
#include <chrono>
#include <initializer_list>
#include <latch>

#include "model/trace/ndjson_reader.h"

namespace headroom::views {
namespace {

constexpr int patienceMilliseconds = 1000;
constexpr qsizetype mostErrors = 64 * 1024;

qint64 steadyMilliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

/// Lives in the link's thread.
class EngineLink::Worker : public QObject {
public:
    Worker(EngineLink& link, std::shared_ptr<TraceQueue> queue) : m_link(link), m_queue(std::move(queue)) {}

    void start(const QString& program, const QStringList& arguments) {
        m_process = std::make_unique<QProcess>();
        // Killed with this program, even where it hangs.
        m_process->setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
        connect(m_process.get(), &QProcess::readyReadStandardOutput, this, [this] { takeOutput(); });
        connect(m_process.get(), &QProcess::readyReadStandardError, this, [this] { takeErrors(); });
        connect(m_process.get(), &QProcess::finished, this,
                [this](int code, QProcess::ExitStatus status) { finish(status == QProcess::CrashExit, code); });
        connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) fail();
        });
        m_process->start(program, arguments);
        m_link.m_shared->process = m_process->processId();
    }

    void write(const QByteArray& line) {
        if (m_process->state() != QProcess::NotRunning) m_process->write(line);
    }
    void interrupt() { m_process->terminate(); }
    void kill() { m_process->kill(); }

    void end() {
        if (m_process == nullptr || m_process->state() == QProcess::NotRunning) return;
        m_process->disconnect(this);
        // What it still says is read and dropped, or it would wait for us.
        connect(m_process.get(), &QProcess::readyReadStandardOutput, this, [this] { m_process->readAllStandardOutput(); });
        m_process->closeWriteChannel();
        m_process->terminate();
        if (m_process->waitForFinished(patienceMilliseconds)) return;
        m_process->kill();
        m_process->waitForFinished();
    }

private:
    void takeOutput() {
        m_link.m_shared->lastOutput = steadyMilliseconds();
        const QByteArray bytes = m_process->readAllStandardOutput();
        m_reader.feed({bytes.data(), static_cast<std::size_t>(bytes.size())});
        if (m_reader.error()) m_process->kill();
    }

    void takeErrors() {
        const QByteArray bytes = m_process->readAllStandardError();
        if (m_errors.size() < mostErrors) m_errors += bytes;
    }

    void fail() {
        m_reader.finish();
        m_link.tell({false, false, 0, m_process->errorString(), {}});
    }

    void finish(bool crashed, int code) {
        m_link.m_shared->process = 0;
        takeOutput();
        takeErrors();
        // A process that was killed in the middle of a line broke no promise; only what came whole is judged.
        const bool wasNonsense = m_reader.error().has_value();
        m_reader.finish();
        const bool judged = wasNonsense || (!crashed && m_reader.error());
        m_link.tell({true, crashed && !wasNonsense, code, QString::fromUtf8(m_errors).trimmed(),
                     judged ? QString::fromStdString(m_reader.error()->message) : QString()});
    }

    EngineLink& m_link;
    std::shared_ptr<TraceQueue> m_queue;
    trace::NdjsonReader m_reader{*m_queue};
    std::unique_ptr<QProcess> m_process;
    QByteArray m_errors;
};

EngineLink::EngineLink(QString program, QStringList arguments, std::shared_ptr<TraceQueue> queue) {
    m_shared->lastOutput = steadyMilliseconds();
    m_worker = new Worker(*this, std::move(queue));
    m_toWorker = new Inbox;
    for (QObject* theirs : std::initializer_list<QObject*>{m_worker, m_toWorker}) {
        theirs->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, theirs, &QObject::deleteLater);
    }
    m_thread.start();
    m_toWorker->put([worker = m_worker, program = std::move(program), arguments = std::move(arguments)] {
        worker->start(program, arguments);
    });
}

EngineLink::~EngineLink() {
    // A handing over that ThreadSanitizer sees: of a thread that is over already, Qt's waiting shows it nothing.
    std::latch hasEnded(1);
    m_toWorker->put([this, &hasEnded] {
        m_worker->end();
        hasEnded.count_down();
        m_thread.quit();
    });
    hasEnded.wait();
    m_thread.wait();
}

void EngineLink::write(const QByteArray& line) {
    m_toWorker->put([worker = m_worker, line] { worker->write(line); });
}

void EngineLink::interrupt() {
    m_toWorker->put([worker = m_worker] { worker->interrupt(); });
}

void EngineLink::kill() {
    m_toWorker->put([worker = m_worker] { worker->kill(); });
}

void EngineLink::tell(EngineExit exit) {
    m_fromWorker.put([this, exit = std::move(exit)] { emit ended(exit); });
}

qint64 EngineLink::silence() const {
    return steadyMilliseconds() - m_shared->lastOutput;
}

double cpuSecondsOf(qint64 process) {
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (process == 0 || !file.open(QIODevice::ReadOnly)) return -1;
    const QByteArray text = file.readAll();
    // The name in brackets may hold anything; user and system time are the 12th and 13th field behind it.
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 13) return -1;
    return static_cast<double>(fields[11].toLongLong() + fields[12].toLongLong()) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace headroom::views
