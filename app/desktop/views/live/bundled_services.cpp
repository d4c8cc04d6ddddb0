#include "app/desktop/views/live/bundled_services.h"

#include <QJsonDocument>
#include <QJsonObject>

#include "app/desktop/views/trace_session.h"

namespace headroom::views {
namespace {

/// The supervisor gives its clients ten seconds, and then its pods.
constexpr int longestEnd = 22'000;  // milliseconds
/// Nobody waits longer for a window to close; what is left then is killed with its supervisor.
constexpr int longestGoodbye = 3'000;

}  // namespace

BundledServices::BundledServices(QObject* parent) : QObject(parent) {
    m_patience.setSingleShot(true);
    m_patience.setInterval(longestEnd);
    connect(&m_patience, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &BundledServices::read);
    connect(&m_process, &QProcess::finished, this, &BundledServices::ended);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            enter(State::Failed, tr("The services could not be started: %1").arg(m_process.errorString()));
    });
}

BundledServices::~BundledServices() {
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.closeWriteChannel();
    if (m_process.waitForFinished(longestGoodbye)) return;
    m_process.kill();
    m_process.waitForFinished();
}

void BundledServices::start(const Request& request) {
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
    QStringList arguments{QStringLiteral("up"), request.scenarioPath};
    const auto add = [&arguments](const char* name, const QString& value) {
        if (!value.isEmpty()) arguments << QLatin1String(name) << value;
    };
    add("--variant", request.variant);
    add("--load-scale", request.loadScale);
    add("--kafka", request.kafka);
    add("--properties", request.properties);
    enter(State::Starting, tr("The services are starting"));
    m_process.start(TraceSession::programFolder() + QStringLiteral("/headroom-service"), arguments);
}

void BundledServices::stop() {
    if (!isOn()) return;
    if (m_state == State::Ending) return m_process.kill();
    enter(State::Ending, tr("The services are ending"));
    m_process.write("{\"command\":\"stop\"}\n");
    m_patience.start();
}

void BundledServices::read() {
    while (m_process.canReadLine()) take(m_process.readLine());
}

void BundledServices::take(const QByteArray& line) {
    const QJsonObject said = QJsonDocument::fromJson(line).object();
    const QString event = said[QLatin1String("event")].toString();
    const QString message = said[QLatin1String("message")].toString();
    if (event.isEmpty() || m_state == State::Ending) return;
    const bool areServing = event == QLatin1String("serving") && m_state == State::Starting;
    enter(areServing ? State::Serving : m_state, message);
    if (areServing) emit serving();
}

void BundledServices::ended(int code, QProcess::ExitStatus status) {
    m_patience.stop();
    read();
    QString said = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
    said.remove(QStringLiteral("headroom-service: "));
    const bool asWanted = m_state == State::Ending || (code == 0 && status == QProcess::NormalExit);
    if (asWanted) return enter(State::Off, tr("The services have ended"));
    enter(State::Failed, said.isEmpty() ? tr("The services ended by themselves (exit status %1)").arg(code) : said);
}

void BundledServices::enter(State state, const QString& message) {
    m_state = state;
    m_message = message;
    emit stateChanged();
}

}  // namespace headroom::views
