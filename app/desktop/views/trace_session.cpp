#include "app/desktop/views/trace_session.h"

#include <QCoreApplication>
#include <QDir>
#include <algorithm>

#include "app/desktop/views/run/trace_replay.h"
#include "model/trace/recording_reader.h"
#include "model/trace/recording_writer.h"

namespace headroom::views {
namespace {

constexpr int tickMilliseconds = 50;
/// Of a tick; the rest is for whoever draws.
constexpr auto mergeBudget = std::chrono::milliseconds(15);
/// While a recording is being read there is nothing else to draw.
constexpr auto loadBudget = std::chrono::milliseconds(35);
constexpr int loadTickMilliseconds = 5;

double numberOf(const QElapsedTimer& clock) {
    return static_cast<double>(clock.nsecsElapsed()) * 1e-9;
}

/// "there is no service 'nobody' (inject {kill: pod/nobody})".
QString refusalOf(const trace::Event& event) {
    const QString why = QString::fromStdString(event.reason.result).section(QStringLiteral("refused: "), 1);
    QString command = QString::fromStdString(event.summary).section(QStringLiteral("command: "), 1);
    command = command.section(QStringLiteral(" (refused:"), 0, 0);
    return TraceSession::tr("The engine did not do “%1”: %2").arg(command, why);
}

/// What went wrong in a process that watches; it says so itself.
QString watchTroubleOf(const EngineExit& exit) {
    if (!exit.started) return TraceSession::tr("The observer could not be started: %1").arg(exit.errors);
    if (!exit.traceError.isEmpty())
        return TraceSession::tr("The observer said something that is no trace and was ended: %1").arg(exit.traceError);
    if (exit.crashed)
        return TraceSession::tr("The observer died (signal %1). What it had seen until then is kept.").arg(exit.code);
    if (exit.code == 0) return {};
    QString said = exit.errors;
    said.remove(QStringLiteral("headroom-live: "));
    return said.isEmpty() ? TraceSession::tr("The observer gave up (exit status %1).").arg(exit.code) : said;
}

/// What went wrong, in plain words; empty when nothing did.
QString troubleOf(const EngineExit& exit, bool hasTrace) {
    const QString details = exit.errors.isEmpty() ? QString() : QStringLiteral("\n") + exit.errors;
    if (!exit.started) return TraceSession::tr("The engine could not be started: %1").arg(exit.errors);
    if (!exit.traceError.isEmpty())
        return TraceSession::tr("The engine said something that is no trace and was ended: %1").arg(exit.traceError);
    if (exit.crashed)
        return TraceSession::tr("The engine died (signal %1). What it had sent until then is kept.").arg(exit.code) + details;
    if (exit.code == 2) return exit.errors.isEmpty() ? TraceSession::tr("The scenario can't be run.") : exit.errors;
    if (exit.code != 0) return TraceSession::tr("The engine gave up (exit status %1).").arg(exit.code) + details;
    return hasTrace ? QString() : TraceSession::tr("The engine ended without a word.") + details;
}

}  // namespace

TraceSession::TraceSession(QObject* parent) : TraceSource(parent) {
    connect(&m_timer, &QTimer::timeout, this, &TraceSession::tick);
    m_clock.start();
}

TraceSession::~TraceSession() = default;

QString TraceSession::programFolder() {
    const QVariant told = QCoreApplication::instance()->property(programFolderProperty);
    return told.isValid() ? told.toString() : QCoreApplication::applicationDirPath();
}

QString TraceSession::enginePath() {
    return programFolder() + QStringLiteral("/headroom-sim");
}

QString TraceSession::fileWith(const QByteArray& content) {
    auto file = std::make_unique<QTemporaryFile>(QDir::tempPath() + QStringLiteral("/headroom-XXXXXX"));
    if (!file->open() || file->write(content) != content.size() || !file->flush()) return {};
    m_files.push_back(std::move(file));
    return m_files.back()->fileName();
}

QStringList TraceSession::argumentsOf(const RunRequest& request) {
    QStringList arguments{request.scenarioPath.isEmpty() ? QStringLiteral("untitled.yaml") : request.scenarioPath,
                          QStringLiteral("--stream")};
    const auto add = [&arguments](const char* name, const QString& value) {
        if (!value.isEmpty()) arguments << QLatin1String(name) << value;
    };
    if (!request.scenarioText.empty()) add("--text", fileWith(QByteArray::fromStdString(request.scenarioText)));
    if (!request.commands.empty()) add("--commands", fileWith(commandFile(request.commands)));
    if (request.pauseAt) add("--pause-at", QString::number(request.pauseAt->ns) + QStringLiteral("ns"));
    add("--variant", request.variant);
    for (const QString& setting : request.settings) add("--set", setting);
    if (request.seed) add("--seed", QString::number(*request.seed));
    add("--duration", request.duration);
    add("--load-scale", request.loadScale);
    if (request.speed > 0) add("--realtime-speed", QString::number(request.speed));
    if (request.paused) arguments << QStringLiteral("--paused");
    add("--record", request.recordTo);
    return arguments;
}

void TraceSession::reset() {
    if (m_link != nullptr && m_state == State::NotAnswering) m_link->kill();
    m_link.reset();
    m_loader.reset();
    m_files.clear();
    m_exit.reset();
    ++m_run;
    m_isWatching = false;
    m_queue = std::make_shared<TraceQueue>();
    m_trace = std::make_unique<trace::MemoryTrace>();
    m_scenario.reset();
    m_seenEvents = 0;
    m_hasGrown = false;
    m_unanswered = 0;
    m_stopAsked = 0;
    m_progress = RunProgress();
    m_watchdog.begin(numberOf(m_clock));
}

void TraceSession::begin(const QString& program, const QStringList& arguments) {
    m_link = std::make_unique<EngineLink>(program, arguments, m_queue);
    // Word of an engine's end may still be on its way when the next one is started.
    connect(m_link.get(), &EngineLink::ended, this, [this, run = m_run](const EngineExit& exit) {
        if (run == m_run) m_exit = exit;
    });
    m_timer.start(tickMilliseconds);
    tellReplaced();
}

void TraceSession::start(const RunRequest& request) {
    reset();
    m_request = request;
    m_hasRequest = true;
    m_isPlayback = false;
    m_speed = request.speed;
    const bool standsStill = request.paused && !request.pauseAt;
    m_state = standsStill ? State::Paused : State::Running;
    begin(m_enginePath, argumentsOf(request));
    for (const Decision& decision : request.decisions) send(decision.command);
    if (request.pauseAt && !request.paused) send({{QStringLiteral("command"), QStringLiteral("resume")}});
    enter(m_state);
}

void TraceSession::watch(const WatchRequest& request) {
    reset();
    m_watch = request;
    m_request = {};
    m_hasRequest = m_isPlayback = false;
    m_isWatching = true;
    m_speed = 1;
    m_state = State::Running;
    QStringList arguments = views::argumentsOf(request) << QStringLiteral("--stream");
    if (!request.scenarioText.empty())
        arguments << QStringLiteral("--text") << fileWith(QByteArray::fromStdString(request.scenarioText));
    begin(programFolder() + QStringLiteral("/headroom-live"), arguments);
    enter(State::Running);
}

std::optional<double> TraceSession::silence() const {
    return m_link == nullptr ? std::nullopt : std::optional(static_cast<double>(m_link->silence()) * 1e-3);
}

void TraceSession::restart() {
    if (m_isWatching)
        watch(WatchRequest(m_watch));
    else if (m_isPlayback)
        play(QString(m_recording), m_speed);
    else if (m_hasRequest)
        start(RunRequest(m_request));
}

std::optional<QString> TraceSession::openRecording(const QString& path) {
    auto reader = trace::RecordingReader::open(QFile::encodeName(path).toStdString());
    if (!reader) return QString::fromStdString(reader.error().message);
    reset();
    m_hasRequest = m_isPlayback = false;
    m_loader = std::make_unique<RecordingLoader>(std::move(reader.value()), m_queue);
    connect(m_loader.get(), &RecordingLoader::ended, this, [this, run = m_run](const QString& message) {
        if (run == m_run) m_exit = EngineExit{true, false, message.isEmpty() ? 0 : 3, message, {}};
    });
    m_timer.start(loadTickMilliseconds);
    tellReplaced();
    enter(State::Loading);
    m_loader->start();
    return std::nullopt;
}

void TraceSession::play(const QString& recording, double speed) {
    reset();
    m_isPlayback = true;
    m_recording = recording;
    m_speed = speed;
    m_state = State::Running;
    begin(programFolder() + QStringLiteral("/headroom"),
          {QStringLiteral("play"), recording, QStringLiteral("--stream"), QStringLiteral("--speed"), QString::number(speed)});
    enter(State::Running);
}

std::optional<QString> TraceSession::saveRecording(const QString& path) const {
    auto writer = trace::RecordingWriter::create(QFile::encodeName(path).toStdString(), {});
    if (!writer) return QString::fromStdString(writer.error().message);
    replay(*m_trace, *writer.value());
    if (!m_trace->footer()) writer.value()->commit();
    if (const auto& error = writer.value()->error()) return QString::fromStdString(error->message);
    return std::nullopt;
}

void TraceSession::pause() {
    if (!canCommand()) return;
    send({{QStringLiteral("command"), QStringLiteral("pause")}});
    enter(State::Paused);
}

void TraceSession::resume() {
    if (!canCommand()) return;
    send({{QStringLiteral("command"), QStringLiteral("resume")}});
    m_progress.standStill();
    enter(State::Running);
}

void TraceSession::step(int frames) {
    if (!canCommand()) return;
    send({{QStringLiteral("command"), QStringLiteral("step")}, {QStringLiteral("frames"), frames}});
    enter(State::Paused);
}

void TraceSession::setSpeed(double simulatedSecondsPerSecond) {
    m_speed = simulatedSecondsPerSecond;
    send({{QStringLiteral("command"), QStringLiteral("speed")}, {QStringLiteral("factor"), simulatedSecondsPerSecond}});
    m_progress.standStill();
    emit stateChanged();
}

void TraceSession::inject(const QString& fault) {
    send(injectDecision(fault).command);
}

void TraceSession::scale(const QString& service, int replicas) {
    send(scaleDecision(service, replicas).command);
}

void TraceSession::stop() {
    if (m_link == nullptr || !isActive()) return;
    // Between two frames it obeys; asked again, within one; asked once more, or where it hangs, nobody waits for it.
    const bool hears = canCommand() && (!m_request.pauseAt ||
                                        (!m_trace->frames().empty() && m_trace->frames().back().time >= *m_request.pauseAt));
    ++m_stopAsked;
    if (m_state == State::NotAnswering || m_stopAsked > 2)
        m_link->kill();
    else if (m_stopAsked == 2 || !hears)
        m_link->interrupt();
    else
        send({{QStringLiteral("command"), QStringLiteral("stop")}});
}

std::optional<RunRequest> TraceSession::branchAt(model::Instant instant, const Decision& decision) const {
    const auto& frames = m_trace->frames();
    const auto after = std::ranges::upper_bound(frames, instant, {}, &trace::MemoryTrace::FrameStamp::time);
    if (after == frames.begin()) return std::nullopt;
    RunRequest request = requestOf(m_trace->header());
    request.speed = m_speed;
    request.pauseAt = (after - 1)->time;
    request.commands = commandsUntil(*m_trace, *request.pauseAt);
    if (decision.command.isEmpty())
        request.paused = true;
    else
        request.decisions = {decision};
    return request;
}

RunRequest TraceSession::requestOf(const trace::Header& header) {
    RunRequest request;
    request.scenarioPath = QString::fromStdString(header.scenarioPath);
    request.scenarioText = header.scenarioText;
    for (const auto& [name, value] : header.settings) {
        const QString text = QString::fromStdString(value);
        if (name == "--variant") request.variant = text;
        if (name == "--duration") request.duration = text;
        if (name == "--load-scale") request.loadScale = text;
        if (!name.starts_with("--")) request.settings << QString::fromStdString(name) + QLatin1Char('=') + text;
    }
    return request;
}

void TraceSession::send(const QJsonObject& command) {
    if (!canCommand() || m_link == nullptr) return;
    ++m_unanswered;
    m_link->write(lineOf(command));
}

void TraceSession::enter(State state, const QString& message) {
    m_state = state;
    m_message = message;
    if (state == State::Paused) m_progress.standStill();
    emit stateChanged();
}

void TraceSession::tick() {
    takeOver();
    if (m_exit && m_queue->isDrained()) return conclude();
    watchOver();
}

void TraceSession::takeOver() {
    const bool hadHeader = !m_trace->header().scenarioText.empty();
    const auto budget = m_loader == nullptr ? mergeBudget : loadBudget;
    ConcealingSink seen(*m_trace, m_conceals);
    if (!m_queue->drain(seen, TraceQueue::Clock::now() + budget)) return;
    if (!hadHeader && !m_trace->header().scenarioText.empty()) {
        m_scenario = scenarioOf(m_trace->header());
        m_progress.setDuration(m_trace->header().duration);
    }
    if (!m_trace->frames().empty() && m_state != State::Paused) m_progress.note(numberOf(m_clock), m_trace->frames().back().time);
    noteEvents();
    m_hasGrown = true;
    // Nobody said pause, but there it stands.
    if (m_request.paused && m_request.pauseAt && m_state == State::Running && !m_trace->frames().empty() &&
        m_trace->frames().back().time >= *m_request.pauseAt) {
        m_request.paused = false;
        enter(State::Paused);
    }
    if (!m_lastGrew.isValid() || m_lastGrew.elapsed() >= tickMilliseconds - 5) tellGrowth();
}

/// Some twenty times a second, however often more arrives.
void TraceSession::tellGrowth() {
    if (!m_hasGrown) return;
    m_hasGrown = false;
    m_lastGrew.start();
    emit grew();
}

void TraceSession::noteEvents() {
    const auto& events = m_trace->events();
    QStringList refused;
    for (; m_seenEvents < events.size(); ++m_seenEvents) {
        const trace::Event& event = events[m_seenEvents];
        if (event.kind != "command") continue;
        m_unanswered = std::max(0, m_unanswered - 1);
        if (event.severity == "warning" && m_link != nullptr) refused << refusalOf(event);
    }
    for (const QString& message : refused) emit commandRefused(message);
}

void TraceSession::watchOver() {
    // An observer may wait for answers as long as it likes, and says what it waits for.
    if (m_link == nullptr || !isActive() || m_isWatching) return;
    const State meant = m_state == State::NotAnswering ? m_stateBefore : m_state;
    Watchdog::Sight sight;
    sight.now = numberOf(m_clock);
    sight.silence = static_cast<double>(m_link->silence()) * 1e-3;
    sight.shouldSpeak = meant == State::Running || m_unanswered > 0 || m_stopAsked > 0;
    if (m_speed > 0) sight.expectedGap = m_trace->header().frameInterval.toSeconds() / m_speed;
    sight.cpuSeconds = cpuSecondsOf(m_link->processId());
    const bool hangs = m_watchdog.isHanging(sight);
    if (hangs && m_state != State::NotAnswering) {
        m_stateBefore = m_state;
        enter(State::NotAnswering,
              tr("The engine does not answer. It can be stopped or started again; what it has sent is kept."));
    } else if (!hangs && m_state == State::NotAnswering) {
        enter(m_stateBefore);
    }
}

void TraceSession::conclude() {
    const EngineExit exit = *m_exit;
    m_timer.stop();
    tellGrowth();
    m_exit.reset();
    m_link.reset();
    m_loader.reset();
    m_files.clear();
    const QString trouble =
        m_isWatching ? watchTroubleOf(exit) : troubleOf(exit, !m_trace->frames().empty() || m_trace->footer().has_value());
    // Killed because somebody asked twice, or asked while it hung: as wanted.
    const bool asWanted = m_stopAsked > 0 && exit.crashed;
    enter(trouble.isEmpty() || asWanted ? State::Ended : State::Failed, trouble);
    emit ended();
}

}  // namespace headroom::views
