#pragma once

#include <QProcess>
#include <QStringList>
#include <memory>
#include <string>
#include <vector>

#include "app/desktop/views/trace_source.h"
#include "model/trace/ndjson_reader.h"

namespace headroom::views {

/// What to run, as headroom-sim takes it.
struct RunRequest {
    QString scenarioPath;       ///< names the scenario and is the base of its !file paths
    std::string scenarioText;   ///< run in place of the file's content, so that unsaved edits run too
    QString variant;
    QStringList settings;       ///< PATH=VALUE
    std::optional<std::uint64_t> seed;
    QString duration;
    double speed = 0;           ///< simulated seconds a second; 0: as fast as possible
    bool paused = false;
    QString recordTo;           ///< empty: nowhere
};

/// A run in a process of its own, its trace and the commands given to it. Whatever the process does, the session lives on.
class TraceSession : public TraceSource {
    Q_OBJECT

public:
    enum class State { Idle, Running, Paused, Ended, Failed };

    explicit TraceSession(QObject* parent = nullptr);
    ~TraceSession() override;

    const trace::MemoryTrace& trace() const override { return *m_trace; }
    const model::Scenario* scenario() const override { return m_scenario.get(); }
    State state() const { return m_state; }
    bool isActive() const { return m_state == State::Running || m_state == State::Paused; }
    /// Why it failed, for a person.
    const QString& message() const { return m_message; }
    double speed() const { return m_speed; }

    /// Ends what runs and starts this.
    void start(const RunRequest& request);
    /// Shows a recording as if it had just been run.
    std::optional<QString> openRecording(const QString& path);
    void pause();
    void resume();
    void step(int frames);
    void setSpeed(double simulatedSecondsPerSecond);
    /// A fault as in the scenario, as a YAML flow mapping: "{kill: pod/transaction}".
    void inject(const QString& fault);
    void scale(const QString& service, int replicas);
    void stop();

    /// Where the engine is: beside this program.
    static QString enginePath();

signals:
    void stateChanged();
    /// The engine said no, with its words.
    void commandRefused(const QString& message);

private:
    void send(const QString& json);
    void enter(State state, const QString& message = {});
    void takeOutput();
    void takeErrors();
    void takeEnd(int exitCode, QProcess::ExitStatus status);

    std::unique_ptr<trace::MemoryTrace> m_trace = std::make_unique<trace::MemoryTrace>();
    std::shared_ptr<const model::Scenario> m_scenario;
    std::unique_ptr<trace::NdjsonReader> m_reader;
    std::unique_ptr<QProcess> m_process;
    QString m_errors;
    QString m_message;
    State m_state = State::Idle;
    double m_speed = 0;
};

}  // namespace headroom::views
