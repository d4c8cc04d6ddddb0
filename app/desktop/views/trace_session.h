#pragma once

#include <QElapsedTimer>
#include <QStringList>
#include <QTemporaryFile>
#include <QTimer>
#include <memory>
#include <string>
#include <vector>

#include "app/desktop/views/live/watch_request.h"
#include "app/desktop/views/run/command_log.h"
#include "app/desktop/views/run/concealing_sink.h"
#include "app/desktop/views/run/engine_link.h"
#include "app/desktop/views/run/recording_loader.h"
#include "app/desktop/views/run/run_progress.h"
#include "app/desktop/views/run/trace_queue.h"
#include "app/desktop/views/run/watchdog.h"
#include "app/desktop/views/trace_source.h"

namespace headroom::views {

/// What to run, as headroom-sim takes it.
struct RunRequest {
    QString scenarioPath;      ///< names the scenario and is the base of its !file paths
    std::string scenarioText;  ///< run in place of the file's content, so that unsaved edits run too
    QString variant;
    QStringList settings;  ///< PATH=VALUE
    std::optional<std::uint64_t> seed;
    QString duration;
    double speed = 0;  ///< simulated seconds a second; 0: as fast as possible
    bool paused = false;
    QString recordTo;                            ///< empty: nowhere
    std::vector<LoggedCommand> commands = {};    ///< of an earlier run, given again at their instants
    std::optional<model::Instant> pauseAt = {};  ///< reached as fast as possible
    std::vector<Decision> decisions = {};        ///< taken at the first pause, before the run goes on (unless `paused`)
    QString loadScale = {};                      ///< share of the clients' users and rates; empty: all
};

/// A run in a process of its own, its trace and the commands given to it. Whatever the process does, the session lives on:
/// another thread starts, feeds and reads it, this one only takes over what has been read.
class TraceSession : public TraceSource {
    Q_OBJECT

public:
    enum class State {
        Idle,
        Running,
        Paused,
        Ended,
        Failed,        ///< message() says why
        NotAnswering,  ///< the engine should speak and doesn't; it may come back, be stopped or started anew
        Loading,       ///< a recording is being read
    };

    explicit TraceSession(QObject* parent = nullptr);
    ~TraceSession() override;

    const trace::MemoryTrace& trace() const override { return *m_trace; }
    const model::Scenario* scenario() const override { return m_scenario.get(); }
    State state() const { return m_state; }
    bool isActive() const { return m_state == State::Running || m_state == State::Paused || m_state == State::NotAnswering; }
    /// Whether an engine is there to be commanded: not with recordings, nor a deployment that is watched.
    bool canCommand() const { return isActive() && !m_isPlayback && !m_isWatching; }
    /// Why it failed or what is wrong, for a person.
    const QString& message() const { return m_message; }
    double speed() const { return m_speed; }
    const RunProgress& progress() const { return m_progress; }

    /// Ends what runs and starts this.
    void start(const RunRequest& request);
    /// Ends what runs and watches a deployment, until it is stopped: what is measured there is the trace.
    void watch(const WatchRequest& request);
    /// Whether the trace is, or was, what was measured of a deployment.
    bool isWatching() const { return m_isWatching; }
    /// Seconds since the last word of whoever speaks; nothing while nobody does.
    std::optional<double> silence() const;
    /// Starts the last run or playback anew, or watches again.
    void restart();
    bool isPlayback() const { return m_isPlayback; }
    bool canRestart() const { return m_isPlayback || m_hasRequest || m_isWatching; }
    /// Shows a recording as if it had just been run; it is read in the background, until ended(). Says why it can't be opened.
    std::optional<QString> openRecording(const QString& path);
    /// Plays a recording at so many recorded seconds a second (0: as fast as possible) as if it were happening now.
    void play(const QString& recording, double speed);
    /// Writes what has arrived as a recording; says why it can't be.
    std::optional<QString> saveRecording(const QString& path) const;
    void pause();
    void resume();
    void step(int frames);
    void setSpeed(double simulatedSecondsPerSecond);
    /// A fault as in the scenario, as a YAML flow mapping: "{kill: pod/transaction}".
    void inject(const QString& fault);
    void scale(const QString& service, int replicas);
    void decide(const Decision& decision) { send(decision.command); }
    /// Ends the run with a whole trace; kills an engine that doesn't answer.
    void stop();

    /// The run again up to the last frame at or before the instant, with all that was done to it, and then the decision:
    /// scenario, seed and commands reproduce it. Without a decision (an empty command) it stands still there. For another
    /// session to start; nothing before there is a frame.
    std::optional<RunRequest> branchAt(model::Instant instant, const Decision& decision) const;

    /// A run of the scenario, variant, settings and load that a trace is of; it says nothing else.
    static RunRequest requestOf(const trace::Header& header);

    /// Where headroom-sim and headroom are: beside this program, or where this property of the application says (tests).
    static QString programFolder();
    static constexpr const char* programFolderProperty = "programFolder";
    static QString enginePath();
    /// Another program in the engine's place.
    void useEngine(const QString& path) { m_enginePath = path; }
    /// From now on such events are left out of trace(), and so of what is saved of it.
    void conceal(Concealment conceals) { m_conceals = std::move(conceals); }
    void setPatience(double seconds) { m_watchdog = Watchdog(seconds); }
    /// 0 while none runs.
    qint64 processId() const { return m_link == nullptr ? 0 : m_link->processId(); }

signals:
    void stateChanged();
    /// The engine said no, with its words.
    void commandRefused(const QString& message);

private:
    void begin(const QString& program, const QStringList& arguments);
    QStringList argumentsOf(const RunRequest& request);
    QString fileWith(const QByteArray& content);
    void reset();
    void send(const QJsonObject& command);
    void enter(State state, const QString& message = {});
    void tick();
    void takeOver();
    void tellGrowth();
    void noteEvents();
    void watchOver();
    void conclude();

    std::unique_ptr<trace::MemoryTrace> m_trace = std::make_unique<trace::MemoryTrace>();
    Concealment m_conceals;
    std::shared_ptr<const model::Scenario> m_scenario;
    std::shared_ptr<TraceQueue> m_queue = std::make_shared<TraceQueue>();
    std::vector<std::unique_ptr<QTemporaryFile>> m_files;  ///< what the engine reads
    std::unique_ptr<EngineLink> m_link;
    std::unique_ptr<RecordingLoader> m_loader;
    std::uint64_t m_run = 0;
    std::optional<EngineExit> m_exit;  ///< it has ended, but not all it said is shown yet
    QString m_enginePath = enginePath();
    RunRequest m_request;
    bool m_hasRequest = false;
    bool m_isPlayback = false;
    bool m_isWatching = false;
    WatchRequest m_watch;
    QString m_recording;
    QString m_message;
    State m_state = State::Idle;
    State m_stateBefore = State::Idle;  ///< of NotAnswering
    double m_speed = 0;
    int m_stopAsked = 0;  ///< times
    std::size_t m_seenEvents = 0;
    bool m_hasGrown = false;  ///< since it was last told
    QElapsedTimer m_lastGrew;
    int m_unanswered = 0;  ///< commands sent and not yet told of in the trace
    RunProgress m_progress;
    Watchdog m_watchdog;
    QTimer m_timer;
    QElapsedTimer m_clock;
};

}  // namespace headroom::views
