#include "app/desktop/views/trace_session.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace headroom::views {
namespace {

QStringList argumentsOf(const RunRequest& request) {
    QStringList arguments{request.scenarioPath, QStringLiteral("--stream")};
    if (!request.variant.isEmpty()) arguments << QStringLiteral("--variant") << request.variant;
    for (const QString& setting : request.settings) arguments << QStringLiteral("--set") << setting;
    if (request.seed) arguments << QStringLiteral("--seed") << QString::number(*request.seed);
    if (!request.duration.isEmpty()) arguments << QStringLiteral("--duration") << request.duration;
    if (request.speed > 0) arguments << QStringLiteral("--realtime-speed") << QString::number(request.speed);
    if (request.paused) arguments << QStringLiteral("--paused");
    if (!request.recordTo.isEmpty()) arguments << QStringLiteral("--record") << request.recordTo;
    return arguments;
}

QString line(const QJsonObject& command) {
    return QString::fromUtf8(QJsonDocument(command).toJson(QJsonDocument::Compact)) + QLatin1Char('\n');
}

}  // namespace

TraceSession::TraceSession(QObject* parent) : TraceSource(parent) {}

TraceSession::~TraceSession() {
    if (m_process == nullptr) return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished();
}

QString TraceSession::enginePath() {
    return QCoreApplication::applicationDirPath() + QStringLiteral("/headroom-sim");
}

void TraceSession::start(const RunRequest& request) {
    if (m_process != nullptr) {
        m_process->disconnect(this);
        m_process->kill();
        m_process->waitForFinished();
    }
    m_trace = std::make_unique<trace::MemoryTrace>();
    m_scenario.reset();
    m_reader = std::make_unique<trace::NdjsonReader>(*m_trace);
    m_errors.clear();
    m_speed = request.speed;
    m_process = std::make_unique<QProcess>();
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &TraceSession::takeOutput);
    connect(m_process.get(), &QProcess::readyReadStandardError, this, &TraceSession::takeErrors);
    connect(m_process.get(), &QProcess::finished, this, &TraceSession::takeEnd);
    m_process->start(enginePath(), argumentsOf(request));
    emit begun();
    enter(request.paused ? State::Paused : State::Running);
}

std::optional<QString> TraceSession::openRecording(const QString& path) {
    RecordedTrace recorded;
    if (auto error = recorded.open(path)) return error;
    return tr("not yet");
}

void TraceSession::pause() {
    send(line({{QStringLiteral("command"), QStringLiteral("pause")}}));
    if (isActive()) enter(State::Paused);
}

void TraceSession::resume() {
    send(line({{QStringLiteral("command"), QStringLiteral("resume")}}));
    if (isActive()) enter(State::Running);
}

void TraceSession::step(int frames) {
    send(line({{QStringLiteral("command"), QStringLiteral("step")}, {QStringLiteral("frames"), frames}}));
}

void TraceSession::setSpeed(double simulatedSecondsPerSecond) {
    m_speed = simulatedSecondsPerSecond;
    send(line({{QStringLiteral("command"), QStringLiteral("speed")}, {QStringLiteral("factor"), simulatedSecondsPerSecond}}));
    emit stateChanged();
}

void TraceSession::inject(const QString& fault) {
    send(line({{QStringLiteral("command"), QStringLiteral("inject")}, {QStringLiteral("fault"), fault}}));
}

void TraceSession::scale(const QString& service, int replicas) {
    send(line({{QStringLiteral("command"), QStringLiteral("scale")},
               {QStringLiteral("service"), service},
               {QStringLiteral("replicas"), replicas}}));
}

void TraceSession::stop() {
    send(line({{QStringLiteral("command"), QStringLiteral("stop")}}));
}

void TraceSession::send(const QString& json) {
    if (m_process != nullptr && m_process->state() == QProcess::Running) m_process->write(json.toUtf8());
}

void TraceSession::enter(State state, const QString& message) {
    m_state = state;
    m_message = message;
    emit stateChanged();
}

void TraceSession::takeOutput() {
    const QByteArray bytes = m_process->readAllStandardOutput();
    m_reader->feed({bytes.data(), static_cast<std::size_t>(bytes.size())});
    if (m_scenario == nullptr && !m_trace->header().scenarioText.empty()) m_scenario = scenarioOf(m_trace->header());
    emit grew();
}

void TraceSession::takeErrors() {
    m_errors += QString::fromUtf8(m_process->readAllStandardError());
}

void TraceSession::takeEnd(int exitCode, QProcess::ExitStatus status) {
    takeOutput();
    m_reader->finish();
    if (status == QProcess::CrashExit || exitCode != 0)
        enter(State::Failed, m_errors.isEmpty() ? tr("the engine ended unexpectedly") : m_errors.trimmed());
    else
        enter(State::Ended);
    emit ended();
}

}  // namespace headroom::views
